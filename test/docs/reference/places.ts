import { BLOCK_NAMES, findWord, type Word } from '../../../src/keepalived/words.ts';
import { partBelow, parts, resolve, type Schema } from './schema.ts';

/** A key of the definition, where it stands: `vrrp_instances[].members[].priority`. */
export interface Place {
  readonly path: string;
  readonly part: string;
  readonly key: string;
  readonly property: Schema;
  /** The block that its part is, or the list or keyword whose line its part is. */
  readonly block?: string;
  readonly line?: string;
  /** keepalived's word for it there. */
  readonly word: string;
}

interface Around {
  readonly block?: string;
  readonly line?: string;
}

/** Every place of the definition, the shallow ones first. */
export const places: readonly Place[] = placesOf('cluster', '', {}).sort(
  (a, b) => depthOf(a.path) - depthOf(b.path),
);

function depthOf(path: string): number {
  return path.split('.').length;
}

function placesOf(name: string, prefix: string, around: Around): Place[] {
  const part = parts.get(name);
  // What `defaults` has is there already, one by one.
  if (part === undefined || part.defaultsOf !== undefined) return [];
  const { 'x-block': block, 'x-line': isLine } = part.schema;
  const here: Around = typeof block === 'string' ? { block } : isLine === true ? around : {};
  return Object.entries(part.keys).flatMap(([key, property]) => {
    const path = `${prefix}${key}`;
    const word = String(property['x-word'] ?? key);
    const place: Place = { path, part: name, key, property, word, ...here };
    const below = partBelow(name, key, property);
    if (below === undefined) return [place];
    const { items, additionalProperties } = resolve(property).schema;
    const step = items !== undefined ? '[]' : typeof additionalProperties === 'object' ? '.*' : '';
    const line = here.block === undefined ? {} : { line: `${here.block} ${word}` };
    return [place, ...placesOf(below, `${path}${step}.`, line)];
  });
}

/** The words of keepalived.conf, by block and name, and the places that say them. */
export function placesByWord(): ReadonlyMap<string, readonly Place[]> {
  const found = new Map<string, Place[]>();
  const add = (block: string, word: string, place: Place) => {
    if (findWord(block, word) === undefined) return;
    const key = `${block} ${word}`;
    const known = found.get(key) ?? [];
    // One place for each part is enough to find it: a check has the same keys wherever it stands.
    if (known.every(({ part }) => part !== place.part)) found.set(key, [...known, place]);
  };
  for (const place of places) {
    const { block, word, property, part, key } = place;
    if (block !== undefined && property['x-conf'] !== 'none') add(block, word, place);
    const below = partBelow(part, key, property);
    const opened = below === undefined ? undefined : parts.get(below)?.schema['x-block'];
    const isDefault = below !== undefined && parts.get(below)?.defaultsOf !== undefined;
    if (typeof opened !== 'string' || block !== undefined || isDefault) continue;
    // The key leads to blocks: it is the word that opens them, in the one block that has it.
    const around = BLOCK_NAMES.filter((name) => findWord(name, opened)?.kind === 'block');
    if (around.length === 1) add(String(around[0]), opened, place);
  }
  return found;
}

export const wordOf = ({ block, word }: Place): Word | undefined =>
  block === undefined ? undefined : findWord(block, word);
