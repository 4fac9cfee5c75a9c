import type { Address } from '../../../address/address.ts';
import type { Location } from '../../../diagnostic/finding.ts';
import { quote } from '../../../diagnostic/quote.ts';
import type { Cluster, Tunnel, VirtualServer } from '../../../model/cluster.ts';
import { sorryHost } from '../../../model/director-hosts.ts';
import { tunnelOverhead } from '../../../model/tunnel-size.ts';
import type { ClusterRule, Problem } from '../../rule.ts';

/**
 * A full packet from a client does not fit into a tunnel over a way of the same MTU. The director tells the client by ICMP,
 * which filters on the way drop: uploads hang. Clients that are told a smaller MSS never send such packets.
 */
export const tunnelWithoutMtu: ClusterRule = {
  id: 'tunnel-without-mtu',
  severity: 'info',
  oncePerPlace: true,
  summary: 'a TCP service is tunnelled, and the definition does not say the MTU of the way',
  catalogue: ['A26'],
  source:
    'Linux, ip_vs_xmit.c, __ip_vs_get_out_rt and ensure_mtu_is_adequate; RFC 2923, section 2.1; LVS-HOWTO, LVS-Tun, MTU',
  *cluster(cluster) {
    for (const virtualServer of cluster.virtualServers) {
      if (virtualServer.protocol !== 'TCP') continue;
      for (const { tunnel, outer, at } of tunnelled(cluster, virtualServer)) {
        if (tunnel.mtu === undefined) yield toProblem(virtualServer, tunnel, outer, at);
      }
    }
  },
};

interface Tunnelled {
  readonly tunnel: Tunnel;
  /** Of the host at its end. */
  readonly outer: Address;
  readonly at: Location;
}

/** The real servers and the sorry server of a service that get their packets by tunnel. */
function tunnelled(cluster: Cluster, virtualServer: VirtualServer): Tunnelled[] {
  const { origin, destinations, sorryServer } = virtualServer;
  const ofService =
    origin.at('tunnel').path.at(-1) === 'tunnel' ? origin.at('tunnel') : origin.at('lvs_method');
  const found = destinations.flatMap(({ forwardingMethod, tunnel, options, realServer, origin: own }) => {
    if (forwardingMethod !== 'TUN' || realServer === undefined) return [];
    const word = ['tunnel', 'lvs_method'].find((key) => options[key] !== undefined);
    return [{ tunnel, outer: realServer.address.address, at: word === undefined ? ofService : own.at(word) }];
  });
  const sorry = sorryHost(cluster, virtualServer);
  if (sorryServer?.forwardingMethod !== 'TUN' || sorry === undefined) return found;
  const isOwn = sorryServer.options['tunnel'] !== undefined;
  const at = isOwn ? origin.at('sorry_server', 'tunnel') : ofService;
  return [...found, { tunnel: sorryServer.tunnel, outer: sorryServer.address, at }];
}

function toProblem({ name }: VirtualServer, tunnel: Tunnel, { family }: Address, at: Location): Problem {
  return {
    message: `TUN service ${quote(name)} says no MTU: full packets of clients do not fit through the tunnel, which takes ${tunnelOverhead(tunnel, family)} bytes of each`,
    hint: 'set mtu in tunnel to the MTU of the way to the real servers: lvs_tun_rs.sh then has clients send less at once',
    at,
  };
}
