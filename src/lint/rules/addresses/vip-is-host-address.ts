import { contains, isLinkLocal } from '../../../address/address.ts';
import { notUnicast } from '../../../address/address-kind.ts';
import { quote } from '../../../diagnostic/quote.ts';
import type { Cluster } from '../../../model/cluster.ts';
import { needsGateway } from '../../../model/forwarding.ts';
import type { Repository } from '../../../model/repository.ts';
import { reservedAddresses } from '../../../model/reserved-addresses.ts';
import { type Taker, takenAddresses } from '../../../model/taken-addresses.ts';
import { type Vip, vipsOf } from '../../../model/vips.ts';
import type { RepositoryRule } from '../../rule.ts';

/**
 * Two hosts that answer ARP for one address take packets from each other. An address that the directors have as the
 * gateway of NAT real servers is theirs, and so is a VIP without a service that others route by: those are no collisions.
 */
export const vipIsHostAddress: RepositoryRule = {
  id: 'vip-is-host-address',
  severity: 'error',
  summary: 'a VIP is the address of a real server, of a gateway, or of a host that lvsgen.yaml reserves',
  catalogue: ['A09'],
  source: 'RFC 5227, section 1',
  *repository(repository) {
    const reserved = reservedAddresses(repository);
    const { clusters } = repository;
    const vips = new Set(clusters.flatMap((cluster) => vipsOf(cluster).map(({ address }) => address.text)));
    const takersOf = takenAddresses(repository, (text) => vips.has(text));
    for (const cluster of clusters) {
      for (const vip of vipsOf(cluster)) {
        const { address, place } = vip;
        const other = takersOf(cluster, address).find(
          (taker) => collides(taker, vip, cluster) && !isItself(taker, vip, cluster, repository),
        );
        const what = other?.what ?? (reserved.has(address.text) ? 'reserved in lvsgen.yaml' : undefined);
        if (what === undefined || notUnicast(address) !== undefined || isLinkLocal(address)) continue;
        yield {
          message: `VIP ${quote(address.text)} is ${what}`,
          hint: 'use an address that no host has',
          at: place(),
          ...(other === undefined ? {} : { related: [{ at: other.at, message: 'the same address' }] }),
        };
      }
    }
  },
};

/**
 * A VIP without a service is an address that others route by, in a cluster that can route: one with NAT. The gateways
 * of a real server of the same directors are dr-real-server-gateway-is-director's.
 */
function collides({ cluster: owner, kind }: Taker, { virtualServers }: Vip, cluster: Cluster): boolean {
  if (kind === 'host') return true;
  if (kind === 'router of a real server' && shareDirectors(owner, cluster)) return false;
  if (virtualServers.length > 0) return true;
  return owner === cluster && !cluster.virtualServers.some(needsGateway);
}

/**
 * Whether a gateway is meant to be the VIP: a VRRP instance has it on the gateway's own segment, so that the directors
 * route for the hosts there. Not those of a DR service of the same directors, which need another router.
 */
function isItself(taker: Taker, vip: Vip, cluster: Cluster, { broadcastDomains }: Repository): boolean {
  if (taker.kind === 'host' || vip.instance === undefined) return false;
  const segments = taker.cluster.segments.filter(({ subnet }) => contains(subnet, vip.address));
  const wires = new Set(segments.map((segment) => broadcastDomains.get(segment)));
  const isThere = vip.instance.members.some(
    ({ interface: own }) => own?.segment !== undefined && wires.has(broadcastDomains.get(own.segment)),
  );
  if (!isThere || !shareDirectors(taker.cluster, cluster)) return isThere;
  return !taker.cluster.virtualServers.some(({ destinations }) =>
    destinations.some(
      ({ realServer, forwardingMethod }) =>
        forwardingMethod !== 'NAT' &&
        realServer !== undefined &&
        segments.some(({ subnet }) => contains(subnet, realServer.address.address)),
    ),
  );
}

function shareDirectors(a: Cluster, b: Cluster): boolean {
  if (a === b) return true;
  const names = new Set(a.directors.map(({ name }) => name));
  return a.environment === b.environment && b.directors.some(({ name }) => names.has(name));
}
