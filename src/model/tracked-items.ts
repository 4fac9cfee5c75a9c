import type { Cluster, Options } from './cluster.ts';
import { trackedNames } from './host-settings.ts';

/** The lists of a definition that instances, groups and checks refer to by name, and the blocks that they become. */
const TRACKED = [
  ['vrrp_scripts', 'vrrp_script', 'track_script'],
  ['track_files', 'track_file', 'track_file'],
  ['vrrp_track_processes', 'vrrp_track_process', 'track_process'],
  ['bfd_instances', 'bfd_instance', 'track_bfd'],
] as const;

/** A block of a host's keepalived.conf, and where the definition has it: `LIST[index]`. */
export interface TrackedItem {
  readonly list: (typeof TRACKED)[number][0];
  readonly part: (typeof TRACKED)[number][1];
  readonly index: number;
  readonly item: Options;
}

/** What the keepalived.conf of a host has: what something on the host refers to. keepalived would only complain of the rest. */
export function trackedItems(cluster: Cluster, host: string): TrackedItem[] {
  const names = trackedNames(cluster, host);
  return TRACKED.flatMap(([list, part, reference]) =>
    ((cluster.options[list] ?? []) as readonly Options[])
      .map((item, index) => ({ list, part, index, item }))
      .filter(({ item }) => names[reference].has(String(item['name'])) && isOn(item, host)),
  );
}

/** The BFD sessions that a director has: those that name it, or no director. */
export function bfdSessionsOf({ options }: Cluster, director: string): readonly Options[] {
  return ((options['bfd_instances'] ?? []) as readonly Options[]).filter((session) =>
    isOn(session, director),
  );
}

function isOn({ directors }: Options, director: string): boolean {
  return directors === undefined || (directors as readonly string[]).includes(director);
}
