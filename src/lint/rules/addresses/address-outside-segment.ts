import { contains, isLinkLocal } from '../../../address/address.ts';
import { notUnicast } from '../../../address/address-kind.ts';
import { compareText } from '../../../diagnostic/finding.ts';
import { quote } from '../../../diagnostic/quote.ts';
import { quoteList } from '../../../diagnostic/quote-list.ts';
import type { ClusterRule } from '../../rule.ts';

/**
 * A director's address is one of the subnet that its interface is attached to: no other host of the segment reaches it
 * otherwise. A real server names no segment; one that is on no subnet of the directors is for the rules on its service.
 */
export const addressOutsideSegment: ClusterRule = {
  id: 'address-outside-segment',
  severity: 'error',
  summary: "a host's address is not in the subnet of the segment that its interface is attached to",
  catalogue: [],
  source: 'RFC 1122, section 3.3.1.1; docs/definition.md, segments',
  *cluster({ directors, realServers, segments }) {
    // A real server with both families has its interfaces twice.
    const others = [...new Map(realServers.map((realServer) => [realServer.name, realServer])).values()];
    const hosts = [
      ...directors.map((host) => ({ kind: 'director', host })),
      ...others.map((host) => ({ kind: 'real server', host })),
    ];
    for (const { kind, host } of hosts) {
      const { interfaces, links } = host;
      for (const { name, address, segment, origin } of interfaces) {
        if (segment === undefined || contains(segment.subnet, address.address)) continue;
        const isOwnLink = isLinkLocal(address.address) && segment.subnet.address.family === 'inet6';
        if (isOwnLink || notUnicast(address.address) !== undefined) continue;
        const meant = segments.find(({ subnet }) => contains(subnet, address.address));
        const wire = links.find((link) => link.name === name)?.segments ?? [];
        const subnets = wire.filter((one) => one.name === segment.name).map(({ subnet }) => subnet.text);
        const s = subnets.length > 1 ? 's' : '';
        const swapped = interfaces.find(
          (other) =>
            other.segment !== undefined &&
            contains(other.segment.subnet, address.address) &&
            contains(segment.subnet, other.address.address),
        );
        yield {
          message: `address ${quote(address.text)} of ${quote(name)} on ${kind} ${quote(host.name)} is outside ${quoteList(subnets)}, the subnet${s} of segment ${quote(segment.name)}`,
          hint:
            swapped !== undefined
              ? `swap the addresses of ${quote(name)} and ${quote(swapped.name)}, or their segments`
              : meant === undefined
                ? `use an address of ${subnets.join(' or ')}, or ${s === '' ? "correct the segment's subnet" : 'add its subnet to the segment'}`
                : `use an address of ${subnets.join(' or ')}, or attach the interface to segment ${quote(meant.name)}`,
          at: origin.at('address'),
          related: [{ at: segment.origin.at('subnet'), message: "the segment's subnet" }],
          doubts: [origin.at('address'), origin.at('segment')],
          ...(swapped === undefined
            ? {}
            : { sameAs: [origin.file, host.name, ...[name, swapped.name].sort(compareText)].join(' ') }),
        };
      }
    }
  },
};
