import type { Location } from '../../diagnostic/finding.ts';
import { quote } from '../../diagnostic/quote.ts';
import { type Address, contains } from '../../model/address.ts';
import type { Cluster, RealServer } from '../../model/cluster.ts';
import { type DirectorHosts, directorHosts, hostsOf, servedRealServers } from '../../model/director-hosts.ts';
import { placeKey } from '../../model/place-key.ts';
import { servesByBoth } from '../../model/return-path.ts';
import type { RepositoryRule } from '../rule.ts';

/**
 * With DR a real server answers clients itself, from the VIP. The director has the VIP too: a packet from the VIP that
 * comes in from outside has a source address of its own, and the kernel drops it as a martian.
 */
export const drRealServerGatewayIsDirector: RepositoryRule = {
  id: 'dr-real-server-gateway-is-director',
  severity: 'error',
  summary: 'the gateway of a DR real server is a director, which drops the replies',
  catalogue: ['A06'],
  source: 'LVS-HOWTO, LVS-DR: the director is not the gateway of the real servers; acassen/keepalived#1827',
  *repository({ environments }) {
    for (const environment of environments.values()) {
      const hosts = directorHosts(environment);
      for (const cluster of environment.clusters) {
        const reported = new Set<string>();
        for (const { realServer, virtualServers } of servedRealServers(cluster, 'DR', hosts)) {
          const { gateway, origin, name, address } = realServer;
          if (gateway === undefined || gateway.text === address.address.text) continue;
          const owner = ownerOf(gateway, cluster, hosts);
          const at = origin.at('gateway');
          if (owner === undefined || reported.has(placeKey(at))) continue;
          reported.add(placeKey(at));
          yield {
            message: `gateway ${quote(gateway.text)} of real server ${quote(name)} is ${owner.what}: it drops the replies of DR service ${quote(virtualServers[0].name)}`,
            hint: hintFor(cluster, realServer, hosts),
            at,
            related: [{ at: owner.at, message: 'the same address' }],
          };
        }
      }
    }
  },
};

interface Owner {
  readonly what: string;
  readonly at: Location;
}

/** What an address is to the directors of a cluster, if they have it or can have it. */
function ownerOf(address: Address, cluster: Cluster, hosts: DirectorHosts): Owner | undefined {
  const directors = hostsOf(cluster, hosts);
  for (const { name, byAddress } of directors) {
    const own = byAddress.get(address.text);
    if (own !== undefined) return { what: `director ${quote(name)}`, at: own.origin.at('address') };
  }
  // Where a VIP has taken a router's address, the VIP is the fault: vip-is-host-address.
  const isDrOnly = cluster.virtualServers.every(({ forwardingMethod }) => forwardingMethod === 'DR');
  if (isDrOnly && [...cluster.segments.values()].some(({ gateway }) => gateway?.text === address.text))
    return undefined;
  const what = 'a VIP of the directors';
  const found = hosts.instancesByVip
    .get(address.text)
    ?.find(({ instance: { members } }) =>
      members.some((member) => directors.some(({ name }) => name === member.directorName)),
    );
  if (found !== undefined) {
    const index = found.instance.addresses.findIndex((own) => own.address.text === address.text);
    return { what, at: found.instance.origin.at('virtual_ipaddress', index) };
  }
  const service = cluster.virtualServers.find(({ vip }) => vip.text === address.text);
  return service === undefined ? undefined : { what, at: service.origin.at('vip') };
}

function hintFor(cluster: Cluster, realServer: RealServer, hosts: DirectorHosts): string {
  if (servesByBoth(cluster, realServer)) {
    return 'serve it by one method only: with NAT its gateway is the director, with DR it must not be';
  }
  const router = [...cluster.segments.values()].find(
    ({ subnet, gateway }) =>
      gateway !== undefined &&
      contains(subnet, realServer.address.address) &&
      ownerOf(gateway, cluster, hosts) === undefined,
  );
  return router?.gateway === undefined
    ? 'set gateway to a router that is no director of this cluster'
    : `set gateway to ${router.gateway.text}, the gateway of segment ${quote(router.name)}`;
}
