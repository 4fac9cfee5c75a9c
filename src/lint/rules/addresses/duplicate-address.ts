import { notUnicast } from '../../../address/address-kind.ts';
import { quote } from '../../../diagnostic/quote.ts';
import type { Cluster, Director, Interface, RealServer } from '../../../model/cluster.ts';
import { furtherAddresses } from '../../../model/further-addresses.ts';
import { ByScope } from '../../../model/scopes.ts';
import type { RepositoryRule } from '../../rule.ts';

/**
 * Two hosts with one address both answer ARP for it, and IPVS takes a real server with an address of the director's for
 * the director itself. A host is known by its name: one that is a director and a real server (LocalNode), or stands in
 * several definitions, has one name in all of them.
 */
export const duplicateAddress: RepositoryRule = {
  id: 'duplicate-address',
  severity: 'error',
  summary:
    'two hosts of one routing domain or broadcast domain, or two interfaces of one director, have the same address',
  catalogue: ['A16'],
  source: 'RFC 5227, section 1; ipvsadm(8), the note on addresses of the local node',
  *repository(repository) {
    const first = new ByScope<Owner>(repository);
    for (const owner of repository.clusters.flatMap(ownersOf)) {
      const { address } = owner.part.address;
      const other = first.get(owner.cluster, address);
      first.add(owner.cluster, address, owner);
      if (other === undefined || isSame(owner, other) || notUnicast(address) !== undefined) continue;
      const isOneHost = hostOf(owner) === hostOf(other);
      yield {
        message: `${whatOf(owner)} has address ${quote(address.text)}, and so has ${whatOf(other)}`,
        hint:
          (owner.director === undefined || other.director === undefined) && !isOneHost
            ? 'give each host its own address, or one name where they are the same host'
            : 'give each its own address',
        at: owner.part.origin.at('address'),
        related: [{ at: other.part.origin.at('address'), message: 'the same address' }],
        doubts: [owner, other].map(({ part }) => part.origin.at('address')),
        // Of two definitions it is one host, which one of them calls by another name.
        ...(owner.cluster === other.cluster
          ? {}
          : { restsOn: [owner, other].map(({ director, part }) => (director ?? part).origin.self()) }),
      };
    }
  },
};

interface Owner {
  readonly cluster: Cluster;
  /** Absent for a real server. */
  readonly director: Director | undefined;
  readonly part: Interface | RealServer;
}

function ownersOf(cluster: Cluster): Owner[] {
  return [
    ...cluster.directors.flatMap((director) =>
      director.interfaces.map((part): Owner => ({ cluster, director, part })),
    ),
    ...cluster.realServers.map((part): Owner => ({ cluster, director: undefined, part })),
    ...furtherAddresses(cluster).map(({ realServer, own }): Owner => {
      return { cluster, director: undefined, part: { ...own, name: realServer } };
    }),
  ];
}

/** Names that differ by case are a fault of their own. */
function hostOf({ cluster, director, part }: Owner): string {
  return `${cluster.environment} ${(director ?? part).name.toLowerCase()}`;
}

function whatOf({ director, part }: Owner): string {
  return director === undefined
    ? `real server ${quote(part.name)}`
    : `${quote(part.name)} of director ${quote(director.name)}`;
}

/** One host of two definitions with its address at two interfaces is host-described-differently's. */
function isSame(a: Owner, b: Owner): boolean {
  if (hostOf(a) !== hostOf(b)) return false;
  if (a.director === undefined || b.director === undefined || a.cluster !== b.cluster) return true;
  return a.part.name === b.part.name;
}
