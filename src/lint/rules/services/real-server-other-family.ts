import { quote } from '../../../diagnostic/quote.ts';
import type { Destination, VirtualServer } from '../../../model/cluster.ts';
import type { ClusterRule, Problem } from '../../rule.ts';

const IP = { inet: 'IPv4', inet6: 'IPv6' } as const;

/**
 * NAT and DR forward to a real server of the VIP's own address family; the kernel translates between families only
 * inside a tunnel. keepalived skips such a real server, and a virtual server that has no other altogether.
 */
export const realServerOtherFamily: ClusterRule = {
  id: 'real-server-other-family',
  severity: 'error',
  summary: 'a real server has another address family than the virtual server that uses it',
  catalogue: ['S27'],
  source:
    'keepalived.conf(5), virtual_server: only tunnelled ones can differ; keepalived 2.2.7 -t: "skipping real server"',
  *cluster(cluster) {
    for (const virtualServer of cluster.virtualServers) {
      const { vip, destinations } = virtualServer;
      const known = destinations.filter(({ realServer }) => realServer !== undefined);
      const others = known.filter(
        ({ realServer, forwardingMethod }) =>
          forwardingMethod !== 'TUN' && realServer?.address.address.family !== vip.family,
      );
      // Where all are of another family the VIP is the odd one, and that is one fault.
      if (others.length === known.length && known.length > 1) yield forVip(virtualServer, others);
      else yield* others.map((destination) => forRealServer(virtualServer, destination));
    }
  },
};

function forVip({ name, vip, vipPlace }: VirtualServer, destinations: readonly Destination[]): Problem {
  return {
    message: `VIP ${quote(vip.text)} is ${IP[vip.family]}, but no real server of ${quote(name)} is`,
    hint: `use real servers with ${IP[vip.family]} addresses, or a VIP of their family`,
    at: vipPlace(vip),
    related: destinations
      .slice(0, 1)
      .flatMap(({ realServer }) =>
        realServer === undefined
          ? []
          : [{ at: realServer.origin.at('address'), message: 'the first of them' }],
      ),
    doubts: [vipPlace(vip)],
  };
}

function forRealServer({ vip, vipPlace }: VirtualServer, destination: Destination): Problem {
  const { realServer } = destination;
  const family = vip.family === 'inet' ? 'inet6' : 'inet';
  return {
    message: `real server ${quote(destination.realServerName)} is ${IP[family]}, but VIP ${quote(vip.text)} is ${IP[vip.family]}`,
    hint: `use a real server with an ${IP[vip.family]} address`,
    at: destination.origin.self(),
    related: [
      ...(realServer === undefined
        ? []
        : [{ at: realServer.origin.at('address'), message: `its ${IP[family]} address` }]),
      { at: vipPlace(vip), message: `the ${IP[vip.family]} VIP` },
    ],
  };
}
