import { type EVENT_ID, type Event, getScalarValue, SCALAR_STYLE } from 'js-yaml';
import type { Span } from './parse-yaml.ts';
import { isSpace, skipSeparators } from './scan.ts';
import { characterName, quoted, unseenCharacters } from './text.ts';

export type ScalarEvent = Extract<Event, { type: typeof EVENT_ID.SCALAR }>;

/** A scalar that is written in the source: quotes and the sign of a block scalar belong to its place. */
export interface ScalarText extends Span {
  /** What it says. */
  readonly text: string;
  /** Where the text starts, when it stands in the source as it is, or -1. */
  readonly textStart: number;
  readonly isPlain: boolean;
  readonly isBlock: boolean;
  /** Where a `#` is no comment. A block scalar's first line can have one. */
  readonly span: Span;
  readonly problems: readonly { readonly message: string; readonly hint: string }[];
}

const UNICODE_SPACE = /[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]/;
const ESCAPE = /\\(?:U([0-9a-fA-F]{8})|[^U])/g;
const NO_PROBLEMS: ScalarText['problems'] = [];

/** @param before the end of the token before the scalar. */
export function readScalar(source: string, event: ScalarEvent, before: number): ScalarText {
  const { valueStart, valueEnd, style } = event;
  const text = getScalarValue(source, event);
  if (style === SCALAR_STYLE.LITERAL_BLOCK || style === SCALAR_STYLE.FOLDED_BLOCK) {
    const { start, end } = blockPlace(source, event, before);
    const span = { start: valueStart, end: valueEnd };
    return { start, end, text, textStart: -1, isPlain: false, isBlock: true, span, problems: NO_PROBLEMS };
  }
  const isPlain = style === SCALAR_STYLE.PLAIN;
  const start = isPlain ? valueStart : valueStart - 1;
  const end = isPlain ? valueEnd : valueEnd + 1;
  // Escapes, folding and CR LF only ever make text shorter: of equal length means equal place by place.
  const isVerbatim = event.fast || valueEnd - valueStart === text.length;
  return {
    start,
    end,
    text,
    textStart: isVerbatim ? valueStart : -1,
    isPlain,
    isBlock: false,
    span: { start, end },
    problems: isPlain ? plainProblems(text) : event.fast ? NO_PROBLEMS : quotedProblems(source, event, text),
  };
}

/** From the `|` or `>` to the end of the last line with text in it. js-yaml only knows the lines. */
function blockPlace(source: string, event: ScalarEvent, before: number): Span {
  const start = skipSeparators(source, Math.max(before, event.anchorEnd, event.tagEnd), ':-?');
  let end = event.valueEnd;
  while (end > event.valueStart && isSpace(source.charCodeAt(end - 1))) end--;
  if (end > event.valueStart) return { start, end };
  end = start + 1;
  while ('+-0123456789'.includes(source[end] ?? ' ')) end++;
  return { start, end };
}

function plainProblems(text: string): ScalarText['problems'] {
  const found = UNICODE_SPACE.exec(text);
  if (found === null) return NO_PROBLEMS;
  const message = `${quoted(text)} contains ${characterName(found[0])}`;
  return [{ message, hint: 'type an ordinary space, or put the text into quotes' }];
}

/** Escapes can write what the source itself cannot hold; only a line feed and a tab are of use. */
function quotedProblems(source: string, event: ScalarEvent, text: string): ScalarText['problems'] {
  if (event.style !== SCALAR_STYLE.DOUBLE_QUOTED) return NO_PROBLEMS;
  for (const [written, digits] of source.slice(event.valueStart, event.valueEnd).matchAll(ESCAPE)) {
    if (digits !== undefined && Number.parseInt(digits, 16) > 0x10ffff) {
      return [{ message: `${quoted(written)} is no character`, hint: 'the last one is "\\U0010FFFF"' }];
    }
  }
  const unseen = unseenCharacters(text, 1)[0];
  const character =
    unseen === undefined ? /\r|\p{Surrogate}/u.exec(text)?.[0] : text.slice(unseen.start, unseen.end);
  if (character === undefined) return NO_PROBLEMS;
  const message = `an escape stands for ${characterName(character)}, which cannot be seen`;
  return [{ message, hint: 'only "\\n", "\\t" and escapes of visible characters are of use' }];
}
