import { isLinkLocal, overlap, type Prefix, subnetText } from '../../../address/address.ts';
import { quote } from '../../../diagnostic/quote.ts';
import type { Interface } from '../../../model/cluster.ts';
import { directorHosts } from '../../../model/director-hosts.ts';
import { overlaps } from '../../../model/overlaps.ts';
import type { RepositoryRule } from '../../rule.ts';

/**
 * With two interfaces on one subnet the kernel sends by one of them, whichever was up first, and answers ARP for the
 * addresses of both on each. Overlapping segments are reported as such. A single address (/32) has no subnet.
 */
export const overlappingDirectorSubnets: RepositoryRule = {
  id: 'overlapping-director-subnets',
  severity: 'warning',
  summary: 'two interfaces of a director are on one subnet, or on overlapping ones',
  catalogue: ['A15'],
  source: "the kernel's ip-sysctl, arp_filter and arp_ignore; RFC 1122, section 3.3.4",
  *repository({ environments }) {
    for (const environment of environments.values()) {
      for (const { name: director, interfaces } of directorHosts(environment).hosts.values()) {
        if (interfaces.length < 2) continue;
        for (const { item, inside } of overlaps(placed(interfaces))) {
          if (item.name === inside.name || overlapAsSegments(item, inside)) continue;
          yield {
            message: `interfaces ${quote(inside.name)} and ${quote(item.name)} of director ${quote(director)} are both on subnet ${quote(subnetText(subnetOf(inside)))}`,
            hint: 'give each interface a subnet of its own, or join them to one (a bond) and name that',
            at: item.origin.at('address'),
            related: [{ at: inside.origin.at('address'), message: 'the other interface' }],
          };
        }
      }
    }
  },
};

/** The segment's subnet, where there is one: a wrong prefix length is a fault of its own. */
function subnetOf({ address, segment }: Interface): Prefix {
  return segment?.subnet ?? address;
}

function placed(interfaces: readonly Interface[]): { prefix: Prefix; item: Interface }[] {
  return interfaces
    .map((item) => ({ prefix: subnetOf(item), item }))
    .filter(({ prefix, item }) => prefix.first !== prefix.last && !isLinkLocal(item.address.address));
}

/** Two segments of one definition that overlap without being equal: overlapping-segments. */
function overlapAsSegments({ segment, origin }: Interface, other: Interface): boolean {
  if (segment === undefined || other.segment === undefined || origin.file !== other.origin.file) return false;
  return (
    overlap(segment.subnet, other.segment.subnet) &&
    subnetText(segment.subnet) !== subnetText(other.segment.subnet)
  );
}
