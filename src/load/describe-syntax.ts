import { isSecretKey } from '../diagnostic/secret-keys.ts';
import {
  INDENTATION,
  type SyntaxFault,
  sentence,
  shallowBracket,
  TAB,
  tokenEnd,
} from './describe-complaint.ts';
import { lineEnd, lineStart, skipSeparators } from './scan.ts';
import { characterName, quoted } from './text.ts';

/** One of `yaml`'s errors. */
export interface YamlError {
  readonly code: string;
  readonly message: string;
  readonly start: number;
  readonly end: number;
}

const IN_QUOTES = 'put the value into quotes';
const UNICODE_SPACE = /[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]/;

/**
 * One of `yaml`'s errors in an operator's words.
 *
 * @param unclosed the offsets of brackets and quotes that are not closed.
 */
export function describeError(text: string, error: YamlError, unclosed: readonly number[]): SyntaxFault {
  const { message, start, end } = error;
  const place = { start, end };
  switch (error.code) {
    case 'TAB_AS_INDENT':
      return { ...TAB, ...place };
    case 'BAD_INDENT':
    case 'MISSING_CHAR':
      return describeMissing(text, error, unclosed);
    case 'MULTILINE_IMPLICIT_KEY':
      return missingColon(text, start);
    case 'BLOCK_AS_IMPLICIT_KEY':
      return describeNesting(text, error);
    case 'BLOCK_IN_FLOW':
      return {
        message: 'a block list or mapping cannot stand inside of "[" or "{"',
        hint: 'is a comma missing?',
        ...place,
      };
    case 'BAD_SCALAR_START':
      return { message: `a value cannot start with ${quoted(text[start] ?? '')}`, hint: IN_QUOTES, ...place };
    case 'BAD_ALIAS':
      return {
        message: `${quoted(text.slice(start, tokenEnd(text, start)))} names no anchor`,
        hint: IN_QUOTES,
        ...place,
      };
    case 'BAD_DQ_ESCAPE': {
      const hint = 'write "\\\\" for a backslash, or use single quotes';
      return { message: `${quoted(text.slice(start, start + 2))} is no escape`, hint, start, end: start + 2 };
    }
    case 'TAG_RESOLVE_FAILED':
      return { message: `tag ${quoted(text.slice(start, end))} is not allowed`, ...place };
    case 'UNEXPECTED_TOKEN':
      return describeUnexpected(text, error);
    default:
      return { message: sentence(message), ...place };
  }
}

function describeMissing(text: string, error: YamlError, unclosed: readonly number[]): SyntaxFault {
  const { message, start, end } = error;
  const bracket = /end with a ([\]}])/.exec(message)?.[1];
  if (bracket !== undefined && text[start] === bracket) {
    return shallowBracket(bracket, start);
  }
  const quote = /closing (["'])quote/.exec(message)?.[1];
  if (bracket !== undefined || quote !== undefined) {
    const openers = quote ?? (bracket === ']' ? '[' : '{');
    const at = unclosed.findLast((offset) => offset <= start && text[offset] === openers);
    const sign = quote === '"' ? `'"'` : `"${openers}"`;
    const hint = `close it with ${quote === '"' ? sign : `"${quote ?? bracket}"`}, and indent all lines up to there`;
    const found = at ?? start;
    const related = at === undefined ? undefined : openEnd(text, start);
    return {
      message: `${sign} is not closed`,
      hint,
      start: found,
      end: found + 1,
      ...(related ? { related } : {}),
      isLast: true,
    };
  }
  if (message.startsWith('Sequence item without')) return badIndentation(text, start);
  if (message.includes('followed by map values')) return missingColon(text, start);
  if (message.includes('Missing ,')) return { message: 'a comma is missing before this', start, end };
  if (message.startsWith('Comments')) return { message: 'a space is missing before "#"', start, end };
  if (error.code === 'BAD_INDENT') return badIndentation(text, start);
  return { message: sentence(message), start, end };
}

function openEnd(text: string, offset: number): SyntaxFault['related'] {
  const end = tokenEnd(text, offset);
  return end > offset
    ? { start: offset, end, message: 'what follows from here does not belong to it' }
    : undefined;
}

function describeNesting(text: string, { start, message }: YamlError): SyntaxFault {
  if (message.includes('sequence')) return badIndentation(text, start);
  const colon = text.slice(start, lineEnd(text, start)).search(/:(?:\s|$)/);
  if (colon >= 0) {
    const hint = `${IN_QUOTES}, or the inner mapping on lines of its own`;
    return { message: 'a second ": " on one line', hint, start, end: start + colon + 1 };
  }
  const dash = gluedDash(text, start);
  if (dash !== undefined) return dash;
  const hint = 'indent it like the lines around it, or put a long value into quotes';
  const next = skipSeparators(text, lineEnd(text, start));
  return { message: 'the line is indented deeper than its mapping', hint, ...contentOf(text, next) };
}

function describeUnexpected(text: string, { message, start, end }: YamlError): SyntaxFault {
  const place = { start, end: Math.max(end, tokenEnd(text, start)) };
  if (message.startsWith('Unexpected ,')) return { message: 'a comma with nothing before it', start, end };
  if (/^Unexpected flow-(?:seq|map)-end/.test(message)) {
    return { message: `${quoted(text[start] ?? '')} closes nothing`, start, end };
  }
  if (message.startsWith('Block scalar header')) {
    return {
      message: 'text cannot stand on the line of "|" or ">"',
      hint: 'start it on the next line',
      ...place,
    };
  }
  const isFirst = text.slice(lineStart(text, start), start).trim() === '';
  if (message.includes('block-seq-ind')) {
    if (isFirst) return missingColon(text, start);
    return {
      message: 'a list cannot start on the line of its key',
      hint: 'start it on the next line',
      ...place,
    };
  }
  if (isFirst) return badIndentation(text, start);
  if (message.endsWith('at node end'))
    return { message: 'something follows the end of the value', hint: IN_QUOTES, ...place };
  return { message: sentence(message), ...place };
}

/** A line of a mapping that is not "key: value": the nearest thing that it may have been meant to be. */
function missingColon(text: string, start: number): SyntaxFault {
  const line = contentOf(text, start);
  const content = text.slice(line.start, line.end);
  if (/^-(?:\s|$)/.test(content)) {
    const hint = 'a list stands below its key; there it is indented';
    return { message: 'a list item stands where a key is expected', hint, ...line };
  }
  const space = unicodeSpace(content, line.start);
  if (space !== undefined) return space;
  const glued = /^[^\s:'"[{]+:(?=\S)/.exec(content);
  if (glued !== null) {
    const end = line.start + glued[0].length;
    return { message: 'a space is missing after ":"', hint: 'write "key: value"', start: line.start, end };
  }
  if (/^["'[{]/.test(content)) return { message: 'a key has to be plain text on one line', ...line };
  const [word = ''] = /^\S*/.exec(content) ?? [];
  return {
    message: `":" is missing after ${quoted(isSecretKey(word) ? word : content)}`,
    hint: 'a line of a mapping is "key: value"',
    ...line,
  };
}

function badIndentation(text: string, offset: number): SyntaxFault {
  const line = contentOf(text, lineStart(text, offset));
  return unicodeSpace(text.slice(line.start, line.end), line.start) ?? { ...INDENTATION, ...line };
}

/** `-name: x`: to YAML a key that starts with a dash, so that the next line is too deep. */
function gluedDash(text: string, offset: number): SyntaxFault | undefined {
  const { start, end } = contentOf(text, lineStart(text, offset));
  if (!/^-[^\s\-:][^:]*:(?:\s|$)/.test(text.slice(start, end))) return undefined;
  return { message: 'a space is missing after "-"', hint: 'write "- key: value"', start, end: start + 1 };
}

/** What looks like a space and is none. */
function unicodeSpace(content: string, start: number): SyntaxFault | undefined {
  const space = UNICODE_SPACE.exec(content);
  if (space === null) return undefined;
  const message = `this is ${characterName(space[0])}, which is no space to YAML`;
  const at = start + space.index;
  return { message, hint: 'type an ordinary space', start: at, end: at + 1 };
}

/** The rest of a line without the spaces around it and without its comment. */
function contentOf(text: string, offset: number): { start: number; end: number } {
  let start = offset;
  while (text[start] === ' ' || text[start] === '\t') start++;
  const rest = text.slice(start, lineEnd(text, start));
  return { start, end: start + rest.replace(/(?:^|[ \t])#.*$/, '').trimEnd().length };
}
