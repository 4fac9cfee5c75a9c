import type { Location } from '../diagnostic/finding.ts';
import { quote } from '../diagnostic/quote.ts';
import {
  type Address,
  contains,
  isBroadcastAddress,
  isLinkLocal,
  isNetworkAddress,
  overlap,
  type Prefix,
} from './address.ts';
import { notUnicast } from './address-kind.ts';
import type { Cluster, RealServer, Segment, VirtualServer, VrrpInstance } from './cluster.ts';
import {
  type DirectorHost,
  type DirectorHosts,
  servedRealServers,
  subnetOfRealServer,
} from './director-hosts.ts';
import { once } from './once.ts';

/** Where the replies of a NAT real server go. */
export interface ReturnPath {
  readonly realServer: RealServer;
  /** The first of those that it serves by NAT. */
  readonly virtualServer: VirtualServer;
  /** Those that can forward to it, at least one. */
  readonly directors: readonly DirectorHost[];
  readonly subnet: Prefix;
  readonly gateway: Gateway | undefined;
}

/** The real server's own gateway, or else its segment's. */
export interface Gateway {
  readonly address: Address;
  readonly place: () => Location;
  /** Absent when the real server itself names it. */
  readonly segment: Segment | undefined;
}

export function returnPaths(cluster: Cluster, hosts: DirectorHosts): readonly ReturnPath[] {
  return pathsByCluster(hosts)(cluster);
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
      gateway: gatewayOf(cluster, realServer),
    }),
  );
}

function gatewayOf(cluster: Cluster, { gateway, address, origin }: RealServer): Gateway | undefined {
  if (gateway !== undefined)
    return { address: gateway, place: () => origin.at('gateway'), segment: undefined };
  for (const segment of cluster.segments.values()) {
    if (segment.gateway === undefined || !contains(segment.subnet, address.address)) continue;
    return { address: segment.gateway, place: () => segment.origin.at('gateway'), segment };
  }
  return undefined;
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
    return instance.addresses.flatMap(({ address }, index): Way[] => {
      if (!contains(subnet, address) && !(isLinkLocal(address) && isOnSubnet(instance, subnet))) return [];
      const at = instance.origin.at('virtual_ipaddress', index);
      return [{ address, at, what: `the VIP of VRRP instance ${quote(instance.name)}` }];
    });
  });
}

/** Why no host of the subnet can have the address as its gateway, or undefined. */
export function badGateway(
  gateway: Address,
  subnet: Prefix,
): 'outside' | 'network' | 'broadcast' | undefined {
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
export function isUnusableGateway({ gateway, realServer, subnet }: ReturnPath): boolean {
  if (gateway === undefined) return false;
  const { address } = gateway;
  if (address.text === realServer.address.address.text) return true;
  return badGateway(address, subnet) !== undefined || notUnicast(address) !== undefined;
}

/** Whether a real server serves by NAT and by DR: no gateway is right for both. */
export function servesByBoth({ virtualServers }: Cluster, realServer: RealServer): boolean {
  const methods = new Set<string>();
  for (const { forwardingMethod, destinations } of virtualServers) {
    if (destinations.some((destination) => destination.realServer === realServer))
      methods.add(forwardingMethod);
  }
  return methods.size > 1;
}
