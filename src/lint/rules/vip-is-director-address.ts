import { quote } from '../../diagnostic/quote.ts';
import { isLinkLocal } from '../../model/address.ts';
import { notUnicast } from '../../model/address-kind.ts';
import type { Cluster, Director, Interface } from '../../model/cluster.ts';
import { groupBy } from '../../model/repository.ts';
import { type Vip, vipsOf } from '../../model/vips.ts';
import type { Problem, RepositoryRule } from '../rule.ts';

/**
 * A VIP moves, a director's own address stays. keepalived takes an own address in `virtual_ipaddress` for a leftover of
 * an earlier run: it does not send adverts from it, and removes it as BACKUP. The other directors get the address while
 * its host still has it. One director without VRRP can serve at its own address: nothing moves there.
 */
export const vipIsDirectorAddress: RepositoryRule = {
  id: 'vip-is-director-address',
  severity: 'error',
  summary: "a VIP is a director's own address",
  catalogue: ['A08'],
  source: 'keepalived 2.2.7, vrrp.c, remove_residual_vips; RFC 5798, section 1.6',
  *repository({ clusters }) {
    for (const sharing of groupBy(clusters, ({ routingDomain }) => routingDomain).values()) {
      const owners = ownersOf(sharing);
      for (const cluster of sharing) {
        for (const vip of vipsOf(cluster)) {
          const { address } = vip;
          const owner = owners.get(address.text);
          if (owner === undefined || isLinkLocal(address) || notUnicast(address) !== undefined) continue;
          if (!isAllowed(cluster, vip, owner)) yield toProblem(cluster, vip, owner);
        }
      }
    }
  },
};

interface Owner {
  readonly cluster: Cluster;
  readonly director: Director;
  readonly own: Interface;
}

function ownersOf(clusters: readonly Cluster[]): Map<string, Owner> {
  const owners = new Map<string, Owner>();
  for (const cluster of clusters) {
    for (const director of cluster.directors) {
      for (const own of director.interfaces) {
        const { text } = own.address.address;
        if (!owners.has(text)) owners.set(text, { cluster, director, own });
      }
    }
  }
  return owners;
}

function toProblem(cluster: Cluster, { address, place }: Vip, owner: Owner): Problem {
  const isOwn = isDirectorOf(cluster, owner);
  const of = isOwn ? '' : ` of cluster ${quote(owner.cluster.name)}`;
  const why = isOwn ? 'it cannot move to another director' : 'both hosts would have it';
  return {
    message: `VIP ${quote(address.text)} is the own address of director ${quote(owner.director.name)}${of}: ${why}`,
    hint: 'use an address that no host has',
    at: place(),
    related: [{ at: owner.own.origin.at('address'), message: "the director's address" }],
  };
}

/** Whether the host is one of the cluster's directors: the same one can stand in several definitions. */
function isDirectorOf(cluster: Cluster, owner: Owner): boolean {
  return (
    cluster.environment === owner.cluster.environment &&
    cluster.directors.some(({ name }) => name === owner.director.name)
  );
}

function isAllowed(cluster: Cluster, { instance }: Vip, owner: Owner): boolean {
  if (instance !== undefined || cluster.vrrpInstances.length > 0) return false;
  return new Set(cluster.directors.map(({ name }) => name)).size === 1 && isDirectorOf(cluster, owner);
}
