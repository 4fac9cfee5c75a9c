/**
 * Offset of the next character at or after `from` that separates nothing: spaces, line breaks, comments, byte order
 * marks and the characters of `also` are passed over. `from` has to stand outside of any scalar, where each `#` that
 * js-yaml accepted starts a comment.
 */
export function skipSeparators(text: string, from: number, also = ''): number {
  let at = from;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    if (code === 0x23) at = lineEnd(text, at);
    else if (isSpace(code) || code === 0xfeff || also.includes(text[at] as string)) at++;
    else break;
  }
  return at;
}

/** Offset of the line break that ends the line of `offset`, or of the end of the text. */
export function lineEnd(text: string, offset: number): number {
  let at = offset;
  while (at < text.length && !isLineBreak(text.charCodeAt(at))) at++;
  return at;
}

/** Offset of the first character of the line of `offset`. */
export function lineStart(text: string, offset: number): number {
  let at = offset;
  while (at > 0 && !isLineBreak(text.charCodeAt(at - 1))) at--;
  return at;
}

/** A space, tab, line feed or carriage return. */
export function isSpace(code: number): boolean {
  return code === 0x20 || code === 0x09 || isLineBreak(code);
}

function isLineBreak(code: number): boolean {
  return code === 0x0a || code === 0x0d;
}
