import { type Address, contains, type Prefix, parsePrefix, subnetText } from '../address/address.ts';
import { notUnicast } from '../address/address-kind.ts';
import { PrefixIndex } from '../address/prefix-index.ts';
import { groupBy } from '../diagnostic/group-by.ts';
import type {
  Cluster,
  ForwardingMethod,
  Interface,
  Link,
  RealServer,
  Segment,
  VirtualServer,
} from './cluster.ts';
import { fixedEntries } from './host-entries.ts';
import { globalsOf } from './host-settings.ts';
import { once } from './once.ts';
import type { Environment, Host } from './repository.ts';
import { instancesByVip, memberNames, type VipInstance } from './vip-owners.ts';

/** An interface in a subnet of its wire. */
export type Attachment = Omit<Interface, 'address'> & {
  /** The segment's, so that a wrong prefix length is not two faults. */
  readonly subnet: Prefix;
  /** Its own address there: without one the host has no way to the others there. */
  readonly address: Prefix | undefined;
};

/** A director with all that its environment says of it: definitions that share one need not each name all of it. */
export interface DirectorHost {
  readonly name: string;
  /** Its interfaces, as each definition has them. */
  readonly links: readonly Link[];
  /** Each name and address once. */
  readonly interfaces: readonly Interface[];
  /** Static addresses among them, which keepalived gives the host. */
  readonly byAddress: ReadonlyMap<string, Interface>;
  /** The interfaces whose subnet has an address: by their own prefix, by those of their wire, or by a static address. */
  readonly attachedTo: (address: Address) => Attachment[];
}

export interface DirectorHosts {
  readonly environment: Environment;
  /** By name. */
  readonly hosts: ReadonlyMap<string, DirectorHost>;
  readonly instancesByVip: ReadonlyMap<string, readonly VipInstance[]>;
}

type DirectorPart = Host['directors'][number];

export const directorHosts = once((environment: Environment): DirectorHosts => {
  const hosts = new Map<string, DirectorHost>();
  for (const { name, directors } of environment.hosts.values()) {
    if (directors.length > 0) hosts.set(name, directorHost(name, directors));
  }
  return { environment, hosts, instancesByVip: instancesByVip(environment) };
});

function directorHost(name: string, parts: readonly DirectorPart[]): DirectorHost {
  const distinct = new Map<string, Interface>();
  const byAddress = new Map<string, Interface>();
  const subnets = new PrefixIndex<Attachment>();
  const links = parts.flatMap(({ director }) => director.links);
  for (const own of parts.flatMap(({ director }) => director.interfaces)) {
    const key = `${own.name} ${own.address.text}`;
    if (distinct.has(key)) continue;
    distinct.set(key, own);
    const { text } = own.address.address;
    if (!byAddress.has(text)) byAddress.set(text, own);
    const { segment, address } = own;
    const attachment = { ...own, subnet: segment?.subnet ?? address };
    subnets.add(address, attachment);
    const isOther =
      segment !== undefined &&
      (segment.subnet.length !== address.length || segment.subnet.first !== address.first);
    if (isOther) subnets.add(segment.subnet, attachment);
  }
  const byName = groupBy([...distinct.values()], (own) => own.name);
  for (const link of links) {
    for (const segment of segmentsWithout(link, byName.get(link.name) ?? [])) {
      subnets.add(segment.subnet, { ...link, segment, subnet: segment.subnet, address: undefined });
    }
  }
  for (const own of parts.flatMap(staticInterfaces)) {
    const { text } = own.address.address;
    if (!byAddress.has(text)) byAddress.set(text, own);
    const { address } = own;
    // One address alone has no neighbours.
    if (address.first !== address.last && own.name !== 'lo')
      subnets.add(address, { ...own, subnet: own.segment?.subnet ?? address });
  }
  return {
    name,
    links,
    interfaces: [...distinct.values()],
    byAddress,
    attachedTo: (address) => subnets.around(address),
  };
}

/** The subnets of an interface's wire in which no definition gives it an address. */
function segmentsWithout({ segments }: Link, addresses: readonly Interface[]): Segment[] {
  const subnets = new Set(addresses.map(({ segment, address }) => subnetText(segment?.subnet ?? address)));
  return segments.filter(({ subnet }) => !subnets.has(subnetText(subnet)));
}

/** The static addresses of a director, as further addresses of its interfaces. */
export function staticInterfaces({ cluster, director }: DirectorPart): Interface[] {
  if (cluster.engine !== 'keepalived') return [];
  return fixedEntries(director, 'address').flatMap(({ item, origin }) => {
    const address = parsePrefix(String(item['address']));
    if (address === undefined) return [];
    const segment = cluster.segments.find(({ subnet }) => contains(subnet, address.address));
    const name = String(item['dev'] ?? globalsOf(cluster, director)['default_interface'] ?? 'eth0');
    const isThere = name === 'lo' || director.links.some((link) => link.name === name);
    return isThere ? [{ origin, name, segmentName: segment?.name ?? '', segment, address }] : [];
  });
}

/** The directors of a cluster, each host once: a second one of a name is a fault of its own. */
export function hostsOf(cluster: Cluster, hosts: DirectorHosts): readonly DirectorHost[] {
  return byCluster(hosts).hostsOf(cluster);
}

/** Several rules ask for the same of each cluster. */
const byCluster = once((hosts: DirectorHosts) => ({
  hostsOf: once((cluster: Cluster) => {
    const names = new Set(cluster.directors.map(({ name }) => name));
    return [...names].flatMap((name) => hosts.hosts.get(name) ?? []);
  }),
  NAT: once((cluster: Cluster) => collectServed(cluster, 'NAT', hosts)),
  DR: once((cluster: Cluster) => collectServed(cluster, 'DR', hosts)),
  TUN: once((cluster: Cluster) => collectServed(cluster, 'TUN', hosts)),
}));

/**
 * The directors that can get the packets for a virtual server: the members of the VRRP instances with its VIP, or the
 * one that has it as an address of its own; all of the cluster where neither says it.
 */
export function hostsOfVip(cluster: Cluster, vip: Address, hosts: DirectorHosts): readonly DirectorHost[] {
  const all = hostsOf(cluster, hosts);
  const members = memberNames(hosts.instancesByVip.get(vip.text) ?? []);
  const able = all.filter(({ name }) => members.has(name));
  if (able.length > 0) return able;
  const owners = all.filter(({ byAddress }) => byAddress.has(vip.text));
  return owners.length > 0 ? owners : all;
}

/** A real server that other hosts, the directors, forward to. */
export interface ServedRealServer {
  readonly realServer: RealServer;
  /** With the method that was asked for. */
  readonly virtualServers: readonly [VirtualServer, ...VirtualServer[]];
  readonly directors: readonly DirectorHost[];
}

/**
 * The real servers that a cluster serves by one method, sorry servers among them, each once. Without what other rules report (another family, no
 * host's address) and without the directors themselves (LocalNode), which need no way to a director. Those of source NAT need none by
 * their gateway either: they answer the director's own address.
 */
export function servedRealServers(
  cluster: Cluster,
  method: ForwardingMethod,
  hosts: DirectorHosts,
): readonly ServedRealServer[] {
  return byCluster(hosts)[method](cluster);
}

function collectServed(cluster: Cluster, method: ForwardingMethod, hosts: DirectorHosts): ServedRealServer[] {
  const all = hostsOf(cluster, hosts);
  const isDirector = ({ name, address }: RealServer) =>
    all.some((host) => host.name === name || host.byAddress.has(address.address.text));
  const served = new Map<RealServer, [VirtualServer, ...VirtualServer[]]>();
  for (const virtualServer of cluster.virtualServers) {
    if (method === 'NAT' && virtualServer.sourceNat) continue;
    for (const realServer of servedBy(method, cluster, virtualServer)) {
      if (realServer === undefined || isDirector(realServer)) continue;
      const rip = realServer.address.address;
      const isForwarded = method === 'TUN' || virtualServer.vips.some(({ family }) => family === rip.family);
      if (!isForwarded || notUnicast(rip) !== undefined) continue;
      const others = served.get(realServer);
      if (others === undefined) served.set(realServer, [virtualServer]);
      else if (others.at(-1) !== virtualServer) others.push(virtualServer);
    }
  }
  const byVip = new Map<string, readonly DirectorHost[]>();
  const ofVip = (vip: Address) => {
    const known = byVip.get(vip.text) ?? hostsOfVip(cluster, vip, hosts);
    byVip.set(vip.text, known);
    return known;
  };
  const directorsOf = ({ vip, vips }: VirtualServer) =>
    vips.length === 1 ? ofVip(vip) : [...new Set(vips.flatMap(ofVip))];
  return [...served].map(([realServer, virtualServers]) => {
    const [first, ...others] = virtualServers;
    const directors =
      others.length === 0 ? directorsOf(first) : [...new Set(virtualServers.flatMap(directorsOf))];
    return { realServer, virtualServers, directors };
  });
}

function servedBy(method: ForwardingMethod, cluster: Cluster, virtualServer: VirtualServer) {
  const { destinations, sorryServer } = virtualServer;
  const servers = destinations
    .filter(({ forwardingMethod }) => forwardingMethod === method)
    .map(({ realServer }) => realServer);
  return sorryServer?.forwardingMethod === method ? [...servers, sorryHost(cluster, virtualServer)] : servers;
}

/** The host of a definition that is the sorry server of a virtual server. */
export function sorryHost(
  { engine, realServers }: Cluster,
  { sorryServer }: VirtualServer,
): RealServer | undefined {
  if (engine !== 'keepalived' || sorryServer === undefined) return undefined;
  return realServers.find(({ address }) => address.address.text === sorryServer.address.text);
}

/** The subnets that a real server has an address in: that of its services first. */
export function subnetsOfRealServer(cluster: Cluster, realServer: RealServer): [Prefix, ...Prefix[]] {
  const others = realServer.interfaces.map(({ address, segment }) => segment?.subnet ?? address);
  return [subnetOfRealServer(cluster, realServer), ...others];
}

/** The subnet of a real server: its segment's, or by its own prefix length where no segment of the cluster has it. */
export function subnetOfRealServer(cluster: Cluster, { address }: RealServer): Prefix {
  let found: Prefix | undefined;
  for (const { subnet } of cluster.segments) {
    if (!contains(subnet, address.address)) continue;
    if (found === undefined || subnet.length > found.length) found = subnet;
  }
  return found ?? address;
}
