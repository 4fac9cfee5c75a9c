import { groupBy } from '../../../diagnostic/group-by.ts';
import { quote } from '../../../diagnostic/quote.ts';
import type { Destination } from '../../../model/cluster.ts';
import { isPort } from '../../../model/endpoint.ts';
import type { ClusterRule } from '../../rule.ts';

/** From so many on the others agree by intent, and not by chance. */
const FEWEST_PEERS = 2;

/**
 * One real server behind NAT with another port than all of its peers is a slip more often than not, and one of two groups is
 * none, nor is a second daemon on a host that has the usual port, too.
 */
export const oddPort: ClusterRule = {
  id: 'odd-port',
  severity: 'info',
  summary: 'one real server has another port than all of its peers',
  catalogue: [],
  source: 'ipvsadm(8), --real-server: the port of each real server is its own',
  *cluster(cluster) {
    for (const { name, destinations } of cluster.virtualServers) {
      const behindNat = destinations.filter(
        ({ forwardingMethod, port }) => forwardingMethod === 'NAT' && isPort(port),
      );
      const [one, peers] = [...groupBy(behindNat, ({ port }) => port).values()].sort(
        (a, b) => a.length - b.length,
      );
      if (one?.length !== 1 || peers === undefined || peers.length < FEWEST_PEERS) continue;
      if (behindNat.length !== peers.length + 1) continue;
      const [odd, peer] = [one[0], peers[0]] as [Destination, Destination];
      if (peers.some(({ realServerName }) => realServerName === odd.realServerName)) continue;
      yield {
        message: `${quote(odd.realServerName)} has port ${quote(odd.port)}, and the ${peers.length} other real servers of ${quote(name)} have ${quote(peer.port)}`,
        hint: `write ${peer.port} if it is a slip`,
        at: odd.origin.at('port'),
        related: [{ at: peer.origin.at('port'), message: 'the port of the others' }],
      };
    }
  },
};
