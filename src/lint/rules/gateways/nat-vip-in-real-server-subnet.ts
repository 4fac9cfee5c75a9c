import { type Address, contains, subnetText } from '../../../address/address.ts';
import type { Location } from '../../../diagnostic/finding.ts';
import { quote } from '../../../diagnostic/quote.ts';
import { quoteList } from '../../../diagnostic/quote-list.ts';
import type { Cluster, RealServer, VirtualServer } from '../../../model/cluster.ts';
import { directorHosts, servedRealServers, subnetOfRealServer } from '../../../model/director-hosts.ts';
import { gatewayOf } from '../../../model/gateway.ts';
import type { Environment } from '../../../model/repository.ts';
import type { Problem, RepositoryRule } from '../../rule.ts';

/**
 * With NAT the director writes the VIP back into replies, so that they have to pass it. To a client of its own subnet a real
 * server replies at once, by no gateway: the client gets a packet from an address that it never asked. A VIP in that subnet
 * is there for clients of the subnet.
 */
export const natVipInRealServerSubnet: RepositoryRule = {
  id: 'nat-vip-in-real-server-subnet',
  severity: 'info',
  oncePerPlace: true,
  summary: 'a NAT VIP is in the subnet of its real servers, where clients get no replies',
  catalogue: ['A27'],
  source:
    'LVS-HOWTO, LVS-NAT, one network; Linux, ip_vs_core.c, handle_response: a reply that does not come by gets no VIP as its source',
  *repository({ environments }) {
    for (const environment of environments.values()) {
      const hosts = directorHosts(environment);
      for (const cluster of environment.clusters) {
        const found = new Map<string, Found>();
        for (const { realServer, virtualServers } of servedRealServers(cluster, 'NAT', hosts)) {
          const subnet = subnetOfRealServer(cluster, realServer);
          for (const virtualServer of virtualServers) {
            for (const vip of virtualServer.vips) {
              if (!contains(subnet, vip)) continue;
              const known = found.get(vip.text);
              if (known === undefined)
                found.set(vip.text, {
                  vip,
                  subnet: subnetText(subnet),
                  virtualServer,
                  names: new Set([realServer.name]),
                  gateways: gatewayPlaces(cluster, realServer, environment),
                });
              else {
                known.names.add(realServer.name);
                known.gateways.push(...gatewayPlaces(cluster, realServer, environment));
              }
            }
          }
        }
        for (const one of found.values()) yield toProblem(one);
      }
    }
  },
};

interface Found {
  readonly vip: Address;
  readonly subnet: string;
  readonly virtualServer: VirtualServer;
  readonly names: Set<RealServer['name']>;
  /** Where the replies to all other clients go. */
  readonly gateways: Location[];
}

function gatewayPlaces(cluster: Cluster, realServer: RealServer, environment: Environment): Location[] {
  const gateway = gatewayOf(cluster, realServer, environment);
  return gateway === undefined ? [] : [gateway.place()];
}

function toProblem({ vip, subnet, virtualServer, names, gateways }: Found): Problem {
  return {
    message: `VIP ${quote(vip.text)} of NAT service ${quote(virtualServer.name)} is in ${quote(subnet)}, the subnet of ${quoteList([...names])}: clients there get replies that the director has not seen, and refuse them`,
    hint: 'have no clients in that subnet, the real servers themselves among them; or set source_nat, use DR, or have a VIP of another subnet',
    at: virtualServer.vipPlace(vip),
    // Replies that go past the director altogether are the greater fault.
    restsOn: gateways,
  };
}
