import type { Cluster } from '../model/cluster.ts';
import type { Host } from '../model/repository.ts';
import type { ConfNode } from './conf-tree.ts';
import { VOCABULARY } from './vocabulary.ts';
import { compareVersions, findWord } from './words.ts';

/** A word that means exactly the same as an older one. */
interface Renamed {
  readonly block: string;
  readonly name: string;
  readonly old: string;
}

const RENAMED: readonly Renamed[] = Object.entries(VOCABULARY).flatMap(([block, { deprecated = {} }]) =>
  Object.entries(deprecated).flatMap(([old, { isSame, instead }]) =>
    isSame === true ? [{ block, name: instead, old }] : [],
  ),
);

/**
 * How a keepalived spells a word of a block: as it is; or, where the word is newer, as it was called before, if that means
 * exactly the same. Undefined where that keepalived has nothing like it.
 */
export function spellingFor(block: string, name: string, target: string): string | undefined {
  const isKnown = (word: string) => compareVersions(findWord(block, word)?.since ?? '0', target) <= 0;
  if (isKnown(name)) return name;
  return RENAMED.find((word) => word.block === block && word.name === name && isKnown(word.old))?.old;
}

/** Lines of the file, as the keepalived of a target spells them. Words that it does not have stay: a rule finds those. */
export function spelt(nodes: readonly ConfNode[], target: string): readonly ConfNode[] {
  const spellings = spellingsFor(target);
  const inBlock = (block: string, lines: readonly ConfNode[]): ConfNode[] =>
    lines.map((node) => {
      const { keyword, children } = node;
      const isBlock = children !== undefined && findWord(block, keyword)?.kind === 'block';
      return {
        ...node,
        keyword: spellings.get(`${block} ${keyword}`) ?? keyword,
        ...(isBlock ? { children: inBlock(keyword, children) } : {}),
      };
    });
  return spellings.size === 0 ? nodes : inBlock('root', nodes);
}

/** What a target spells in another way, by block and word: nothing for most targets. */
function spellingsFor(target: string): Map<string, string> {
  const found = new Map<string, string>();
  for (const { block, name } of RENAMED) {
    const spelling = spellingFor(block, name, target) ?? name;
    if (spelling !== name) found.set(`${block} ${name}`, spelling);
  }
  return found;
}

/**
 * The definition that says which keepalived a host has: of those that say one, the one with the oldest. It is the one
 * that each of them has to be right for.
 */
export function targetOf(host: Host): Cluster | undefined {
  const clusters = host.directors
    .map(({ cluster }) => cluster)
    .filter(({ engine }) => engine === 'keepalived');
  const byAge = (one: Cluster, other: Cluster) =>
    compareVersions(one.keepalivedVersion, other.keepalivedVersion);
  const [oldest] = clusters.filter(namesTarget).sort(byAge);
  return oldest ?? clusters[0];
}

/** Whether a definition says it, in place of the default. */
export function namesTarget({ options }: Cluster): boolean {
  return (options['target'] as { keepalived?: string } | undefined)?.keepalived !== undefined;
}
