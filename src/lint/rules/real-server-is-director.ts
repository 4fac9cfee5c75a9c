import { quote } from '../../diagnostic/quote.ts';
import type { Cluster, Destination, Director, VirtualServer } from '../../model/cluster.ts';
import type { ClusterRule } from '../rule.ts';

/**
 * Under DR a packet reaches the real server with the VIP as its destination. A real server that is also a standby
 * director has the virtual server in its own IPVS table and balances the packet again, maybe back to where it came
 * from: two such directors play ping-pong. One alone (LocalNode) has nobody to play with, and NAT rewrites the address.
 */
export const realServerIsDirector: ClusterRule = {
  id: 'real-server-is-director',
  severity: 'error',
  summary: 'two directors of a cluster are real servers of one DR virtual server',
  catalogue: ['A28'],
  source: "LVS-HOWTO, LocalNode; the kernel's ipvs-sysctl, backup_only; acassen/keepalived#2450",
  *cluster(cluster) {
    if (cluster.directors.length < 2) return;
    const find = directorFinder(cluster);
    const reported = new Set<string>();
    for (const virtualServer of cluster.virtualServers) {
      if (virtualServer.forwardingMethod !== 'DR') continue;
      const directors = directorsAmong(virtualServer, find);
      const [first, ...others] = [...directors.values()];
      if (first === undefined || others.length === 0) continue;
      const names = [...directors.keys()].map(({ name }) => name);
      // The same hosts in several services are one fault.
      const key = [...names].sort().join(' ');
      if (reported.has(key)) continue;
      reported.add(key);
      yield {
        message: `directors ${names.map(quote).join(' and ')} are real servers of DR virtual server ${quote(virtualServer.name)}: each balances again what the other one forwards`,
        hint: 'let other hosts be the real servers, or use NAT',
        at: first.origin.self(),
        related: others.map(({ origin }) => ({ at: origin.self(), message: 'a director, too' })),
      };
    }
  },
};

/** A director by its name as a host, or by one of its addresses. */
function directorFinder(cluster: Cluster): (destination: Destination) => Director | undefined {
  const byName = new Map(cluster.directors.map((director) => [director.name, director]));
  const byAddress = new Map(
    cluster.directors.flatMap((director) =>
      director.interfaces.map(({ address }) => [address.address.text, director] as const),
    ),
  );
  return ({ realServerName, realServer }) =>
    byName.get(realServerName) ?? (realServer && byAddress.get(realServer.address.address.text));
}

function directorsAmong(
  { destinations }: VirtualServer,
  find: (destination: Destination) => Director | undefined,
): Map<Director, Destination> {
  const found = new Map<Director, Destination>();
  for (const destination of destinations) {
    const director = find(destination);
    if (director !== undefined && !found.has(director)) found.set(director, destination);
  }
  return found;
}
