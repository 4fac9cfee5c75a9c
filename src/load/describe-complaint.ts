import { MAX_DEPTH } from './limits.ts';
import type { SyntaxComplaint } from './parse-yaml.ts';
import { isSpace, lineEnd, lineStart, skipSeparators } from './scan.ts';
import type { YamlProblem } from './source-node.ts';
import { quoted } from './text.ts';

export interface SyntaxFault extends Omit<YamlProblem, 'hint'> {
  readonly hint?: string | undefined;
  /** Whether what is said of the text after it only follows from it. */
  readonly isLast?: boolean;
}

export const TAB = { message: 'a tab cannot indent a line', hint: 'indent with spaces' };

export const INDENTATION = {
  message: 'the line is not indented like those it belongs to',
  hint: 'indent all keys of one mapping, and all items of one list, equally',
};

/** Whether js-yaml's complaint is exact, and `yaml` would not be: it overflows, or takes it for no error. */
export function isClear(complaint: string): boolean {
  return /^nesting exceeded|directive|YAML version/.test(complaint);
}

/** js-yaml's complaint in an operator's words. Its offset is where it could not go on. */
export function describeComplaint(text: string, { message, offset }: SyntaxComplaint): SyntaxFault {
  const place = { start: offset, end: tokenEnd(text, offset) };
  const character = text[offset] ?? '';
  if (message.startsWith('nesting exceeded')) {
    return { message: `nested deeper than ${MAX_DEPTH} levels`, start: offset, end: offset + 1 };
  }
  if (isClear(message)) return describeDirective(text, message, place);
  if (message.startsWith('missed comma')) {
    const start = character === ':' ? tokenStart(text, offset) : offset;
    return { message: 'a comma is missing before this', start, end: Math.max(place.end, offset + 1) };
  }
  if (message.startsWith('tab characters')) return { ...TAB, start: offset, end: offset + 1 };
  if (message.includes('within a flow collection'))
    return { message: 'a "[" or "{" is not closed', ...place };
  if (message.includes('quoted scalar')) return { message: 'a quote is not closed', ...place };
  if (message.startsWith('bad indentation')) return { ...INDENTATION, ...place };
  if (message.includes('multiline key')) {
    return { message: 'a ":" is missing before this', hint: 'a line of a mapping is "key: value"', ...place };
  }
  if (message.startsWith('deficient indentation')) {
    if (character === ']' || character === '}') return shallowBracket(character, offset);
    const hint = 'indent all lines of it deeper than its key, or close it';
    return { message: 'a quote, "[" or "{" that is still open ends here', hint, ...place };
  }
  return { message: sentence(message), ...place };
}

/** A bracket in the column of its key: YAML wants it deeper, though some parsers let it pass. */
export function shallowBracket(bracket: string, start: number): SyntaxFault {
  const message = `"${bracket}" is not indented deeper than its key`;
  return { message, hint: 'indent it by a space', start, end: start + 1 };
}

function describeDirective(
  text: string,
  message: string,
  place: { start: number; end: number },
): SyntaxFault {
  const start = lineStart(text, skipSeparators(text, 0));
  if (text[start] !== '%') return { message: sentence(message), ...place };
  const end = lineEnd(text, start);
  const name = text.slice(start, end).split(/[ \t]/, 1)[0] ?? '%';
  return { message: `directive ${quoted(name)} is not allowed`, hint: 'delete the line', start, end };
}

/** Offset behind what stands at `offset` without a space, comma or bracket. */
export function tokenEnd(text: string, offset: number): number {
  let end = offset;
  while (end < text.length && !isSpace(text.charCodeAt(end)) && !',]}'.includes(text[end] as string)) end++;
  return end;
}

function tokenStart(text: string, offset: number): number {
  let start = offset;
  while (start > 0 && !isSpace(text.charCodeAt(start - 1)) && !',[]{}'.includes(text[start - 1] as string))
    start--;
  return start;
}

/** A parser's message in the form of our own: lower case, no final stop. */
export function sentence(message: string): string {
  return (message.charAt(0).toLowerCase() + message.slice(1)).replace(/\.$/, '');
}
