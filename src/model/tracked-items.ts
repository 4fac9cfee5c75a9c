import type { Cluster, Options } from './cluster.ts';
import { trackedNames } from './host-settings.ts';
import { listedItems } from './listed-items.ts';

/** The lists of a definition whose items become blocks, with what refers to them by name: nothing does to garp groups. */
const BLOCKS = [
  ['vrrp_scripts', 'vrrp_script', 'track_script'],
  ['track_files', 'track_file', 'track_file'],
  ['vrrp_track_processes', 'vrrp_track_process', 'track_process'],
  ['bfd_instances', 'bfd_instance', 'track_bfd'],
  ['garp_groups', 'garp_group', undefined],
] as const;

/** A block of a host's keepalived.conf, and where the definition has it: `LIST[index]`. */
export interface ListedBlock {
  readonly list: (typeof BLOCKS)[number][0];
  readonly part: (typeof BLOCKS)[number][1];
  readonly index: number;
  readonly name: string;
  readonly item: Options;
}

/** The blocks that a definition gives a host: of what is tracked, those that something on the host refers to. keepalived would only complain of the rest. */
export function listedBlocks(cluster: Cluster, host: string): ListedBlock[] {
  const names = trackedNames(cluster, host);
  return BLOCKS.flatMap(([list, part, reference]) =>
    listedItems(cluster, list)
      .map((item, index) => ({ list, part, index, name: String(item['name']), item }))
      .filter(
        ({ name, item }) => (reference === undefined || names[reference].has(name)) && isOn(item, host),
      ),
  );
}

/** The BFD sessions that a director has: those that name it, or no director. */
export function bfdSessionsOf(cluster: Cluster, director: string): readonly Options[] {
  return listedItems(cluster, 'bfd_instances').filter((session) => isOn(session, director));
}

function isOn({ directors }: Options, director: string): boolean {
  return directors === undefined || (directors as readonly string[]).includes(director);
}
