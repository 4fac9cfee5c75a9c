import { quote } from '../../../diagnostic/quote.ts';
import type { VirtualServer } from '../../../model/cluster.ts';
import type { ClusterRule, Problem } from '../../rule.ts';

/** A firewall mark says nothing of ports, protocols and VIPs. Without NAT a packet keeps its port, whatever is written; and keepalived cannot
 * know by a mark which VIP it has to wait for. */
export const fwmarkConflict: ClusterRule = {
  id: 'fwmark-conflict',
  severity: 'error',
  summary: 'a service of a firewall mark has a setting that such a service does not have',
  catalogue: [],
  source:
    'keepalived 2.2.7, check_data.c ("cannot use ha_suspend with fwmarks", "has port specified - clearing")',
  *cluster({ engine, virtualServers }) {
    for (const virtualServer of virtualServers) {
      if (!virtualServer.listeners.some(({ kind }) => kind === 'fwmark')) continue;
      yield* ofService(virtualServer, engine === 'keepalived');
    }
  },
};

function* ofService(
  { name, options, destinations, sorryServer, origin }: VirtualServer,
  isKeepalived: boolean,
): Iterable<Problem> {
  if (isKeepalived && options['ha_suspend'] === true) {
    const hint = 'remove ha_suspend';
    yield {
      message: `ha_suspend of virtual server ${quote(name)} needs a VIP, and a firewall mark is none`,
      hint,
      at: origin.at('ha_suspend'),
    };
  }
  const hint = 'remove port: without NAT a packet keeps the port that the client has sent it to';
  for (const { options: own, forwardingMethod, realServerName, origin: place } of destinations) {
    if (forwardingMethod === 'NAT' || own['port'] === undefined) continue;
    yield {
      message: `real server ${quote(realServerName)} has a port, which ${forwardingMethod} cannot give the packets of a firewall mark`,
      hint,
      at: place.at('port'),
    };
  }
  if (
    sorryServer !== undefined &&
    sorryServer.forwardingMethod !== 'NAT' &&
    sorryServer.options['port'] !== undefined
  ) {
    yield {
      message: `the sorry server has a port, which ${sorryServer.forwardingMethod} cannot give the packets of a firewall mark`,
      hint,
      at: origin.at('sorry_server', 'port'),
    };
  }
}
