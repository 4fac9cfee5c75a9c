import { type Address, contains } from '../../../address/address.ts';
import type { Location } from '../../../diagnostic/finding.ts';
import { quote } from '../../../diagnostic/quote.ts';
import { quoteList } from '../../../diagnostic/quote-list.ts';
import type { Cluster, RealServer, VirtualServer } from '../../../model/cluster.ts';
import {
  type DirectorHosts,
  directorHosts,
  hostsOf,
  servedRealServers,
} from '../../../model/director-hosts.ts';
import { needsGateway } from '../../../model/forwarding.ts';
import { type Gateway, gatewayOf } from '../../../model/gateway.ts';
import { placeKey } from '../../../model/place-key.ts';
import { servesByBoth } from '../../../model/return-path.ts';
import { ofGateway } from '../../facts.ts';
import type { Problem, RepositoryRule } from '../../rule.ts';

/**
 * With DR and TUN a real server answers clients itself, from the VIP. The director has the VIP too: a packet from the VIP that
 * comes in from outside has a source address of its own, and the kernel drops it as a martian.
 */
export const drRealServerGatewayIsDirector: RepositoryRule = {
  id: 'dr-real-server-gateway-is-director',
  severity: 'error',
  summary: 'the gateway of a real server that is served by DR or TUN is a director, which drops the replies',
  catalogue: ['A06'],
  source: 'LVS-HOWTO, LVS-DR: the director is not the gateway of the real servers; acassen/keepalived#1827',
  *repository({ environments }) {
    for (const environment of environments.values()) {
      const hosts = directorHosts(environment);
      for (const group of wrongGateways(hosts)) yield toProblem(group, hosts);
    }
  },
};

interface Wrong {
  readonly cluster: Cluster;
  readonly realServer: RealServer;
  readonly virtualServer: VirtualServer;
  readonly method: 'DR' | 'TUN';
  readonly gateway: Gateway;
  readonly owner: Owner;
  /** All real servers that have the gateway from there. */
  readonly names: Set<string>;
}

/** Once for each place that names the gateway. */
function wrongGateways(hosts: DirectorHosts): Iterable<Wrong> {
  const groups = new Map<string, Wrong>();
  for (const cluster of hosts.environment.clusters) {
    for (const { realServer, virtualServers, method } of withoutNat(cluster, hosts)) {
      const gateway = gatewayOf(cluster, realServer, hosts.environment);
      if (gateway === undefined || gateway.address.text === realServer.address.address.text) continue;
      const owner = ownerOf(gateway.address, cluster, hosts);
      if (owner === undefined || isTakenFromRouter(gateway, cluster, hosts)) continue;
      const key = placeKey(gateway.place());
      const [virtualServer] = virtualServers;
      const group = groups.get(key) ?? {
        cluster,
        realServer,
        virtualServer,
        method,
        gateway,
        owner,
        names: new Set<string>(),
      };
      groups.set(key, group);
      group.names.add(realServer.name);
    }
  }
  return groups.values();
}

function toProblem(wrong: Wrong, hosts: DirectorHosts): Problem {
  const { cluster, realServer, virtualServer, method, gateway, owner, names } = wrong;
  const who = `${names.size === 1 ? 'real server' : 'real servers'} ${quoteList([...names])}`;
  const from = gateway.segment === undefined ? '' : `, from segment ${quote(gateway.segment.name)},`;
  const isOwn = gateway.segment === undefined && gateway.cluster === cluster;
  const isAll = virtualServer.destinations.every(
    ({ realServer: each, forwardingMethod }) =>
      each !== undefined &&
      forwardingMethod === method &&
      gatewayOf(cluster, each, hosts.environment)?.address.text === gateway.address.text,
  );
  const hint = `${hintFor(wrong, hosts)}${isAll && !servesByBoth(cluster, realServer, hosts) ? ', or lvs_method to NAT' : ''}`;
  const causes = ofGateway(wrong, cluster, hint);
  return {
    message: `gateway ${quote(gateway.address.text)} of ${who}${from} is ${owner.what}: it drops the replies of ${method} service ${quote(virtualServer.name)}`,
    hint,
    at: gateway.place(),
    related: [
      ...(isOwn
        ? []
        : [{ at: realServer.origin.self(), message: 'this real server has its gateway from there' }]),
      { at: owner.at, message: 'the same address' },
    ],
    ...causes,
    // Where all its real servers send their replies to the director, it is most likely the method that is wrong.
    doubts: [...causes.doubts, ...(isAll ? [virtualServer.origin.at('lvs_method')] : [])],
  };
}

/** A director that has the address of its segment's router: host-address-is-gateway, unless real servers want it so. */
function isTakenFromRouter({ address, segment }: Gateway, cluster: Cluster, hosts: DirectorHosts): boolean {
  return (
    segment !== undefined &&
    isWithoutNat(cluster) &&
    hostsOf(cluster, hosts).some(({ byAddress }) => byAddress.has(address.text)) &&
    !cluster.realServers.some(({ gateway }) => gateway?.text === address.text)
  );
}

function isWithoutNat({ virtualServers }: Cluster): boolean {
  return !virtualServers.some(needsGateway);
}

function withoutNat(cluster: Cluster, hosts: DirectorHosts) {
  return (['DR', 'TUN'] as const).flatMap((method) =>
    servedRealServers(cluster, method, hosts).map((served) => ({ ...served, method })),
  );
}

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
  if (isWithoutNat(cluster) && cluster.segments.some(({ gateway }) => gateway?.text === address.text))
    return undefined;
  const what = 'a VIP of the directors';
  const found = hosts.instancesByVip
    .get(address.text)
    ?.find(({ instance: { members } }) =>
      members.some((member) => directors.some(({ name }) => name === member.directorName)),
    );
  if (found !== undefined) {
    const own = found.instance.vips.find(({ prefix }) => prefix.address.text === address.text);
    return { what, at: own?.place() ?? found.instance.origin.at('name') };
  }
  const service = cluster.virtualServers.find(({ vips }) => vips.some(({ text }) => text === address.text));
  return service === undefined ? undefined : { what, at: service.vipPlace(address) };
}

function hintFor(wrong: Wrong, hosts: DirectorHosts): string {
  const { cluster, realServer, gateway, names } = wrong;
  if (servesByBoth(cluster, realServer, hosts)) {
    return `serve it by one method only: with NAT its gateway is the director, with ${wrong.method} it must not be`;
  }
  const router = cluster.segments.find(
    (segment) =>
      segment.gateway !== undefined &&
      contains(segment.subnet, realServer.address.address) &&
      ownerOf(segment.gateway, cluster, hosts) === undefined,
  );
  const set = gateway.segment === undefined ? 'set gateway' : `set gateway of ${quoteList([...names])}`;
  return router?.gateway === undefined
    ? `${set} to a router that is no director of this cluster`
    : `${set} to ${router.gateway.text}, the gateway of segment ${quote(router.name)}`;
}
