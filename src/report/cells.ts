import { escapeCharacter, UNSHOWABLE } from '../diagnostic/visible.ts';

/** What a terminal shows as one: a letter with its marks, an emoji, an escaped character, a tab. */
export interface Cell {
  readonly text: string;
  /** Columns of a terminal. */
  readonly width: number;
  /** Where it stands in the line, in UTF-16 code units. */
  readonly start: number;
  readonly end: number;
}

const TAB_STOP = 4;
const PLAIN = /^[\x20-\x7e]*$/;

/** East Asian wide and full-width characters (Unicode 16, UAX #11); emoji are told by their own property. */
const WIDE =
  /^[\u1100-\u115f\u2329\u232a\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97c\uac00-\ud7a3\uf900-\ufaff\ufe10-\ufe19\ufe30-\ufe6b\uff01-\uff60\uffe0-\uffe6\u{16fe0}-\u{18cff}\u{1aff0}-\u{1b2fb}\u{1d300}-\u{1d376}\u{1f200}-\u{1f265}\u{20000}-\u{3fffd}]/u;

/** The cells of a part of one line, which starts at the line's offset `from`. Tabs reach to the next tab stop. */
export function cellsOf(text: string, from: number): Cell[] {
  const cells: Cell[] = [];
  let column = 0;
  const add = (shown: string, width: number, start: number, length: number) => {
    cells.push({ text: shown, width, start: from + start, end: from + start + length });
    column += width;
  };
  const addPlain = (start: number, end: number) => {
    for (const { segment, index } of graphemesOf(text.slice(start, end))) {
      add(segment, graphemeWidth(segment), start + index, segment.length);
    }
  };
  let done = 0;
  for (const { 0: character, index } of text.matchAll(UNSHOWABLE)) {
    addPlain(done, index);
    const tab = TAB_STOP - (column % TAB_STOP);
    const shown = character === '\t' ? ' '.repeat(tab) : escapeCharacter(character);
    add(shown, shown.length, index, character.length);
    done = index + character.length;
  }
  addPlain(done, text.length);
  return cells;
}

/** The segmenter takes milliseconds to load: most definitions are ASCII and do without. */
function graphemesOf(text: string): Iterable<{ segment: string; index: number }> {
  if (PLAIN.test(text)) return [...text].map((segment, index) => ({ segment, index }));
  return new Intl.Segmenter('en', { granularity: 'grapheme' }).segment(text);
}

function graphemeWidth(grapheme: string): number {
  if (/^[\x20-\x7e]$/.test(grapheme)) return 1;
  if (/^\p{M}+$/u.test(grapheme)) return 0;
  return WIDE.test(grapheme) || /^\p{Emoji_Presentation}|\ufe0f/u.test(grapheme) ? 2 : 1;
}
