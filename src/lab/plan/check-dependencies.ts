import { parseAddress } from '../../address/address.ts';
import type { Check, Cluster, RealServer } from '../../model/cluster.ts';
import { type ItemList, listedItems } from '../../model/listed-items.ts';
import { trackedEntries, trackersOf } from '../../model/tracked-weights.ts';
import { bfdSessions } from './bfd-peers.ts';
import { commandOf, plainCommand } from './stand-ins.ts';
import { fileNumber } from './tracked-files.ts';

/** What a check depends on that has no address to ask: a command, a file with a number, or a BFD session. */
export function dependencyOf(cluster: Cluster, check: Check): string | undefined {
  switch (check.type) {
    case 'MISC_CHECK':
      return commandOf(check);
    case 'FILE_CHECK':
      return fileNumber(cluster, check)?.path;
    case 'BFD_CHECK':
      return bfdName(check.options['name']);
    default:
      return undefined;
  }
}

/**
 * Commands, files and BFD sessions that the checks of one real server alone depend on: the lab can make them fail, and nothing else
 * fails. Not among them: what a VRRP instance tracks, a file that fails by several numbers, and a session that ends elsewhere.
 */
export function ownDependencies(clusters: readonly Cluster[]): ReadonlySet<string> {
  const hosts = new Map<string, Set<string>>();
  const numbers = new Map<string, Set<number>>();
  const shared = new Set(clusters.flatMap(trackedByVrrp));
  const directors = new Set(clusters.flatMap((cluster) => cluster.directors.map(({ name }) => name)));
  for (const cluster of clusters)
    for (const { destinations } of cluster.virtualServers)
      for (const { realServerName, realServer, checks } of destinations)
        for (const check of checks) {
          const dependency = dependencyOf(cluster, check);
          if (dependency === undefined) continue;
          hosts.set(dependency, (hosts.get(dependency) ?? new Set()).add(realServerName));
          const number = fileNumber(cluster, check);
          if (number !== undefined)
            numbers.set(number.path, (numbers.get(number.path) ?? new Set()).add(number.failing));
          const endsHere = endsAt(cluster, check, realServer) && !directors.has(realServerName);
          if (check.type === 'BFD_CHECK' && !endsHere) shared.add(dependency);
        }
  const isOwn = (dependency: string) =>
    hosts.get(dependency)?.size === 1 &&
    !shared.has(dependency) &&
    (numbers.get(dependency)?.size ?? 1) === 1;
  return new Set([...hosts.keys()].filter(isOwn));
}

const bfdName = (name: unknown): string => `BFD session ${String(name)}`;

/** Whether the sessions of a BFD_CHECK end at a real server. */
function endsAt(cluster: Cluster, check: Check, realServer: RealServer | undefined): boolean {
  const own = [realServer, ...(realServer?.interfaces ?? [])].map((one) => one?.address.address.text);
  const sessions = bfdSessions(cluster, check.options['name']);
  return (
    sessions.length > 0 &&
    sessions.every(({ neighbor_ip: end }) => own.includes(parseAddress(String(end))?.text))
  );
}

/** What instances and sync groups depend on, in the words of {@link dependencyOf}. */
function trackedByVrrp(cluster: Cluster): string[] {
  const trackers = trackersOf(cluster);
  const named = (word: 'track_script' | 'track_file' | 'track_bfd') =>
    new Set(trackers.flatMap((one) => trackedEntries(one, word).map(({ name }) => name)));
  const items = (list: ItemList, names: ReadonlySet<string>) =>
    listedItems(cluster, list).filter(({ name }) => names.has(String(name)));
  return [
    ...items('vrrp_scripts', named('track_script')).map(({ script }) => plainCommand(String(script))),
    ...items('track_files', named('track_file')).map(({ file }) => String(file)),
    ...[...named('track_bfd')].map(bfdName),
  ];
}
