import { isLinkLocal } from '../../../address/address.ts';
import { notUnicast } from '../../../address/address-kind.ts';
import { quote } from '../../../diagnostic/quote.ts';
import type { Cluster } from '../../../model/cluster.ts';
import { directorHosts, hostsOf } from '../../../model/director-hosts.ts';
import { placeKey } from '../../../model/place-key.ts';
import type { Repository } from '../../../model/repository.ts';
import { isOnWireOf } from '../../../model/vip-wires.ts';
import { type Vip, vipsOf } from '../../../model/vips.ts';
import type { Problem, RepositoryRule } from '../../rule.ts';

/**
 * Routers and neighbours send ARP requests for a VIP when it is in a subnet of theirs. Outside the directors' subnets
 * nobody asks, and packets come only by a route that somebody else has to set: `routed: true` says that there is one. What
 * moves an address of a cloud is no other case.
 * A further subnet of the same wire is a segment with the same `id`.
 */
export const vipOutsideSubnets: RepositoryRule = {
  id: 'vip-outside-subnets',
  severity: 'warning',
  summary: 'a VIP is in no subnet of the directors, and nothing says that it is routed',
  catalogue: ['A07'],
  source: 'RFC 826; RFC 1122, section 3.3.1.1; acassen/keepalived#2127',
  *repository(repository) {
    const routed = routedVips(repository);
    const reported = new Set<string>();
    const isAttached = isOnWireOf(repository);
    for (const environment of repository.environments.values()) {
      const hosts = directorHosts(environment);
      for (const cluster of environment.clusters) {
        const directors = hostsOf(cluster, hosts);
        for (const vip of vipsOf(cluster)) {
          const { address, instance } = vip;
          if (notUnicast(address) !== undefined || isLinkLocal(address)) continue;
          if (directors.some((director) => isAttached(director, address))) continue;
          const key = `${cluster.routingDomain} ${address.text}`;
          if (routed.has(key) || reported.has(key) || reported.has(placeKey(vip.place()))) continue;
          // keepalived drops an address of another family than the instance's: mixed-address-families.
          if (instance !== undefined && instance.family !== address.family) continue;
          reported.add(key).add(placeKey(vip.place()));
          yield toProblem(vip, cluster);
        }
      }
    }
  },
};

function routedVips({ clusters }: Repository): Set<string> {
  return new Set(
    clusters.flatMap((cluster) =>
      vipsOf(cluster).flatMap(({ address, routed }) =>
        routed ? [`${cluster.routingDomain} ${address.text}`] : [],
      ),
    ),
  );
}

function toProblem(
  { address, place, instance, virtualServers: [service] }: Vip,
  { directors }: Cluster,
): Problem {
  const owner = service === undefined ? 'this VIP' : quote(service.name);
  const asked = address.family === 'inet6' ? 'neighbour discovery' : 'ARP';
  const [director] = directors;
  return {
    message: `VIP ${quote(address.text)} is in no subnet of the directors: nobody asks them for it by ${asked}`,
    hint: `use an address of a subnet that the directors are attached to; or set routed: true on ${owner} when others lead it to the directors`,
    at: place(),
    restsOn: [place(), ...(service === undefined ? [] : [service.vipPlace(address)])],
    related: [
      ...(instance === undefined || service === undefined
        ? []
        : [{ at: service.vipPlace(address), message: 'its service' }]),
      ...(director === undefined
        ? []
        : [{ at: director.origin.keyOf('interfaces'), message: "the director's subnets" }]),
    ],
  };
}
