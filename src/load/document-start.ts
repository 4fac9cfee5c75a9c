import type { Span } from './parse-yaml.ts';
import type { ProblemList } from './problem-list.ts';
import { lineEnd, skipSeparators } from './scan.ts';
import { quoted } from './text.ts';

export interface DocumentStart extends Span {
  /** Where its content may start. */
  readonly cursor: number;
}

/**
 * The `---` of a document, or the line that it starts with; its directives are reported as problems. js-yaml says
 * nothing of the places of these, nor of directives that it does not know.
 *
 * @param from the end of the document before.
 */
export function openDocument(
  text: string,
  from: number,
  explicitStart: boolean,
  problems: ProblemList,
): DocumentStart {
  let at = skipSeparators(text, from);
  while (text.startsWith('...', at)) {
    // The one behind a document is its end; before the first there is none to end.
    if (from === 0)
      problems.add('"..." ends a document that has not begun', at, at + 3, { hint: 'delete the line' });
    at = skipSeparators(text, at + 3);
  }
  if (!explicitStart) return { start: at, end: lineEnd(text, at), cursor: from };
  while (text[at] === '%') {
    const end = lineEnd(text, at);
    const name = text.slice(at, end).split(/[ \t]/, 1)[0] ?? '%';
    problems.add(`directive ${quoted(name)} is not allowed`, at, end, { hint: 'delete the line' });
    at = skipSeparators(text, end);
  }
  return { start: at, end: at + 3, cursor: at + 3 };
}
