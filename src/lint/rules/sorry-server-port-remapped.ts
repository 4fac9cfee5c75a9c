import { quote } from '../../diagnostic/quote.ts';
import { isPort } from '../../model/endpoint.ts';
import { placeKey } from '../../model/place-key.ts';
import type { ClusterRule } from '../rule.ts';

/** DR rewrites the frame and never the port, so that keepalived gives the sorry server the virtual server's port. */
export const sorryServerPortRemapped: ClusterRule = {
  id: 'sorry-server-port-remapped',
  severity: 'error',
  summary: 'the sorry server of a DR virtual server has another port than the virtual server',
  catalogue: ['S25'],
  source:
    'ipvsadm(8), --gatewaying; keepalived 2.2.7, check_data.c ("sorry server ports don\'t match - resetting")',
  *cluster(cluster) {
    if (cluster.engine !== 'keepalived') return;
    const reported = new Set<string>();
    for (const { sorryServer, forwardingMethod, port, origin } of cluster.virtualServers) {
      if (sorryServer === undefined || forwardingMethod !== 'DR' || sorryServer.port === port) continue;
      if (!isPort(sorryServer.port) || !isPort(port)) continue;
      const at = origin.at('sorry_server', 'port');
      if (reported.has(placeKey(at))) continue;
      reported.add(placeKey(at));
      yield {
        message: `sorry server port ${quote(sorryServer.port)} cannot be reached under DR, which keeps port ${port}`,
        hint: `set port to ${port} and let the sorry server listen there, or use NAT`,
        at,
        related: [{ at: origin.at('port'), message: "the virtual server's port" }],
      };
    }
  },
};
