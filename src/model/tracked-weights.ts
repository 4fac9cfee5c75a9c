import type { Cluster, Member, Options } from './cluster.ts';
import { type ItemList, listedItems } from './listed-items.ts';

/** What refers to something that is tracked, by keepalived's word for it. */
export type Reference = 'track_interface' | 'track_script' | 'track_file' | 'track_process' | 'track_bfd';

export const REFERENCES: readonly Reference[] = [
  'track_interface',
  'track_script',
  'track_file',
  'track_process',
  'track_bfd',
];

/** An entry of a list such as `track_script`. */
export interface TrackEntry {
  readonly name: string;
  readonly weight?: number;
  readonly reverse?: boolean;
}

/** The lists that say the weight of what is tracked, where an entry does not. */
const LISTS: Partial<Record<Reference, readonly [list: ItemList, otherwise: number]>> = {
  track_script: ['vrrp_scripts', 0],
  track_file: ['track_files', 1],
  track_process: ['vrrp_track_processes', 0],
  track_bfd: ['bfd_instances', 0],
};

/** The settings of what tracks: a host's VRRP instances, and the sync groups that they are in; without a host, those of all. */
export function trackersOf({ vrrpInstances, vrrpSyncGroups }: Cluster, host?: string): readonly Options[] {
  const ours = vrrpInstances.flatMap(({ name, members }) =>
    members
      .filter(({ directorName }) => host === undefined || directorName === host)
      .map(({ options }) => ({ name, options })),
  );
  const names = new Set(ours.map(({ name }) => name));
  const groups = vrrpSyncGroups.filter(({ instanceNames }) => instanceNames.some((name) => names.has(name)));
  return [...ours, ...groups].map(({ options }) => options);
}

export function trackedEntries(options: Options, reference: Reference): readonly TrackEntry[] {
  return ((options[reference] ?? []) as readonly (string | TrackEntry)[]).map((entry) =>
    typeof entry === 'string' ? { name: entry } : entry,
  );
}

/** The entry's own, or else that of what it names; 0: its failure is a fault. */
export function weightOf(cluster: Cluster, reference: Reference, { name, weight }: TrackEntry): number {
  if (weight !== undefined) return weight;
  const found = LISTS[reference];
  if (found === undefined) return 0;
  const [list, otherwise] = found;
  const item = listedItems(cluster, list).find((known) => known['name'] === name);
  return item === undefined ? 0 : Number(item['weight'] ?? otherwise);
}

/** An entry of a member's lists that changes its priority: by how much while it is well, and while it fails. */
export interface WeightedEntry {
  readonly word: Reference;
  readonly index: number;
  readonly entry: TrackEntry;
  readonly well: number;
  readonly failing: number;
}

/**
 * What changes a member's priority. A weight above 0 counts while all is well, one below 0 while it is not, and `reverse` turns what is
 * added into what is taken away (keepalived 2.2.7, vrrp_track.c, process_script_update_priority). keepalived ignores an instance's own
 * interface in track_interface.
 */
export function weightedEntries(cluster: Cluster, { options, interfaceName }: Member): WeightedEntry[] {
  return REFERENCES.flatMap((word) =>
    trackedEntries(options, word).map((entry, index) => {
      const weight = weightOf(cluster, word, entry);
      const change = entry.reverse === true ? -weight : weight;
      return { word, index, entry, well: weight > 0 ? change : 0, failing: weight < 0 ? change : 0 };
    }),
  ).filter(
    ({ word, entry, well, failing }) =>
      well !== failing && !(word === 'track_interface' && entry.name === interfaceName),
  );
}

/** The priority of a member with these changes: 1 to 254, but that of an owner, 255. */
export function priorityWith(
  { priority }: Member,
  entries: readonly WeightedEntry[],
  changeOf: (entry: WeightedEntry) => number,
): number {
  if (priority === 255) return priority;
  const sum = entries.reduce((total, entry) => total + changeOf(entry), priority);
  return Math.max(1, Math.min(254, sum));
}
