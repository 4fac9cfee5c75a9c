import { quote } from '../../../diagnostic/quote.ts';
import { isPort, portPlace } from '../../../model/endpoint.ts';
import type { ClusterRule } from '../../rule.ts';

/** DR rewrites the frame and TUN wraps the packet, and neither changes the port, so that keepalived gives the sorry server the virtual server's port. */
export const sorryServerPortRemapped: ClusterRule = {
  id: 'sorry-server-port-remapped',
  severity: 'error',
  oncePerPlace: true,
  summary: 'the sorry server that is served by DR or TUN has another port than the virtual server',
  catalogue: ['S25'],
  source:
    'ipvsadm(8), --gatewaying; keepalived 2.2.7, check_data.c ("sorry server ports don\'t match - resetting")',
  *cluster(cluster) {
    if (cluster.engine !== 'keepalived') return;
    for (const virtualServer of cluster.virtualServers) {
      const { sorryServer, port, origin } = virtualServer;
      if (sorryServer === undefined || sorryServer.port === port) continue;
      const { forwardingMethod: method } = sorryServer;
      if (method === 'NAT') continue;
      if (!isPort(sorryServer.port) || (port !== 0 && !isPort(port))) continue;
      const at = origin.at('sorry_server', 'port');
      yield {
        message: `sorry server port ${quote(sorryServer.port)} cannot be reached under ${method}, which keeps ${port === 0 ? 'the port that clients come to' : `port ${port}`}`,
        hint: `${port === 0 ? 'remove port' : `set port to ${port}`} and let the sorry server listen there, or use NAT`,
        at,
        related: [{ at: portPlace(virtualServer), message: "the virtual server's port" }],
      };
    }
  },
};
