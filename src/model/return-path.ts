import {
  type Address,
  contains,
  isBroadcastAddress,
  isLinkLocal,
  isNetworkAddress,
  overlap,
  type Prefix,
} from '../address/address.ts';
import { notUnicast } from '../address/address-kind.ts';
import type { Location } from '../diagnostic/finding.ts';
import { quote } from '../diagnostic/quote.ts';
import type { Cluster, RealServer, VirtualServer, VrrpInstance } from './cluster.ts';
import {
  type DirectorHost,
  type DirectorHosts,
  servedRealServers,
  subnetOfRealServer,
  subnetsOfRealServer,
} from './director-hosts.ts';
import { destinationsAt } from './forwarding.ts';
import { type Gateway, gatewayOf, hostKey } from './gateway.ts';
import { once } from './once.ts';
import { placeKey } from './place-key.ts';

/** Where the replies of a NAT real server go. */
export interface ReturnPath {
  readonly realServer: RealServer;
  /** The first of those that it serves by NAT. */
  readonly virtualServer: VirtualServer;
  /** Those that can forward to it, at least one. */
  readonly directors: readonly DirectorHost[];
  readonly subnet: Prefix;
  /** Those of its other interfaces, too. */
  readonly subnets: readonly Prefix[];
  readonly gateway: Gateway | undefined;
}

export function returnPaths(cluster: Cluster, hosts: DirectorHosts): readonly ReturnPath[] {
  return pathsByCluster(hosts)(cluster);
}

/** Return paths with one fault in common. */
export interface WrongPaths {
  readonly cluster: Cluster;
  /** Of the definition that names the gateway, where its services are among those with the fault. */
  readonly path: ReturnPath;
  /** The names of all real servers that have the gateway from there. */
  readonly names: readonly string[];
}

/** The wrong return paths of an environment, once for each place that names their gateway, or each host without one. */
export function wrongPaths(
  hosts: DirectorHosts,
  isWrong: (path: ReturnPath, cluster: Cluster) => boolean,
): WrongPaths[] {
  const groups = new Map<string, { cluster: Cluster; path: ReturnPath; names: Set<string> }>();
  for (const cluster of hosts.environment.clusters) {
    for (const path of returnPaths(cluster, hosts)) {
      if (!isWrong(path, cluster)) continue;
      const { gateway, realServer } = path;
      const key = gateway === undefined ? hostKey(realServer) : placeKey(gateway.place());
      const group = groups.get(key);
      if (group === undefined) groups.set(key, { cluster, path, names: new Set([realServer.name]) });
      else {
        group.names.add(realServer.name);
        if (gateway?.cluster === cluster && group.cluster !== cluster)
          Object.assign(group, { cluster, path });
      }
    }
  }
  return [...groups.values()].map((group) => ({ ...group, names: [...group.names] }));
}

/** The real server that has its gateway from elsewhere: from its segment, or from another definition. */
export function inheritedBy(
  { gateway, realServer }: ReturnPath,
  cluster: Cluster,
): { readonly at: Location; readonly message: string }[] {
  if (gateway === undefined || (gateway.segment === undefined && gateway.cluster === cluster)) return [];
  return [{ at: realServer.origin.self(), message: 'this real server has its gateway from there' }];
}

const pathsByCluster = once((hosts: DirectorHosts) =>
  once((cluster: Cluster) => collectPaths(cluster, hosts)),
);

function collectPaths(cluster: Cluster, hosts: DirectorHosts): ReturnPath[] {
  return servedRealServers(cluster, 'NAT', hosts).map(
    ({ realServer, virtualServers: [virtualServer], directors }) => ({
      realServer,
      virtualServer,
      directors,
      subnet: subnetOfRealServer(cluster, realServer),
      subnets: subnetsOfRealServer(cluster, realServer),
      gateway: gatewayOf(cluster, realServer, hosts.environment),
    }),
  );
}

/** Whether a gateway on the real server's subnet is an address that its directors pass on among each other. */
export function isFloating({ gateway, directors, subnet }: ReturnPath, hosts: DirectorHosts): boolean {
  if (gateway === undefined) return false;
  return (hosts.instancesByVip.get(gateway.address.text) ?? []).some(
    ({ instance }) =>
      instance.members.some(({ directorName }) => directors.some(({ name }) => name === directorName)) &&
      (!isLinkLocal(gateway.address) || isOnSubnet(instance, subnet)),
  );
}

function isOnSubnet({ members }: VrrpInstance, subnet: Prefix): boolean {
  return members.some(
    ({ interface: own }) => own?.segment !== undefined && overlap(own.segment.subnet, subnet),
  );
}

/** An address that a real server's replies can be sent to. */
export interface Way {
  readonly address: Address;
  readonly at: Location;
  /** For a hint: `the VIP of VRRP instance "INNER"`. */
  readonly what: string;
}

/** The directors' own addresses on the real server's subnet. */
export function ownWays({ directors, subnet }: ReturnPath): Way[] {
  return directors.flatMap(({ name, interfaces }) =>
    interfaces
      .filter(
        ({ address }) => contains(subnet, address.address) || (isSingle(subnet) && overlap(address, subnet)),
      )
      .map(({ address, origin, segmentName }) => ({
        address: address.address,
        at: origin.at('address'),
        what: `the address of ${quote(name)} on ${quote(segmentName)}`,
      })),
  );
}

/** The addresses on the real server's subnet that its directors pass on among each other. */
export function floatingWays({ directors, subnet }: ReturnPath, hosts: DirectorHosts): Way[] {
  const names = new Set(directors.map(({ name }) => name));
  const instances = new Set(
    [...hosts.instancesByVip.values()].flatMap((all) => all.map(({ instance }) => instance)),
  );
  return [...instances].flatMap((instance) => {
    if (!instance.members.some(({ directorName }) => names.has(directorName))) return [];
    return instance.vips.flatMap(({ prefix: { address }, place }): Way[] => {
      if (!contains(subnet, address) && !(isLinkLocal(address) && isOnSubnet(instance, subnet))) return [];
      return [{ address, at: place(), what: `the VIP of VRRP instance ${quote(instance.name)}` }];
    });
  });
}

type BadGateway = 'outside' | 'network' | 'broadcast';

/** Why a host with addresses in several subnets cannot have the address as its gateway, or undefined. */
export function badGatewayFor(gateway: Address, subnets: readonly Prefix[]): BadGateway | undefined {
  const faults = subnets.map((subnet) => badGateway(gateway, subnet));
  if (faults.includes(undefined)) return undefined;
  return faults.find((fault) => fault !== 'outside') ?? 'outside';
}

/** Why no host of the subnet can have the address as its gateway, or undefined. */
export function badGateway(gateway: Address, subnet: Prefix): BadGateway | undefined {
  if (isLinkLocal(gateway) && subnet.address.family === 'inet6') return undefined;
  // A host's route of a single address says nothing of the wire: the way to the gateway is configured apart.
  if (!isSingle(subnet) && !contains(subnet, gateway)) return 'outside';
  if (isNetworkAddress(subnet, gateway)) return 'network';
  return isBroadcastAddress(subnet, gateway) ? 'broadcast' : undefined;
}

function isSingle(subnet: Prefix): boolean {
  return subnet.first === subnet.last;
}

/** Whether a gateway is a fault by itself, whoever has it: real-server-gateway-outside-subnet. */
export function isUnusableGateway({ gateway, realServer, subnets }: ReturnPath): boolean {
  if (gateway === undefined) return false;
  const { address } = gateway;
  if (address.text === realServer.address.address.text) return true;
  return badGatewayFor(address, subnets) !== undefined || notUnicast(address) !== undefined;
}

/**
 * Whether a host serves by NAT and by DR or TUN, in whatever definition that shares a director with the cluster: no gateway is
 * right for both.
 */
export function servesByBoth(
  cluster: Cluster,
  { name }: RealServer,
  { environment }: DirectorHosts,
): boolean {
  const directors = new Set(cluster.directors.map((director) => director.name));
  const parts = environment.hosts.get(name)?.realServers ?? [];
  const methods = new Set(
    parts
      .filter((part) => part.cluster.directors.some((director) => directors.has(director.name)))
      .flatMap(({ virtualServers, realServer }) =>
        virtualServers.flatMap((virtualServer) => {
          const { sorryServer, sourceNat } = virtualServer;
          const isSorry = sorryServer?.address.text === realServer.address.address.text;
          return [...destinationsAt(virtualServer, realServer), ...(isSorry ? [sorryServer] : [])].map(
            ({ forwardingMethod }) => forwardingMethod === 'NAT' && !sourceNat,
          );
        }),
      ),
  );
  return methods.size > 1;
}
