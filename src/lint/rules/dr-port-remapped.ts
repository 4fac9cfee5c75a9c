import { quote } from '../../diagnostic/quote.ts';
import type { ClusterRule } from '../rule.ts';

/**
 * DR rewrites the frame and never the packet: a request reaches the real server at the virtual server's port, whatever
 * port is written here. keepalived corrects the port and goes on checking the old one, so that checks fail or lie.
 */
export const drPortRemapped: ClusterRule = {
  id: 'dr-port-remapped',
  severity: 'error',
  summary: 'a real server of a DR virtual server has another port than the virtual server',
  catalogue: ['A19'],
  source: 'ipvsadm(8), --real-server; keepalived 2.2.7 -t: "ports don\'t match - resetting"',
  *cluster(cluster) {
    for (const { forwardingMethod, port, name, origin, destinations } of cluster.virtualServers) {
      if (forwardingMethod !== 'DR') continue;
      for (const destination of destinations) {
        if (destination.port === port) continue;
        yield {
          message: `port ${quote(destination.port)} of real server ${quote(destination.realServerName)} cannot be reached under DR, which keeps port ${port} of ${quote(name)}`,
          hint: `remove port and let the real server listen on ${port}, or use NAT`,
          at: destination.origin.at('port'),
          related: [{ at: origin.at('port'), message: "the virtual server's port" }],
        };
      }
    }
  },
};
