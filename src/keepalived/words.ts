import type { BlockWords, Deprecation } from './block-words.ts';
import { ENTRY_WORDS, FRACTIONS_SINCE, INEXACT_SINCE, VALUE_WORDS } from './value-words.ts';
import { VOCABULARY } from './vocabulary.ts';

/** A word of keepalived.conf in one of its blocks. */
export interface Word {
  /** The release that brought it; absent: it is as old as any that lvsgen knows. */
  readonly since?: string;
  readonly deprecated?: Deprecation;
  /** The word that it is another spelling of. */
  readonly aliasOf?: string;
  /** A block or list that needs a name or an address. */
  readonly isNamed?: true;
  /** `block`: keywords of its own; `list`: lines that are none; `line`: it stands with its values alone. */
  readonly kind: 'block' | 'list' | 'line';
}

/** The oldest keepalived that lvsgen writes for: that of Enterprise Linux 8. */
export const OLDEST_TARGET = '2.1.5';
/** The releases that distributions ship, and upstream's newest, from the oldest up. */
export const TARGETS: readonly string[] = [OLDEST_TARGET, '2.2.4', '2.2.7', '2.2.8', '2.3.4', '2.4.3'];

export const BLOCK_NAMES: readonly string[] = Object.keys(VOCABULARY);

const split = (words: string): string[] => words.split(/\s+/).filter((word) => word !== '');

/** The words of a block by name, such as `vrrp_instance`; none where keepalived has no such block. */
export const wordsOf = tableReader(VOCABULARY, true);
/** The words within the lines of a list, such as `virtual_ipaddress`; none where the lines have none, or for no list. */
export const entryWordsOf = tableReader(ENTRY_WORDS, false);
const valuesByKeyword = tableReader(VALUE_WORDS, false);

/** The words that can stand behind a keyword of a block; none where it takes names, numbers or nothing. */
export function valuesOf(block: string, keyword: string): ReadonlyMap<string, Word> {
  return valuesByKeyword(`${block} ${keyword}`);
}

/** The release that brought a value of a keyword; undefined: it is as old as the keyword, or as any that lvsgen knows. */
export function valueSince(block: string, keyword: string, value: unknown): string | undefined {
  const place = `${block} ${keyword}`;
  if (typeof value === 'number') {
    if (Number.isInteger(value)) return undefined;
    const isInexact = Math.trunc(value * 1e6) % 1e4 !== 0;
    return FRACTIONS_SINCE[place] ?? (isInexact ? INEXACT_SINCE[place] : undefined);
  }
  // The text of use_vmac is an interface's name, whatever it is.
  if (typeof value !== 'string' || keyword === 'use_vmac') return undefined;
  return valuesOf(block, keyword).get(value)?.since;
}

/** A word of a block, or within the lines of a list; undefined where keepalived has none. */
export function findWord(block: string, keyword: string): Word | undefined {
  return wordsOf(block).get(keyword) ?? entryWordsOf(block).get(keyword);
}

/** Each entry of a table is spelt out once, when it is asked for. */
function tableReader(
  table: Readonly<Record<string, BlockWords>>,
  areKeywords: boolean,
): (name: string) => ReadonlyMap<string, Word> {
  const known = new Map<string, ReadonlyMap<string, Word>>();
  return (name) => {
    let words = known.get(name);
    if (words === undefined) {
      const entry = Object.hasOwn(table, name) ? table[name] : undefined;
      words = new Map(entry === undefined ? [] : entriesOf(entry, areKeywords));
      // What is asked for may come from a definition: no name but the table's own is kept.
      if (entry !== undefined) known.set(name, words);
    }
    return words;
  };
}

function entriesOf(block: BlockWords, areKeywords: boolean): [string, Word][] {
  const { words, since = {}, deprecated = {}, aliases = {} } = block;
  const isList = new Set(split(block.lists ?? ''));
  const isLine = new Set(split(block.lines ?? ''));
  const isNamed = new Set(split(block.named ?? ''));
  const kindOf = (name: string): Word['kind'] => {
    if (!areKeywords || isLine.has(name)) return 'line';
    if (isList.has(name)) return 'list';
    return Object.hasOwn(VOCABULARY, name) ? 'block' : 'line';
  };
  const entry = (name: string, version?: string): [string, Word] => {
    const old = deprecated[name];
    const aliasOf = aliases[name];
    return [
      name,
      {
        kind: kindOf(name),
        ...(isNamed.has(name) ? { isNamed: true as const } : {}),
        ...(version === undefined ? {} : { since: version }),
        ...(old === undefined ? {} : { deprecated: old }),
        ...(aliasOf === undefined ? {} : { aliasOf }),
      },
    ];
  };
  return [
    ...split(words).map((name) => entry(name)),
    ...Object.entries(since).flatMap(([version, names]) => split(names).map((name) => entry(name, version))),
  ];
}

/** Below 0 when the first is older: `2.3` is `2.3.0`. */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [a, b].map((version) => version.split('.').map(Number)) as [number[], number[]];
  for (let at = 0; at < 3; at++) {
    const difference = (left[at] ?? 0) - (right[at] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
