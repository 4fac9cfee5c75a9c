import type { Address } from '../address/address.ts';
import { isLinkLocal } from '../address/address.ts';
import { PrefixIndex } from '../address/prefix-index.ts';
import type { Cluster, Segment } from './cluster.ts';
import { once } from './once.ts';
import type { BroadcastDomain, Repository } from './repository.ts';

/** Where an address must be alone: two places with one scope in common must not both have it. */
export type ScopesOf = (cluster: Cluster, address: Address) => readonly string[];

/**
 * The scopes of an address in a cluster: its routing domain, and the wires of the segments that have it, which the `id` of
 * a segment can make the same for several routing domains. A link-local address means another host on each wire, so that
 * it has none here.
 */
export const scopesOf = once((repository: Repository): ScopesOf => {
  const wires = sharedWires(repository);
  const segmentsOf = once((cluster: Cluster) => {
    const index = new PrefixIndex<number>();
    for (const segment of cluster.segments) {
      const wire = wires.get(segment);
      if (wire !== undefined) index.add(segment.subnet, wire);
    }
    return index;
  });
  return (cluster, address) => {
    if (isLinkLocal(address)) return [];
    const found = new Set(segmentsOf(cluster).around(address));
    return [`domain ${cluster.routingDomain}`, ...[...found].map((wire) => `wire ${wire}`)];
  };
});

/** The wires of several routing domains, by their segments: one routing domain is a scope already. */
function sharedWires({ broadcastDomains }: Repository): Map<Segment, number> {
  const shared = new Map<Segment, number>();
  for (const [number, { segments }] of [...new Set<BroadcastDomain>(broadcastDomains.values())].entries()) {
    const domains = new Set(segments.map(({ cluster }) => cluster.routingDomain));
    if (domains.size < 2) continue;
    for (const { segment } of segments) shared.set(segment, number);
  }
  return shared;
}

/** What has each address in each scope, the first one first. */
export class ByScope<Owner> {
  private readonly scopes: ScopesOf;
  private readonly owners = new Map<string, Owner>();

  constructor(repository: Repository) {
    this.scopes = scopesOf(repository);
  }

  /** The first one that has the address in a scope of the cluster's. */
  get(cluster: Cluster, address: Address): Owner | undefined {
    for (const scope of this.scopes(cluster, address)) {
      const owner = this.owners.get(`${scope} ${address.text}`);
      if (owner !== undefined) return owner;
    }
    return undefined;
  }

  /** Sets the owner in all scopes of the cluster's where there is none yet. */
  add(cluster: Cluster, address: Address, owner: Owner): void {
    for (const scope of this.scopes(cluster, address)) {
      const key = `${scope} ${address.text}`;
      if (!this.owners.has(key)) this.owners.set(key, owner);
    }
  }
}
