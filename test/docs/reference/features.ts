import { ENTRY_WORDS, VALUE_WORDS } from '../../../src/keepalived/value-words.ts';
import {
  BLOCK_NAMES,
  entryWordsOf,
  findWord,
  valuesOf,
  type Word,
  wordsOf,
} from '../../../src/keepalived/words.ts';
import { ENTRY_HOMES, HOMES, type Home, type Kind, REPLACED_BLOCKS, VALUE_HOMES } from './homes.ts';
import { type Place, places, placesByWord } from './places.ts';
import { resolve } from './schema.ts';

/** A word of keepalived.conf, and where a definition has it. */
export interface Feature {
  /** The block, the list, or the keyword with its block. */
  readonly where: string;
  readonly name: string;
  readonly word: Word;
  /** `key`: the schema has a key for it. */
  readonly kind: Kind | 'key' | undefined;
  /** `{path}` is a place of the definition. */
  readonly text: string;
}

const bySaid = placesByWord();
const inBraces = (found: readonly Place[]) => found.map(({ path }) => `{${path}}`).join(', ');

function homeIn(
  homes: readonly Home[] | undefined,
  name: string,
): Omit<Feature, 'where' | 'name' | 'word'> | undefined {
  const found = homes?.find(([words]) => words.split(/\s+/).includes(name));
  return found === undefined ? undefined : { kind: found[1], text: found[2] ?? '' };
}

/** The words of a block, each with its home. */
export function blockFeatures(block: string): Feature[] {
  return [...wordsOf(block)].map(([name, word]) => blockFeature(block, name, word));
}

function blockFeature(block: string, name: string, word: Word): Feature {
  const base = { where: block, name, word };
  const replaced = REPLACED_BLOCKS[block];
  if (replaced !== undefined) return { ...base, kind: 'said', text: `as in ${replaced}` };
  const said = bySaid.get(`${block} ${name}`);
  if (said !== undefined && word.deprecated === undefined)
    return { ...base, kind: 'key', text: inBraces(said) };
  const home = homeIn(HOMES[block], name);
  if (home !== undefined) return { ...base, ...home };
  // Another spelling, or an older word, has the home of the word that stands for it.
  const other = word.aliasOf ?? word.deprecated?.instead ?? '';
  const current = findWord(block, other);
  if (current === undefined) return { ...base, kind: undefined, text: '' };
  const { kind, text } = blockFeature(block, other, current);
  // Nobody writes an old word, not even as raw lines.
  if (kind === 'extra') return { ...base, kind: 'said', text: `as \`${other}\`` };
  return { ...base, kind: kind === 'key' ? 'said' : kind, text };
}

/** The words within the lines of a list. */
export function entryFeatures(list: string): Feature[] {
  return [...entryWordsOf(list)].map(([name, word]) => {
    const found = places.find((place) => place.line?.split(' ')[1] === list && place.word === name);
    const base = { where: list, name, word };
    if (found !== undefined) return { ...base, kind: 'key', text: inBraces([found]) };
    return { ...base, ...(homeIn(ENTRY_HOMES[list], name) ?? { kind: undefined, text: '' }) };
  });
}

/** The words behind a keyword. */
export function valueFeatures(place: string): Feature[] {
  const [block = '', keyword = ''] = place.split(' ');
  const { aliasOf, deprecated } = findWord(block, keyword) ?? {};
  return [...valuesOf(block, keyword)].map(([name, word]) => {
    const base = { where: place, name, word };
    const other = aliasOf ?? deprecated?.instead;
    if (other !== undefined) return { ...base, kind: 'said', text: `as for \`${other}\`` };
    const inLine = places.find(({ line, word: own }) => line === place && own === name);
    const value = bySaid.get(place)?.find((own) => takes(own, name));
    const found = inLine ?? value;
    if (found !== undefined) return { ...base, kind: 'key', text: inBraces([found]) };
    return { ...base, ...(homeIn(VALUE_HOMES[place], name) ?? { kind: undefined, text: '' }) };
  });
}

/** Whether a key takes a word by its list of values, or because it takes no other text. */
function takes({ property }: Place, word: string): boolean {
  const { schema } = resolve(property);
  const options = (schema['enum'] ?? []) as readonly unknown[];
  const literal = /^\^(?:\(\?:)?([A-Za-z_|]+)\)?\$$/.exec(String(schema['pattern']))?.[1]?.split('|') ?? [];
  return options.includes(word) || literal.includes(word);
}

export const allFeatures: readonly Feature[] = [
  ...BLOCK_NAMES.flatMap(blockFeatures),
  ...Object.keys(ENTRY_WORDS).flatMap(entryFeatures),
  ...Object.keys(VALUE_WORDS).flatMap(valueFeatures),
];

/** The places that the features name. */
export const pathsOf = (text: string): string[] =>
  [...text.matchAll(/\{([^{}]+)\}/g)].map(([, path = '']) => path);
