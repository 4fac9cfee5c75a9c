import { quote } from '../../diagnostic/quote.ts';
import type { Member, Segment } from '../../model/cluster.ts';
import { type BroadcastDomain, groupBy } from '../../model/repository.ts';
import { distinctMembers } from '../../model/vrrp-members.ts';
import type { RepositoryRule } from '../rule.ts';

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
      const groups = [...groupBy(attached, ({ domain }) => domain).values()].sort(
        (a, b) => b.length - a.length,
      );
      // Most members are on the segment that is meant; of equally many, the first.
      const usual = groups[0]?.[0];
      if (usual === undefined) continue;
      for (const { member, segment } of groups.slice(1).flat()) {
        const fitting = member.director?.links.find(({ segments }) =>
          segments.some((own) => broadcastDomains.get(own) === usual.domain),
        );
        yield {
          message: `${quote(member.directorName)} sends the adverts of ${quote(instance.name)} on segment ${quote(segment.name)}, ${quote(usual.member.directorName)} on ${quote(usual.segment.name)}`,
          hint:
            fitting === undefined
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
        };
      }
    }
  },
};
