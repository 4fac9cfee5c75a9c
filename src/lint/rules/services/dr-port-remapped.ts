import { quote } from '../../../diagnostic/quote.ts';
import { portPlace } from '../../../model/endpoint.ts';
import type { ClusterRule } from '../../rule.ts';

/**
 * DR rewrites the frame and TUN wraps the packet, and neither changes it: a request reaches the real server at the virtual
 * server's port, whatever port is written here. keepalived corrects the port and goes on checking the old one, so that checks fail or lie.
 */
export const drPortRemapped: ClusterRule = {
  id: 'dr-port-remapped',
  severity: 'error',
  summary: 'a real server that is served by DR or TUN has another port than the virtual server',
  catalogue: ['A19'],
  source: 'ipvsadm(8), --real-server; keepalived 2.2.7 -t: "ports don\'t match - resetting"',
  *cluster(cluster) {
    for (const virtualServer of cluster.virtualServers) {
      const { port, name, destinations } = virtualServer;
      for (const destination of destinations) {
        const { forwardingMethod: method } = destination;
        if (method === 'NAT' || destination.port === port) continue;
        const kept = port === 0 ? 'the port that clients of' : `port ${port} of`;
        const listen = port === 0 ? 'where clients come' : `on ${port}`;
        yield {
          message: `port ${quote(destination.port)} of real server ${quote(destination.realServerName)} cannot be reached under ${method}, which keeps ${kept} ${quote(name)}${port === 0 ? ' come to' : ''}`,
          hint: `remove port and let the real server listen ${listen}, or use NAT`,
          at: destination.origin.at('port'),
          related: [{ at: portPlace(virtualServer), message: "the virtual server's port" }],
        };
      }
    }
  },
};
