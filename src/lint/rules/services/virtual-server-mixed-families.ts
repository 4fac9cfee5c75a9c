import type { Address } from '../../../address/address.ts';
import { groupBy } from '../../../diagnostic/group-by.ts';
import { quote } from '../../../diagnostic/quote.ts';
import type { Cluster, VirtualServer } from '../../../model/cluster.ts';
import type { ClusterRule, Problem } from '../../rule.ts';

const IP = { inet: 'IPv4', inet6: 'IPv6' } as const;

/**
 * A service of the kernel has one address family, and so have its real servers, unless a tunnel carries the packets.
 * keepalived leaves out a virtual server whose group has both families, without a word; of a firewall mark it
 * programs one family alone, and nobody answers the packets of the other.
 */
export const virtualServerMixedFamilies: ClusterRule = {
  id: 'virtual-server-mixed-families',
  severity: 'error',
  summary: 'the addresses or firewall marks of one virtual server are IPv4 and IPv6',
  catalogue: [],
  source:
    'keepalived 2.2.7, ipwrapper.c ("virtual server group with IPv4 & IPv6 doesn\'t match virtual server - ignoring", at INFO) and check_parser.c, ip_family',
  *cluster(cluster) {
    for (const virtualServer of cluster.virtualServers) {
      const [[first], [second]] = families(virtualServer);
      if (first === undefined || second === undefined || isCarried(cluster, virtualServer)) continue;
      yield problem(cluster, virtualServer, first, second);
    }
  },
};

/** The VIPs of the first one's family, and those of the other. */
function families({ vip, vips }: VirtualServer): [readonly Address[], readonly Address[]] {
  const byFamily = groupBy(vips, ({ family }) => family);
  return [byFamily.get(vip.family) ?? [], byFamily.get(vip.family === 'inet' ? 'inet6' : 'inet') ?? []];
}

/** Inside tunnels the families may differ: but keepalived programs a mark for one family, unless it is in a group. */
function isCarried({ engine }: Cluster, { kind, destinations, sorryServer }: VirtualServer): boolean {
  if (kind === 'fwmark' && engine === 'keepalived') return false;
  const methods = [...destinations, ...(sorryServer === undefined ? [] : [sorryServer])];
  return methods.every(({ forwardingMethod }) => forwardingMethod === 'TUN');
}

function problem(
  { engine }: Cluster,
  { name, kind, vipPlace }: VirtualServer,
  first: Address,
  other: Address,
): Problem {
  const what = kind === 'group' ? 'group' : 'firewall mark';
  const lost =
    engine === 'ipvsadm'
      ? 'its real servers cannot answer both'
      : kind === 'group'
        ? 'keepalived leaves the whole virtual server out'
        : `keepalived serves ${IP[first.family]} alone`;
  return {
    message: `the ${what} of virtual server ${quote(name)} has ${IP[first.family]} and ${IP[other.family]}: ${lost}`,
    hint: `make two virtual servers of it, one for each family${kind === 'group' ? ', each with a group of its own' : ''}`,
    at: vipPlace(other),
    related: [{ at: vipPlace(first), message: `the first address, ${IP[first.family]}` }],
  };
}
