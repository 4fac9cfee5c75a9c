import { table } from './table.ts';

/**
 * What must not reach a terminal, a log or a web page as it is: control and format characters (escape sequences,
 * bidirectional overrides, zero width), lone surrogates and what Unicode never assigns. A variation selector stays
 * where it belongs, after an emoji. The second `#` of `##[…]` and `##vso[…]` is among them, because CI services
 * take such text for a command wherever in a log it stands.
 */
export const UNSHOWABLE =
  /(?!(?<=\p{Emoji})(?:\ufe0e|\ufe0f))[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}]|(?<=#)#(?=[A-Za-z]{0,20}\[)/gu;

const SHORT: Readonly<Record<string, string>> = table({ '\n': '\\n', '\r': '\\r', '\t': '\\t' });

/** One character in the form in which it can be seen: U+001B as `\u{1b}`. */
export function escapeCharacter(character: string): string {
  return SHORT[character] ?? `\\u{${(character.codePointAt(0) as number).toString(16)}}`;
}

/** One line of text with nothing hidden in it. Whatever is longer than `most` code units ends in `…`. */
export function visible(text: string, most = 4000): string {
  return clip(text, most).replace(UNSHOWABLE, escapeCharacter);
}

/** At most `most` code units, and `…` for the rest. No pair of surrogates is split. */
export function clip(text: string, most: number): string {
  if (text.length <= most) return text;
  return `${text.slice(0, startOfCharacter(text, most))}…`;
}

/** The offset itself, or the one before when it lies between two surrogates. */
export function startOfCharacter(text: string, offset: number): number {
  return offset > 0 && (text.codePointAt(offset - 1) ?? 0) > 0xffff ? offset - 1 : offset;
}

/** JSON with two spaces and a final newline; what `visible` would escape is a JSON escape, so the value stays exact. */
export function jsonText(value: unknown): string {
  // JSON.stringify has already escaped line feeds within strings; those between the lines are its own.
  return `${JSON.stringify(value, null, 2).replace(UNSHOWABLE, (found) => (found === '\n' ? found : jsonEscape(found)))}\n`;
}

function jsonEscape(character: string): string {
  return character
    .split('')
    .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .join('');
}
