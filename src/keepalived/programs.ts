import type { Path } from '../diagnostic/finding.ts';
import { valueAt } from '../diagnostic/value-at.ts';
import type { Cluster, Options } from '../model/cluster.ts';
import { once } from '../model/once.ts';
import { trackedEntries, trackersOf } from '../model/tracked-weights.ts';
import type { ConfNode } from './conf-tree.ts';
import { type WrittenWord, writtenWords } from './written-words.ts';

/** The words of a definition that are programs, without the scripts that nothing tracks, which keepalived never looks at. */
export const programsOf = once((cluster: Cluster): readonly WrittenWord[] => {
  const { options } = cluster;
  const tracked = new Set(
    trackersOf(cluster).flatMap((one) => trackedEntries(one, 'track_script').map(({ name }) => name)),
  );
  return writtenWords(options).filter(
    ({ name, block, path }) =>
      PROGRAMS.test(name) && !(block === 'vrrp_script' && !isTracked(options, path, tracked)),
  );
});

/** The user that a script or a MISC_CHECK names for itself. */
export function userOf(options: Options, path: Path): string | undefined {
  return (valueAt(options, path.slice(0, -1)) as Options)['user'] as string | undefined;
}

/**
 * The files that a keepalived.conf runs, by their whole paths, each once in its order. keepalived leaves out a program that
 * is not there: a check without one never fails, and `keepalived -t` is content.
 */
export function programFiles(blocks: readonly ConfNode[]): string[] {
  const nodes = blocks.flatMap(withChildren);
  const tracked = new Set(
    nodes
      .filter(({ keyword }) => keyword === 'track_script')
      .flatMap(({ children }) => (children ?? []).map(({ keyword }) => keyword)),
  );
  const isRun = ({ keyword, words: [name] }: ConfNode) =>
    keyword !== 'vrrp_script' || (typeof name === 'string' && tracked.has(name));
  const found = blocks
    .filter(isRun)
    .flatMap(withChildren)
    .filter(({ keyword }) => PROGRAMS.test(keyword))
    .flatMap(({ words: [command] }) => (typeof command === 'string' ? command.split(' ').slice(0, 1) : []));
  return [...new Set(found.filter((file) => file.startsWith('/')))];
}

/** Whether a keepalived.conf has programs run as somebody else than root. */
export function runsAsOthers(blocks: readonly ConfNode[]): boolean {
  return blocks
    .flatMap(withChildren)
    .some(({ keyword, words: [user] }) => /^(?:script_)?user$/.test(keyword) && user !== 'root');
}

const withChildren = (node: ConfNode): ConfNode[] => [node, ...(node.children ?? []).flatMap(withChildren)];

/** Words whose value is a program. */
export const PROGRAMS =
  /^(?:notify(?:_(?!fifo$|priority|email).*)?|.*notify_fifo_script|script|misc_path|quorum_up|quorum_down|startup_script|shutdown_script)$/;

function isTracked(options: Options, path: Path, tracked: ReadonlySet<string>): boolean {
  const [list, index] = path;
  const item = (options[String(list)] as readonly Options[] | undefined)?.[Number(index)];
  return tracked.has(String(item?.['name']));
}
