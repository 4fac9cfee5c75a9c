import { type Address, contains } from '../address/address.ts';
import type { Location } from '../diagnostic/finding.ts';
import { quote } from '../diagnostic/quote.ts';
import type { Cluster, RealServer } from './cluster.ts';
import { furtherAddresses } from './further-addresses.ts';
import type { Repository } from './repository.ts';
import { ByScope, scopesOf } from './scopes.ts';

/** Who has an address, other than as a director. */
export interface Taker {
  readonly cluster: Cluster;
  readonly kind: 'host' | 'router' | 'router of a real server';
  readonly what: string;
  readonly at: Location;
}

/** Who has an address in a scope of the cluster's: of each cluster the first. */
export type TakersOf = (cluster: Cluster, address: Address) => Taker[];

/** Who has each of the wanted addresses. */
export function takenAddresses(repository: Repository, isWanted: (text: string) => boolean): TakersOf {
  const scopes = scopesOf(repository);
  const taken = new Map<string, Taker[]>();
  const ofDirectors = directorAddresses(repository);
  for (const cluster of repository.clusters) {
    const add = (address: Address, kind: Taker['kind'], of: string, name: string, at: () => Location) => {
      if (!isWanted(address.text)) return;
      const isOther =
        kind === 'host' ? ofDirectors.get(cluster, address) === true : isNatGateway(cluster, address);
      if (isOther) return;
      for (const scope of scopes(cluster, address)) {
        const key = `${scope} ${address.text}`;
        const takers = taken.get(key) ?? [];
        if (takers.at(-1)?.cluster !== cluster) {
          takers.push({ cluster, kind, what: `the ${of} ${quote(name)}`, at: at() });
        }
        taken.set(key, takers);
      }
    };
    for (const { name, address, origin } of cluster.realServers) {
      add(address.address, 'host', 'address of real server', name, () => origin.at('address'));
    }
    for (const { realServer, own } of furtherAddresses(cluster)) {
      const at = () => own.origin.at('address');
      add(own.address.address, 'host', 'address of real server', realServer, at);
    }
    for (const { name, gateway, origin } of cluster.segments) {
      if (gateway !== undefined)
        add(gateway, 'router', 'gateway of segment', name, () => origin.at('gateway'));
    }
    for (const { name, gateway, origin } of cluster.realServers) {
      if (gateway === undefined) continue;
      add(gateway, 'router of a real server', 'gateway of real server', name, () => origin.at('gateway'));
    }
  }
  return (cluster, address) =>
    scopes(cluster, address).flatMap((scope) => taken.get(`${scope} ${address.text}`) ?? []);
}

/** A host that is a director, too, is vip-is-director-address's. */
function directorAddresses(repository: Repository): ByScope<true> {
  const addresses = new ByScope<true>(repository);
  for (const cluster of repository.clusters) {
    for (const { address } of cluster.directors.flatMap(({ interfaces }) => interfaces)) {
      addresses.add(cluster, address.address, true);
    }
  }
  return addresses;
}

/** Whether NAT real servers have it as their gateway, if only by their segment: then it is the directors'. */
function isNatGateway({ virtualServers, segments }: Cluster, { text }: Address): boolean {
  const ofSegment = segments.filter(({ gateway }) => gateway?.text === text);
  const isBehind = ({ gateway, address }: RealServer) =>
    gateway === undefined
      ? ofSegment.some(({ subnet }) => contains(subnet, address.address))
      : gateway.text === text;
  return virtualServers.some(
    ({ sourceNat, destinations }) =>
      !sourceNat &&
      destinations.some(
        ({ realServer, forwardingMethod }) =>
          forwardingMethod === 'NAT' && realServer !== undefined && isBehind(realServer),
      ),
  );
}
