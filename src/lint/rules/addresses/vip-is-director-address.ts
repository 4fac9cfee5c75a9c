import { notUnicast } from '../../../address/address-kind.ts';
import { quote } from '../../../diagnostic/quote.ts';
import type { Cluster, Director, Interface, VirtualServer } from '../../../model/cluster.ts';
import { forwardsBy } from '../../../model/forwarding.ts';
import type { Repository } from '../../../model/repository.ts';
import { ByScope } from '../../../model/scopes.ts';
import { type Vip, vipsOf } from '../../../model/vips.ts';
import type { Problem, RepositoryRule } from '../../rule.ts';

/**
 * A VIP moves, a director's own address stays. keepalived takes an own address in `virtual_ipaddress` for a leftover of
 * an earlier run: it does not send adverts from it, and removes it as BACKUP. The other directors get the address while
 * its host still has it. One director without VRRP can serve by NAT at its own address: nothing moves there. By DR it
 * cannot: its real servers have the VIP, too, and drop what comes from it, such as the director's ARP, as a martian.
 */
export const vipIsDirectorAddress: RepositoryRule = {
  id: 'vip-is-director-address',
  severity: 'error',
  summary: "a VIP is a director's own address",
  catalogue: ['A08'],
  source: 'keepalived 2.2.7, vrrp.c, remove_residual_vips; RFC 5798, section 1.6',
  *repository(repository) {
    const owners = ownersOf(repository);
    for (const cluster of repository.clusters) {
      for (const vip of vipsOf(cluster)) {
        const { address } = vip;
        const owner = owners.get(cluster, address);
        if (owner === undefined || notUnicast(address) !== undefined) continue;
        if (!isFixed(cluster, vip, owner)) yield toProblem(cluster, vip, owner);
        else yield* withRealServers(vip, owner);
      }
    }
  },
};

interface Owner {
  readonly cluster: Cluster;
  readonly director: Director;
  readonly own: Interface;
}

function ownersOf(repository: Repository): ByScope<Owner> {
  const owners = new ByScope<Owner>(repository);
  for (const cluster of repository.clusters) {
    for (const director of cluster.directors) {
      for (const own of director.interfaces) {
        owners.add(cluster, own.address.address, { cluster, director, own });
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

/** A VIP that stays with its director, and that DR real servers have on `lo`. */
function* withRealServers({ address, virtualServers }: Vip, { director, own }: Owner): Iterable<Problem> {
  const service = virtualServers.find((virtualServer) => !isNatAlone(virtualServer));
  if (service === undefined) return;
  const method = forwardsBy(service, 'DR') ? 'DR' : 'TUN';
  yield {
    message: `VIP ${quote(address.text)} of ${method} service ${quote(service.name)} is the own address of director ${quote(director.name)}: its real servers drop all that comes from it, ARP first`,
    hint: `use another address: a ${method} real server has the VIP, too`,
    at: service.vipPlace(address),
    related: [{ at: own.origin.at('address'), message: "the director's address" }],
    restsOn: [service.origin.at('lvs_method')],
  };
}

function isNatAlone(virtualServer: VirtualServer): boolean {
  return !forwardsBy(virtualServer, 'DR') && !forwardsBy(virtualServer, 'TUN');
}

/** Whether the VIP cannot move: a single director has it, and no VRRP. */
function isFixed(cluster: Cluster, { instance }: Vip, owner: Owner): boolean {
  if (instance !== undefined || cluster.vrrpInstances.length > 0) return false;
  return new Set(cluster.directors.map(({ name }) => name)).size === 1 && isDirectorOf(cluster, owner);
}
