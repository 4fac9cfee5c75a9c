import { quote } from '../../../diagnostic/quote.ts';
import type { ClusterRule } from '../../rule.ts';

const NAMES = { inet: 'IPv4', inet6: 'IPv6' } as const;

/** NAT and DR forward within one address family: keepalived skips a sorry server of the other one. */
export const sorryServerOtherFamily: ClusterRule = {
  id: 'sorry-server-other-family',
  severity: 'error',
  oncePerPlace: true,
  summary: 'the sorry server is IPv6 and the VIP is IPv4, or the other way round',
  catalogue: ['S25'],
  source:
    'keepalived.conf(5), "Virtual server(s)": all but tunnelled sorry servers have the family of the service',
  *cluster(cluster) {
    if (cluster.engine !== 'keepalived') return;
    for (const { sorryServer, vip, vipPlace, origin } of cluster.virtualServers) {
      if (sorryServer === undefined || sorryServer.address.family === vip.family) continue;
      if (sorryServer.forwardingMethod === 'TUN') continue;
      const at = origin.at('sorry_server', 'address');
      const { text, family } = sorryServer.address;
      yield {
        message: `sorry server ${quote(text)} is ${NAMES[family]}, but VIP ${quote(vip.text)} is ${NAMES[vip.family]}`,
        hint: `name an ${NAMES[vip.family]} address of the sorry server`,
        at,
        related: [{ at: vipPlace(vip), message: 'the VIP' }],
      };
    }
  },
};
