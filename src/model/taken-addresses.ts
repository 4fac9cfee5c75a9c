import type { Location } from '../diagnostic/finding.ts';
import { quote } from '../diagnostic/quote.ts';
import { type Address, contains } from './address.ts';
import type { Cluster, RealServer } from './cluster.ts';

/** Who has an address, other than as a director. */
export interface Taker {
  readonly cluster: Cluster;
  readonly kind: 'host' | 'router' | 'router of a real server';
  readonly what: string;
  readonly at: Location;
}

/**
 * Who has each of the wanted addresses, by its text: of each cluster the first.
 *
 * @param clusters of one routing domain.
 */
export function takenAddresses(
  clusters: readonly Cluster[],
  isWanted: (text: string) => boolean,
): Map<string, Taker[]> {
  const taken = new Map<string, Taker[]>();
  const ofDirectors = directorAddresses(clusters);
  for (const cluster of clusters) {
    const add = (address: Address, kind: Taker['kind'], of: string, name: string, at: () => Location) => {
      if (!isWanted(address.text)) return;
      if (kind === 'host' ? ofDirectors.has(address.text) : isNatGateway(cluster, address)) return;
      const takers = taken.get(address.text) ?? [];
      if (takers.at(-1)?.cluster !== cluster) {
        takers.push({ cluster, kind, what: `the ${of} ${quote(name)}`, at: at() });
      }
      taken.set(address.text, takers);
    };
    for (const { name, address, origin } of cluster.realServers) {
      add(address.address, 'host', 'address of real server', name, () => origin.at('address'));
    }
    for (const { name, gateway, origin } of cluster.segments.values()) {
      if (gateway !== undefined)
        add(gateway, 'router', 'gateway of segment', name, () => origin.at('gateway'));
    }
    for (const { name, gateway, origin } of cluster.realServers) {
      if (gateway === undefined) continue;
      add(gateway, 'router of a real server', 'gateway of real server', name, () => origin.at('gateway'));
    }
  }
  return taken;
}

/** A host that is a director, too, is vip-is-director-address's. */
function directorAddresses(clusters: readonly Cluster[]): Set<string> {
  const interfaces = clusters.flatMap(({ directors }) =>
    directors.flatMap((director) => director.interfaces),
  );
  return new Set(interfaces.map(({ address }) => address.address.text));
}

/** Whether NAT real servers have it as their gateway, if only by their segment: then it is the directors'. */
function isNatGateway({ virtualServers, segments }: Cluster, { text }: Address): boolean {
  const ofSegment = [...segments.values()].filter(({ gateway }) => gateway?.text === text);
  const isBehind = ({ gateway, address }: RealServer) =>
    gateway === undefined
      ? ofSegment.some(({ subnet }) => contains(subnet, address.address))
      : gateway.text === text;
  return virtualServers.some(
    ({ forwardingMethod, destinations }) =>
      forwardingMethod === 'NAT' &&
      destinations.some(({ realServer }) => realServer !== undefined && isBehind(realServer)),
  );
}
