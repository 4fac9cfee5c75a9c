import { contains, type Prefix } from '../address/address.ts';
import type { Cluster } from './cluster.ts';
import { type DirectorHosts, hostsOf } from './director-hosts.ts';
import type { Vip } from './vips.ts';

/**
 * The subnets that have a VIP: of the cluster's segments and of its directors' interfaces, in whatever definition, and by
 * its own prefix length.
 */
export function subnetsWith({ address, prefix }: Vip, cluster: Cluster, hosts: DirectorHosts): Prefix[] {
  const segments = cluster.segments.map(({ subnet }) => subnet);
  const interfaces = hostsOf(cluster, hosts)
    .flatMap(({ attachedTo }) => attachedTo(address))
    .map(({ subnet }) => subnet);
  const found = [...segments, ...interfaces].filter((subnet) => contains(subnet, address));
  return prefix === undefined ? found : [...found, prefix];
}
