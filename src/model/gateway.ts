import type { Location } from '../diagnostic/finding.ts';
import { type Address, contains } from './address.ts';
import type { Cluster, RealServer, Segment } from './cluster.ts';
import { once } from './once.ts';
import type { Environment } from './repository.ts';

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
  const { named, bySegment } = gatewaysOf(environment);
  const key = hostKey(realServer);
  return (
    ownGateway(cluster, realServer) ??
    named.get(key) ??
    segmentGateway(cluster, realServer) ??
    bySegment.get(key)
  );
}

/** The first gateway that an environment has for each host. */
const gatewaysOf = once(({ clusters }: Environment) => {
  const named = new Map<string, Gateway>();
  const bySegment = new Map<string, Gateway>();
  for (const cluster of clusters) {
    for (const realServer of cluster.realServers) {
      const key = hostKey(realServer);
      const own = named.has(key) ? undefined : ownGateway(cluster, realServer);
      if (own !== undefined) named.set(key, own);
      const inherited = bySegment.has(key) ? undefined : segmentGateway(cluster, realServer);
      if (inherited !== undefined) bySegment.set(key, inherited);
    }
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

function segmentGateway(cluster: Cluster, { address }: RealServer): Gateway | undefined {
  for (const segment of cluster.segments) {
    if (segment.gateway === undefined || !contains(segment.subnet, address.address)) continue;
    return { address: segment.gateway, place: () => segment.origin.at('gateway'), segment, cluster };
  }
  return undefined;
}
