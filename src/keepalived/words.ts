import { type BlockWords, VOCABULARY } from './vocabulary.ts';

/** A word of keepalived.conf in one of its blocks. */
export interface Word {
  /** The release that brought it; absent: it is as old as any that lvsgen knows. */
  readonly since?: string;
  readonly deprecated?: { readonly since: string; readonly instead: string };
  /** The word that it is another spelling of. */
  readonly aliasOf?: string;
  /** `block`: keywords of its own; `list`: lines that are none; `line`: it stands with its values alone. */
  readonly kind: 'block' | 'list' | 'line';
}

/** The oldest keepalived that lvsgen writes for: that of Enterprise Linux 8. */
export const OLDEST_TARGET = '2.1.5';

const split = (words: string): string[] => words.split(/\s+/).filter((word) => word !== '');
const tables = new Map<string, ReadonlyMap<string, Word>>();

/** The words of a block by name, such as `vrrp_instance`; none where keepalived has no such block. */
export function wordsOf(block: string): ReadonlyMap<string, Word> {
  let words = tables.get(block);
  if (words === undefined) {
    const entry = Object.hasOwn(VOCABULARY, block) ? VOCABULARY[block] : undefined;
    words = entry === undefined ? new Map() : new Map(entriesOf(entry));
    tables.set(block, words);
  }
  return words;
}

export const BLOCK_NAMES: readonly string[] = Object.keys(VOCABULARY);

function entriesOf({
  words,
  since = {},
  lists = '',
  deprecated = {},
  aliases = {},
}: BlockWords): [string, Word][] {
  const isList = new Set(split(lists));
  const entry = (name: string, version?: string): [string, Word] => {
    const old = deprecated[name];
    const aliasOf = aliases[name];
    const kind = isList.has(name) ? 'list' : Object.hasOwn(VOCABULARY, name) ? 'block' : 'line';
    return [
      name,
      {
        kind,
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
