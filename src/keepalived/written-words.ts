import type { Path } from '../diagnostic/finding.ts';
import { partOf } from './parts.ts';
import { entryWordsOf, type Word, wordsOf } from './words.ts';

/** A word of keepalived.conf that a definition says, where it says it. */
export interface WrittenWord {
  /** For a word within a line of a list, such as `dev` in `virtual_ipaddress`: the list. */
  readonly block: string;
  readonly name: string;
  /** Undefined for a word that keepalived does not have in this block. */
  readonly word: Word | undefined;
  readonly value: unknown;
  /** In the definition. */
  readonly path: Path;
}

/** All the words that a definition says, in its order. */
export function writtenWords(data: object): WrittenWord[] {
  const found: WrittenWord[] = [];
  visit('cluster', data, [], found);
  return found;
}

function visit(name: string, item: object, path: Path, found: WrittenWord[]): void {
  const { block, isLine, properties } = partOf(name);
  for (const [key, { form, word = key, part }] of properties) {
    const value = (item as Readonly<Record<string, unknown>>)[key];
    if (value === undefined) continue;
    const at = [...path, key];
    // A false flag is no line.
    const isWritten = value !== false || form === 'boolean';
    if (block !== undefined && form !== 'none' && isWritten) {
      found.push({ block, name: word, word: wordsOf(block).get(word), value, path: at });
    }
    if (part === undefined || isLine === true) continue;
    if (partOf(part).isLine === true && form !== 'none') visitLines(part, word, value, at, found);
    else visitAll(part, value, at, found);
  }
}

/** The entries of a list whose lines have words of their own. */
function visitLines(part: string, list: string, value: unknown, path: Path, found: WrittenWord[]): void {
  const known = entryWordsOf(list);
  if (known.size === 0 || !Array.isArray(value)) return;
  const { properties } = partOf(part);
  for (const [index, entry] of value.entries()) {
    if (typeof entry !== 'object' || entry === null) continue;
    for (const [key, { form, word: name = key }] of properties) {
      const own = (entry as Readonly<Record<string, unknown>>)[key];
      if (own === undefined || own === false || form === 'value' || form === 'none') continue;
      const at = [...path, index, key];
      found.push({ block: list, name, word: known.get(name), value: own, path: at });
    }
  }
}

/** A part, a list of parts, or parts by name. */
function visitAll(part: string, value: unknown, path: Path, found: WrittenWord[]): void {
  if (typeof value !== 'object' || value === null) return;
  const key = path.at(-1);
  const isKeyed = key === 'segments' || key === 'interfaces';
  if (!Array.isArray(value) && !isKeyed) {
    visit(part, value, path, found);
    return;
  }
  const entries: Iterable<[string | number, unknown]> = Array.isArray(value)
    ? value.entries()
    : Object.entries(value);
  for (const [at, entry] of entries) {
    if (typeof entry === 'object' && entry !== null) visit(part, entry, [...path, at], found);
  }
}
