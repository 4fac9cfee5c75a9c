import { type Address, contains } from '../address/address.ts';
import type { Location } from '../diagnostic/finding.ts';
import type { Cluster, RealServer, Segment } from './cluster.ts';
import { once } from './once.ts';
import type { Environment, Host } from './repository.ts';

/** Where a host sends what is for other subnets. */
export interface Gateway {
  readonly address: Address;
  readonly place: () => Location;
  /** Absent when the real server itself names it. */
  readonly segment: Segment | undefined;
  /** The definition that says it. */
  readonly cluster: Cluster;
}

/**
 * The gateway of a real server: its own, or that of the same host in another definition of the environment, or else its
 * segment's. A host has one, and not every definition that serves it needs to say so.
 */
export function gatewayOf(
  cluster: Cluster,
  realServer: RealServer,
  environment: Environment,
): Gateway | undefined {
  return hostGateway(environment.hosts.get(realServer.name) as Host, cluster, realServer);
}

/** The same, of a host that is at hand. */
export function hostGateway(host: Host, cluster: Cluster, realServer: RealServer): Gateway | undefined {
  const { named, bySegment } = gatewaysOf(host);
  const key = hostKey(realServer);
  return (
    ownGateway(cluster, realServer) ??
    named.get(key) ??
    segmentGateway(cluster, realServer) ??
    bySegment.get(key)
  );
}

/** The first gateway that the definitions have for each address of a host. */
const gatewaysOf = once(({ realServers }: Host) => {
  const named = new Map<string, Gateway>();
  const bySegment = new Map<string, Gateway>();
  for (const { cluster, realServer } of realServers) {
    const key = hostKey(realServer);
    const own = named.has(key) ? undefined : ownGateway(cluster, realServer);
    if (own !== undefined) named.set(key, own);
    const inherited = bySegment.has(key) ? undefined : segmentGateway(cluster, realServer);
    if (inherited !== undefined) bySegment.set(key, inherited);
  }
  return { named, bySegment };
});

/** A host with its address, within an environment: a second address is on another wire, or a fault of its own. */
export function hostKey({ name, address }: RealServer): string {
  return `${name} ${address.address.text}`;
}

function ownGateway(cluster: Cluster, { gateway, origin }: RealServer): Gateway | undefined {
  if (gateway === undefined) return undefined;
  return { address: gateway, place: () => origin.at('gateway'), segment: undefined, cluster };
}

/** Of the segment with its address, or else of the first that has one of those that its interfaces are attached to. */
function segmentGateway(cluster: Cluster, { address, links }: RealServer): Gateway | undefined {
  const own = cluster.segments.filter(({ subnet }) => contains(subnet, address.address));
  for (const segment of [...own, ...links.flatMap(({ segments }) => segments)]) {
    if (segment.gateway?.family !== address.address.family) continue;
    return { address: segment.gateway, place: () => segment.origin.at('gateway'), segment, cluster };
  }
  return undefined;
}
