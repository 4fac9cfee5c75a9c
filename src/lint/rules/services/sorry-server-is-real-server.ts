import { quote } from '../../../diagnostic/quote.ts';
import { arrivalPort, endpointText } from '../../../model/endpoint.ts';
import type { ClusterRule } from '../../rule.ts';

/** The sorry server gets the clients when the real servers are down, which it is too when it is one of them. */
export const sorryServerIsRealServer: ClusterRule = {
  id: 'sorry-server-is-real-server',
  severity: 'warning',
  oncePerPlace: true,
  summary: 'the sorry server of a virtual server is one of its real servers',
  catalogue: ['S24'],
  source: 'keepalived.conf(5), sorry_server',
  *cluster(cluster) {
    if (cluster.engine !== 'keepalived') return;
    for (const virtualServer of cluster.virtualServers) {
      const { sorryServer, origin, destinations, port } = virtualServer;
      if (sorryServer === undefined) continue;
      const sorryPort = sorryServer.forwardingMethod === 'NAT' ? sorryServer.port : port;
      const same = destinations.find(
        (destination) =>
          destination.realServer?.address.address.text === sorryServer.address.text &&
          arrivalPort(virtualServer, destination) === sorryPort,
      );
      const at = origin.at('sorry_server', 'address');
      if (same === undefined) continue;
      const endpoint = quote(endpointText(sorryServer.address, sorryPort));
      yield {
        message: `sorry server ${endpoint} is real server ${quote(same.realServerName)} of the same virtual server`,
        hint: 'name a host that is not among the real servers: it is needed when all of them are down',
        at,
        related: [{ at: same.origin.self(), message: 'the real server' }],
      };
    }
  },
};
