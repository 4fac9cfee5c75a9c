import { isUtf8 } from 'node:buffer';
import { withoutPasswords } from '../diagnostic/secret-keys.ts';

/** A larger definition is refused: the largest real fleets stay well below a tenth of it. */
export const MAX_DEFINITION_BYTES = 1024 * 1024;

/** How much of a text a message shows, in UTF-16 code units. */
const MAX_QUOTED = 60;

/** Characters that show as nothing, or make text show in another order than it is read. */
const UNSEEN =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u061c\u115f\u1160\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff]|\u034f|[\u180b-\u180e]|\udb40[\udc00-\udc7f]/g;

const NAMES: ReadonlyMap<number, string> = new Map([
  [0x00, 'null'],
  [0x07, 'bell'],
  [0x08, 'backspace'],
  [0x0d, 'carriage return'],
  [0x1b, 'escape'],
  [0x85, 'next line'],
  [0xa0, 'no-break space'],
  [0xad, 'soft hyphen'],
  [0x200b, 'zero width space'],
  [0x200c, 'zero width non-joiner'],
  [0x200d, 'zero width joiner'],
  [0x200e, 'left-to-right mark'],
  [0x200f, 'right-to-left mark'],
  [0x2028, 'line separator'],
  [0x2029, 'paragraph separator'],
  [0x202a, 'left-to-right embedding'],
  [0x202b, 'right-to-left embedding'],
  [0x202c, 'pop directional formatting'],
  [0x202d, 'left-to-right override'],
  [0x202e, 'right-to-left override'],
  [0x202f, 'narrow no-break space'],
  [0x2060, 'word joiner'],
  [0x2066, 'left-to-right isolate'],
  [0x2067, 'right-to-left isolate'],
  [0x2068, 'first strong isolate'],
  [0x2069, 'pop directional isolate'],
  [0x3000, 'ideographic space'],
  [0xfeff, 'byte order mark'],
]);

export type DecodedText =
  | { readonly text: string }
  | {
      readonly problem: string;
      readonly hint?: string;
      /** What could be read all the same, and the place in it. */
      readonly text: string;
      readonly start: number;
      readonly end: number;
    };

/** Bytes to text: UTF-8 only, a byte order mark at the start is dropped. */
export function decodeUtf8(bytes: Uint8Array): DecodedText {
  const nowhere = { text: '', start: 0, end: 0 };
  if (bytes.length > MAX_DEFINITION_BYTES) {
    return { problem: `the file has ${bytes.length} bytes, the most is ${MAX_DEFINITION_BYTES}`, ...nowhere };
  }
  if (isUtf16(bytes)) return { problem: 'the file is UTF-16', hint: 'save it as UTF-8', ...nowhere };
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const hasMark = buffer[0] === 0xef && buffer[1] === 0xbb && buffer[2] === 0xbf;
  const content = hasMark ? buffer.subarray(3) : buffer;
  // Wrong bytes become U+FFFD here.
  const text = content.toString('utf8');
  return isUtf8(content) ? { text } : notUtf8(content, text);
}

/** By its mark, or because no definition starts with a null character while UTF-16 of ASCII has one at once. */
function isUtf16([first, second]: Uint8Array): boolean {
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) return true;
  return second !== undefined && (first === 0) !== (second === 0);
}

function notUtf8(content: Buffer, text: string): DecodedText {
  let byte = 0;
  let from = 0;
  for (let at = text.indexOf('\ufffd'); at >= 0; at = text.indexOf('\ufffd', from)) {
    byte += Buffer.byteLength(text.slice(from, at));
    // The text may hold a U+FFFD of its own, which is valid.
    if (content[byte] !== 0xef || content[byte + 1] !== 0xbf || content[byte + 2] !== 0xbd) {
      const hex = (content[byte] as number).toString(16).toUpperCase().padStart(2, '0');
      const problem = `the file is not valid UTF-8: byte 0x${hex}`;
      return { problem, hint: 'save it as UTF-8', text, start: at, end: at + 1 };
    }
    byte += 3;
    from = at + 1;
  }
  throw new Error('invalid UTF-8 was decoded without a trace');
}

/** The places of control and invisible characters, which have none in a definition; at most `most`. */
export function unseenCharacters(
  text: string,
  most = Number.POSITIVE_INFINITY,
): { start: number; end: number }[] {
  const found: { start: number; end: number }[] = [];
  if (text.search(UNSEEN) < 0) return found;
  for (const match of text.matchAll(UNSEEN)) {
    if (found.length >= most) break;
    found.push({ start: match.index, end: match.index + match[0].length });
  }
  return found;
}

/** A character by its number, and its name where that is known, such as `U+202E (right-to-left override)`. */
export function characterName(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  const name = NAMES.get(code);
  const number = `U+${code.toString(16).toUpperCase().padStart(4, '0')}`;
  return name === undefined ? number : `${number} (${name})`;
}

/** Text of the definition as a message shows it: in quotes, cut to a bearable length, with nothing unseen in it. */
export function quoted(text: string): string {
  const shown = withoutPasswords(text);
  const cut = shown.length > MAX_QUOTED ? `${shown.slice(0, MAX_QUOTED)}…` : shown;
  const safe = cut
    .replace(UNSEEN, (found) => `<${characterName(found).split(' ')[0]}>`)
    .replaceAll('\n', '\\n')
    .replaceAll('\r', '\\r')
    .replaceAll('\t', '\\t')
    .replace(/\p{Surrogate}/gu, '\ufffd');
  return `"${safe}"`;
}
