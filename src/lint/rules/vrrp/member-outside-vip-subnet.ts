import { isLinkLocal } from '../../../address/address.ts';
import { notUnicast } from '../../../address/address-kind.ts';
import { quote } from '../../../diagnostic/quote.ts';
import { quoteList } from '../../../diagnostic/quote-list.ts';
import { type DirectorHost, directorHosts } from '../../../model/director-hosts.ts';
import { isOnWireOf } from '../../../model/vip-wires.ts';
import { type Vip, vipsOf } from '../../../model/vips.ts';
import { distinctMembers } from '../../../model/vrrp-members.ts';
import type { Problem, RepositoryRule } from '../../rule.ts';

/**
 * Unicast adverts are routed, and so a VRRP instance can have members on several wires. Its VIP cannot: neighbours ask for it
 * on the wire of its subnet alone, where a MASTER on another wire does not hear them.
 */
export const memberOutsideVipSubnet: RepositoryRule = {
  id: 'member-outside-vip-subnet',
  severity: 'error',
  summary: 'a VIP is in a subnet of one member of its VRRP instance, and in none of another one',
  catalogue: [],
  source: 'RFC 5798, section 1.1; RFC 826; acassen/keepalived#2505, #2256',
  *repository(repository) {
    const isAttached = isOnWireOf(repository);
    for (const environment of repository.environments.values()) {
      const { hosts } = directorHosts(environment);
      for (const cluster of environment.clusters) {
        for (const vip of vipsOf(cluster)) {
          const { address, instance, routed, dev } = vip;
          if (instance === undefined || routed || isLinkLocal(address) || notUnicast(address) !== undefined)
            continue;
          // Members of a multicast instance are on one wire: members-on-different-segments.
          if (instance.family !== address.family || (!instance.unicast && dev === undefined)) continue;
          const members = distinctMembers(instance).flatMap(
            ({ directorName }) => hosts.get(directorName) ?? [],
          );
          const outside = members.filter((host) => !isAttached(host, address));
          const inside = members.filter((host) => !outside.includes(host));
          if (outside.length > 0 && inside.length > 0) yield problemOf(vip, inside, outside);
        }
      }
    }
  },
};

function problemOf(
  { address, place }: Vip,
  inside: readonly DirectorHost[],
  outside: readonly DirectorHost[],
): Problem {
  const [own] = inside.flatMap(({ attachedTo }) => attachedTo(address));
  const names = quoteList(outside.map(({ name }) => name));
  return {
    message: `VIP ${quote(address.text)} is in a subnet of ${quoteList(inside.map(({ name }) => name))} and in none of ${names}: while ${names} ${outside.length === 1 ? 'is' : 'are'} MASTER, nobody reaches it`,
    hint: 'use an address outside the subnets of the directors, with routed: true, that routers lead to the MASTER; or attach all members to one wire (segments that are one have one id)',
    at: place(),
    related: [
      ...(own === undefined ? [] : [{ at: own.origin.at('address'), message: 'the subnet of the VIP' }]),
      ...outside
        .flatMap(({ interfaces }) => interfaces.slice(0, 1))
        .map(({ origin }) => ({ at: origin.at('address'), message: 'a member outside it' })),
    ],
  };
}
