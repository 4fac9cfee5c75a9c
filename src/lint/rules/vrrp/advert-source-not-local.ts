import { parseAddress } from '../../../address/address.ts';
import { quote } from '../../../diagnostic/quote.ts';
import { quoteList } from '../../../diagnostic/quote-list.ts';
import type { Member, VrrpInstance } from '../../../model/cluster.ts';
import { type DirectorHost, directorHosts } from '../../../model/director-hosts.ts';
import { memberPlace } from '../../../model/vrrp-members.ts';
import type { Problem, RepositoryRule } from '../../rule.ts';

/**
 * A member sends its adverts from an address of its own, and with unicast it listens there, too. keepalived cannot bind
 * to one that the host does not have, and the instance is in FAULT; a multicast advert leaves with a source that is
 * somebody else's.
 */
export const advertSourceNotLocal: RepositoryRule = {
  id: 'advert-source-not-local',
  severity: 'error',
  oncePerPlace: true,
  summary: 'a member of a VRRP instance sends its adverts from an address that its director does not have',
  catalogue: ['V25', 'V27'],
  source:
    'keepalived.conf(5), unicast_src_ip, mcast_src_ip; keepalived 2.2.7, vrrp.c, open_vrrp_read_socket ("bind unicast_src … failed")',
  *repository({ environments }) {
    for (const environment of environments.values()) {
      const { hosts } = directorHosts(environment);
      for (const { vrrpInstances } of environment.clusters) {
        for (const instance of vrrpInstances) {
          for (const member of instance.members) {
            const problem = problemOf(instance, member, hosts.get(member.directorName));
            if (problem !== undefined) yield problem;
          }
        }
      }
    }
  },
};

function problemOf(
  instance: VrrpInstance,
  member: Member,
  host: DirectorHost | undefined,
): Problem | undefined {
  const word = instance.unicast ? 'unicast_src_ip' : 'mcast_src_ip';
  const address = parseAddress(String(member.options[word]));
  // Another family is another rule's.
  if (host === undefined || member.director === undefined || address?.family !== instance.family)
    return undefined;
  if (host.byAddress.has(address.text)) return undefined;
  const name = quote(member.directorName);
  const own = host.interfaces
    .filter(({ address }) => address.address.family === instance.family)
    .map(({ address }) => address.address.text);
  return {
    message: instance.unicast
      ? `${name} does not have ${quote(address.text)}, where VRRP instance ${quote(instance.name)} sends and takes adverts: it stays in FAULT`
      : `${name} does not have ${quote(address.text)}, from which VRRP instance ${quote(instance.name)} sends adverts`,
    hint: `${instance.unicast ? 'use' : `set ${word} of this member to`} an address of ${name}${own.length === 0 ? '' : `: ${quoteList(own)}`}; or leave ${word} out`,
    ...(instance.unicast ? {} : { severity: 'warning' }),
    at: memberPlace(instance, member, word),
    related: [{ at: member.director.origin.self(), message: 'the director' }],
  };
}
