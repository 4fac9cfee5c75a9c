import type { Cluster, Options } from './cluster.ts';

/** What a definition lists by name: scripts, files, processes, BFD sessions and groups that others refer to. */
export type ItemList =
  | 'vrrp_scripts'
  | 'track_files'
  | 'vrrp_track_processes'
  | 'bfd_instances'
  | 'garp_groups'
  | 'virtual_server_groups';

/** The items of a list of a definition, in its order; none where it does not have the list. */
export function listedItems({ options }: Pick<Cluster, 'options'>, list: ItemList): readonly Options[] {
  return (options[list] ?? []) as readonly Options[];
}
