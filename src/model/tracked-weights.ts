import type { Cluster, Options } from './cluster.ts';
import type { Reference } from './host-settings.ts';

/** An entry of a list such as `track_script`. */
export interface TrackEntry {
  readonly name: string;
  readonly weight?: number;
  readonly reverse?: boolean;
}

/** The lists that say the weight of what is tracked, where an entry does not. */
const LISTS: Partial<Record<Reference, readonly [list: string, otherwise: number]>> = {
  track_script: ['vrrp_scripts', 0],
  track_file: ['track_files', 1],
  track_process: ['vrrp_track_processes', 0],
  track_bfd: ['bfd_instances', 0],
};

export function trackedEntries(options: Options, reference: Reference): readonly TrackEntry[] {
  return ((options[reference] ?? []) as readonly (string | TrackEntry)[]).map((entry) =>
    typeof entry === 'string' ? { name: entry } : entry,
  );
}

/** The entry's own, or else that of what it names; 0: its failure is a fault. */
export function weightOf(cluster: Cluster, reference: Reference, { name, weight }: TrackEntry): number {
  if (weight !== undefined) return weight;
  const [list, otherwise] = LISTS[reference] ?? ['', 0];
  const items = (cluster.options[list] ?? []) as readonly Options[];
  const item = items.find((known) => known['name'] === name);
  return item === undefined ? 0 : Number(item['weight'] ?? otherwise);
}
