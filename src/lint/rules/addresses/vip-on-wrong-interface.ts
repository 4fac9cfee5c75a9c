import { isLinkLocal } from '../../../address/address.ts';
import { compareText, type Location } from '../../../diagnostic/finding.ts';
import { quote } from '../../../diagnostic/quote.ts';
import type { Cluster, Link, Segment } from '../../../model/cluster.ts';
import {
  type DirectorHost,
  type DirectorHosts,
  directorHosts,
  hostsOf,
} from '../../../model/director-hosts.ts';
import { type Vip, vipsOf } from '../../../model/vips.ts';
import { memberPlace } from '../../../model/vrrp-members.ts';
import type { RepositoryRule } from '../../rule.ts';

/**
 * The VIP is set on the interface that is named, and announced there after a failover. When its subnet is at another
 * interface, the routers that have to learn of the new owner never hear of it, and go on sending to the old one.
 */
export const vipOnWrongInterface: RepositoryRule = {
  id: 'vip-on-wrong-interface',
  severity: 'warning',
  summary: 'a VIP is put on another interface than the one whose subnet has it',
  catalogue: [],
  source: 'keepalived.conf(5), interface and virtual_ipaddress; RFC 5798, section 6.4.1',
  *repository({ environments, broadcastDomains }) {
    const isOnWire = ({ segments }: Attached, other: Segment | undefined) =>
      other !== undefined &&
      segments.some((segment) => broadcastDomains.get(segment) === broadcastDomains.get(other));
    for (const environment of environments.values()) {
      const hosts = directorHosts(environment);
      for (const cluster of environment.clusters) {
        for (const vip of vipsOf(cluster)) {
          if (isLinkLocal(vip.address) || vip.routed) continue;
          const places = placesOf(vip, cluster, hosts);
          const wrong = places.flatMap((place) => {
            const attached = place.director.attachedTo(vip.address);
            const [right] = attached;
            const isRight = attached.some(
              (own) => own.name === place.own.name || isOnWire(place.own, own.segment),
            );
            return right === undefined || isRight ? [] : [{ ...place, right }];
          });
          const [first] = wrong;
          // Where one director has the right interface, the other's is members-on-different-segments', unless adverts are unicast.
          if (first === undefined || (wrong.length < places.length && vip.instance?.unicast !== true))
            continue;
          const { own, director, right, place } = first;
          yield {
            message: `VIP ${quote(vip.address.text)} is put on ${quote(own.name)} of director ${quote(director.name)}, but its subnet is at ${quote(right.name)}`,
            hint: `set ${vip.dev === undefined ? 'interface' : 'dev'} to ${quote(right.name)}${own === LOOPBACK ? '' : `, or use an address of the subnet at ${quote(own.name)}`}`,
            at: vip.place(),
            related: [
              { at: place(), message: 'the interface that gets it' },
              { at: right.origin.at('address'), message: 'the interface whose subnet has it' },
            ],
            // All VIPs of an instance have its interface; those of two instances whose interfaces have changed places.
            sameAs: [cluster.file, director.name, ...[own.name, right.name].sort(compareText)].join(' '),
          };
        }
      }
    }
  },
};

/** An interface, or the loopback, which each host has and no segment. */
type Attached = Pick<Link, 'name' | 'segments'>;
const LOOPBACK: Attached = { name: 'lo', segments: [] };

interface Place {
  readonly director: DirectorHost;
  readonly own: Attached;
  readonly place: () => Location;
}

/** The interfaces that get a VIP, where the definition names them. */
function placesOf(vip: Vip, cluster: Cluster, hosts: DirectorHosts): Place[] {
  const { instance, dev, virtualServers } = vip;
  if (instance !== undefined) {
    return instance.members.flatMap((member): Place[] => {
      const director = hosts.hosts.get(member.directorName);
      const named = (): Attached | undefined =>
        director?.links.find(({ name }) => name === dev) ?? (dev === 'lo' ? LOOPBACK : undefined);
      const own = dev === undefined ? member.link : named();
      const place = (): Location =>
        dev === undefined
          ? memberPlace(instance, member, 'interface')
          : { ...vip.place(), path: [...vip.place().path, 'dev'] };
      return own === undefined || director === undefined ? [] : [{ director, own, place }];
    });
  }
  return virtualServers
    .filter(({ interfaceName }) => interfaceName !== undefined)
    .flatMap(({ interfaceName, origin }) =>
      hostsOf(cluster, hosts).flatMap((director): Place[] => {
        const own = director.links.find(({ name }) => name === interfaceName);
        return own === undefined ? [] : [{ director, own, place: () => origin.at('interface') }];
      }),
    );
}
