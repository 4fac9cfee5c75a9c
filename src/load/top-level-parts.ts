import type { Span } from './parse-yaml.ts';

/** A line that can only start a key of the outermost mapping. */
const KEY = /^[^\s#\-.%{}[\],&*!|>@`?:]/gm;

/** Of what may stand before the first key: nothing, a comment, the start of the document. */
const EMPTY = /^\ufeff?(?:---)?[ \t]*(?:#.*)?$/;

/**
 * The parts of a text that each begin with a key of the outermost mapping: a fault of one does not reach into another.
 * One part where the text is no such mapping.
 */
export function topLevelParts(text: string): Span[] {
  const starts = [...text.matchAll(KEY)].map(({ index }) => index);
  const first = starts[0] ?? text.length;
  const head = text.slice(0, first).split(/\r\n|[\r\n]/);
  if (starts.length === 0 || !head.every((line) => EMPTY.test(line))) return [{ start: 0, end: text.length }];
  return starts.map((start, index) => ({ start, end: starts[index + 1] ?? text.length }));
}
