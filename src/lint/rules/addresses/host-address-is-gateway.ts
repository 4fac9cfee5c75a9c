import { type Address, contains, isLinkLocal } from '../../../address/address.ts';
import type { Location } from '../../../diagnostic/finding.ts';
import { quote } from '../../../diagnostic/quote.ts';
import type { Cluster, Segment } from '../../../model/cluster.ts';
import { needsGateway } from '../../../model/forwarding.ts';
import { furtherAddresses } from '../../../model/further-addresses.ts';
import type { ClusterRule } from '../../rule.ts';

/**
 * The gateway of a segment is a router that leads out of it, another host than those that the definition describes. Only
 * where NAT real servers are behind a director is that one the way out.
 */
export const hostAddressIsGateway: ClusterRule = {
  id: 'host-address-is-gateway',
  severity: 'error',
  summary: "a director or real server has the address of its segment's gateway",
  catalogue: [],
  source: 'RFC 5227, section 1; docs/definition.md, segments',
  *cluster(cluster) {
    for (const segment of cluster.segments) {
      const { gateway, name, origin } = segment;
      if (gateway === undefined || isLinkLocal(gateway)) continue;
      for (const { host, at } of hostsWith(cluster, gateway, segment)) {
        yield {
          message: `${host} has address ${quote(gateway.text)}, the gateway of segment ${quote(name)}`,
          hint: "correct the host's address, or the segment's gateway",
          at,
          related: [{ at: origin.at('gateway'), message: "the segment's gateway" }],
        };
      }
    }
  },
};

function* hostsWith(
  cluster: Cluster,
  gateway: Address,
  segment: Segment,
): Iterable<{ host: string; at: Location }> {
  const isRoute = isRouteOfRealServers(cluster, gateway, segment);
  for (const { name, interfaces } of isRoute ? [] : cluster.directors) {
    for (const { address, origin } of interfaces) {
      if (address.address.text === gateway.text)
        yield { host: `director ${quote(name)}`, at: origin.at('address') };
    }
  }
  const directors = new Set(cluster.directors.map(({ name }) => name));
  const others = furtherAddresses(cluster).map(({ realServer, own }) => ({ ...own, name: realServer }));
  for (const { name, address, origin } of [...cluster.realServers, ...others]) {
    if (address.address.text !== gateway.text || directors.has(name)) continue;
    yield { host: `real server ${quote(name)}`, at: origin.at('address') };
  }
}

/**
 * Whether the real servers are meant to have a director as their gateway: because they say so (whether they may is for
 * the rules on their gateways), or because the segment is the inner one of a cluster with NAT, without a VIP.
 */
function isRouteOfRealServers(cluster: Cluster, gateway: Address, { subnet }: Segment): boolean {
  if (cluster.realServers.some((realServer) => realServer.gateway?.text === gateway.text)) return true;
  const services = cluster.virtualServers;
  const isOuter = services.some(({ vips }) => vips.some((vip) => contains(subnet, vip)));
  return services.some(needsGateway) && !isOuter;
}
