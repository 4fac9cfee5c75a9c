import { contains } from '../../../address/address.ts';
import { compareText } from '../../../diagnostic/finding.ts';
import { groupBy } from '../../../diagnostic/group-by.ts';
import { quote } from '../../../diagnostic/quote.ts';
import type { Member, Segment } from '../../../model/cluster.ts';
import type { BroadcastDomain } from '../../../model/repository.ts';
import { distinctMembers } from '../../../model/vrrp-members.ts';
import type { RepositoryRule } from '../../rule.ts';

/** A member with the wire that its interface is attached to. */
interface Attached {
  readonly member: Member;
  readonly segment: Segment;
  readonly domain: BroadcastDomain;
}

/**
 * Adverts are multicast: they stay in one broadcast domain. Members on different ones never hear each other, each
 * becomes MASTER, and all have the VIPs at once. Unicast adverts are routed.
 */
export const membersOnDifferentSegments: RepositoryRule = {
  id: 'members-on-different-segments',
  severity: 'error',
  summary: 'the members of a VRRP instance have their interfaces on different segments',
  catalogue: ['V11'],
  source: 'RFC 5798, section 5.1.1.2: adverts go to a link-local group that routers do not forward',
  *repository({ clusters, broadcastDomains }) {
    for (const instance of clusters.flatMap(({ vrrpInstances }) => vrrpInstances)) {
      if (instance.unicast) continue;
      const attached = distinctMembers(instance).flatMap((member): Attached[] => {
        const segment = member.link?.segments[0];
        const domain = segment === undefined ? undefined : broadcastDomains.get(segment);
        return segment === undefined || domain === undefined ? [] : [{ member, segment, domain }];
      });
      const hasVip = ({ segment }: Attached) =>
        instance.addresses.some(({ address }) => contains(segment.subnet, address));
      const groups = [...groupBy(attached, ({ domain }) => domain).values()].sort(
        (a, b) => b.length - a.length || Number(b.some(hasVip)) - Number(a.some(hasVip)),
      );
      // Most members are on the segment that is meant; of equally many, those on that of a VIP, or else the first.
      const usual = groups[0]?.[0];
      if (usual === undefined) continue;
      for (const { member, segment, domain } of groups.slice(1).flat()) {
        const fitting = member.director?.links.find(({ segments }) =>
          segments.some((own) => broadcastDomains.get(own) === usual.domain),
        );
        const isSwapped =
          fitting !== undefined &&
          member.interfaceName === usual.member.interfaceName &&
          usual.member.director?.interfaces.some(
            (own) =>
              own.name === fitting.name &&
              own.segment !== undefined &&
              broadcastDomains.get(own.segment) === domain,
          ) === true;
        yield {
          message: `${quote(member.directorName)} sends the adverts of ${quote(instance.name)} on segment ${quote(segment.name)}, ${quote(usual.member.directorName)} on ${quote(usual.segment.name)}`,
          hint: isSwapped
            ? `swap ${quote(fitting.name)} and ${quote(member.interfaceName ?? '')} in the interfaces of ${quote(member.directorName)}: at ${quote(usual.member.directorName)} they are the other way round`
            : fitting === undefined
              ? `attach ${quote(member.interfaceName ?? '')} of ${quote(member.directorName)} to segment ${quote(usual.segment.name)}, like the other members`
              : `set interface to ${quote(fitting.name)} for this member: that one is on ${quote(usual.segment.name)}`,
          at: member.origin.at('interface'),
          related: [member, usual.member].flatMap(({ directorName, link: own }) =>
            own === undefined
              ? []
              : [
                  {
                    at: own.origin.at('segment'),
                    message: `${quote(own.name)} of ${quote(directorName)} is attached here`,
                  },
                ],
          ),
          restsOn: [member, usual.member].flatMap(({ interface: own }) =>
            own === undefined ? [] : [own.origin.at('segment')],
          ),
          // Two instances with the same two directors on the same two segments: interfaces that have changed places.
          sameAs: [
            member.origin.file,
            ...pair(member.directorName, usual.member.directorName),
            ...pair(segment.name, usual.segment.name),
          ].join(' '),
        };
      }
    }
  },
};

function pair(one: string, other: string): string[] {
  return [one, other].sort(compareText);
}
