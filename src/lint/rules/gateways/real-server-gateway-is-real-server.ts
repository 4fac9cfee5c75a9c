import { type Address, contains } from '../../../address/address.ts';
import { quote } from '../../../diagnostic/quote.ts';
import type { Cluster, RealServer } from '../../../model/cluster.ts';
import { type DirectorHosts, directorHosts, servedRealServers } from '../../../model/director-hosts.ts';
import { gatewayOf } from '../../../model/gateway.ts';
import { servesByBoth } from '../../../model/return-path.ts';
import type { Problem, RepositoryRule } from '../../rule.ts';

/**
 * With DR and TUN a real server sends its answers to its gateway, which has to be a router. Where its segment has one, and
 * the real server names another real server instead, the answers end there. With NAT: real-server-gateway-not-director.
 */
export const realServerGatewayIsRealServer: RepositoryRule = {
  id: 'real-server-gateway-is-real-server',
  severity: 'error',
  oncePerPlace: true,
  summary: "the gateway of a real server is another real server, and not its segment's router",
  catalogue: [],
  source: 'RFC 1122, section 3.3.4.2: a host does not forward what is not for it; LVS-HOWTO, LVS-DR',
  *repository({ environments }) {
    for (const environment of environments.values()) {
      const hosts = directorHosts(environment);
      const owners = realServersByAddress(hosts);
      for (const cluster of environment.clusters) {
        yield* problemsOf(cluster, hosts, owners);
      }
    }
  },
};

function* problemsOf(
  cluster: Cluster,
  hosts: DirectorHosts,
  owners: ReadonlyMap<string, RealServer>,
): Iterable<Problem> {
  const served = (['DR', 'TUN'] as const).flatMap((method) => servedRealServers(cluster, method, hosts));
  for (const { realServer, virtualServers } of served) {
    const gateway = gatewayOf(cluster, realServer, hosts.environment);
    if (gateway === undefined || gateway.segment !== undefined) continue;
    const owner = owners.get(gateway.address.text);
    const router = routerOf(cluster, realServer);
    if (owner === undefined || router === undefined || owner.name === realServer.name) continue;
    if (!contains(realServer.address, gateway.address) || servesByBoth(cluster, realServer, hosts)) continue;
    yield {
      message: `gateway ${quote(gateway.address.text)} of real server ${quote(realServer.name)} is real server ${quote(owner.name)}: the answers of service ${quote(virtualServers[0].name)} end there`,
      hint: `set gateway to ${router.address.text}, the gateway of segment ${quote(router.name)}`,
      at: gateway.place(),
      related: [{ at: owner.origin.at('address'), message: 'the same address' }],
    };
  }
}

/** The router of its segment, where that is no host of the definitions: host-address-is-gateway finds those. */
function routerOf(cluster: Cluster, { address, gateway }: RealServer) {
  if (cluster.segments.some((segment) => segment.gateway?.text === gateway?.text)) return undefined;
  const segment = cluster.segments.find(
    ({ subnet, gateway: own }) => own !== undefined && contains(subnet, address.address),
  );
  return segment?.gateway && { name: segment.name, address: segment.gateway };
}

/** Without those that are directors, or have an address that a director or VRRP has: other rules find those. */
function realServersByAddress({ environment, hosts, instancesByVip }: DirectorHosts) {
  const taken = new Set([...hosts.values()].flatMap(({ byAddress }) => [...byAddress.keys()]));
  const isFree = ({ text }: Address) => !taken.has(text) && !instancesByVip.has(text);
  const owners = new Map<string, RealServer>();
  for (const { realServers, virtualServers } of environment.clusters) {
    const vips = new Set(virtualServers.flatMap((service) => service.vips.map(({ text }) => text)));
    for (const realServer of realServers) {
      const { address } = realServer.address;
      if (isFree(address) && !hosts.has(realServer.name) && !vips.has(address.text))
        owners.set(address.text, realServer);
    }
  }
  return owners;
}
