import type { Location } from '../../diagnostic/finding.ts';
import { quote } from '../../diagnostic/quote.ts';
import { contains, type Prefix } from '../../model/address.ts';
import type { Cluster, Segment } from '../../model/cluster.ts';
import { furtherAddresses } from '../../model/further-addresses.ts';
import type { ClusterRule, Problem } from '../rule.ts';

/**
 * All hosts of a segment have its prefix length. One with a longer prefix sends to its neighbours through the router, one
 * with a shorter prefix looks for hosts of other networks on the segment.
 */
export const prefixLengthMismatch: ClusterRule = {
  id: 'prefix-length-mismatch',
  severity: 'error',
  summary: "a host's address has another prefix length than the segment that it is on",
  catalogue: [],
  source: 'RFC 950, section 2.1; RFC 1122, section 3.3.1.1; RFC 8415, section 18.2.10.1',
  *cluster(cluster) {
    for (const { name, interfaces } of cluster.directors) {
      for (const { address, segment, origin } of interfaces) {
        if (segment === undefined || !contains(segment.subnet, address.address)) continue;
        if (differs(address, segment)) {
          yield toProblem(`director ${quote(name)}`, address, segment, origin.at('address'));
        }
      }
    }
    for (const { realServer, own } of furtherAddresses(cluster)) {
      const { address, segment, origin } = own;
      if (segment === undefined || !contains(segment.subnet, address.address)) continue;
      if (!differs(address, segment)) continue;
      yield toProblem(`real server ${quote(realServer)}`, address, segment, origin.at('address'));
    }
    for (const { name, address, origin } of cluster.realServers) {
      const segment = segmentOf(cluster, address);
      if (segment === undefined || !differs(address, segment)) continue;
      yield toProblem(`real server ${quote(name)}`, address, segment, origin.at('address'));
    }
  },
};

/** The segment that has the address: of several, one with its prefix length, or else the narrowest. */
function segmentOf({ segments }: Cluster, prefix: Prefix): Segment | undefined {
  const around = segments.filter(({ subnet }) => contains(subnet, prefix.address));
  return (
    around.find(({ subnet }) => subnet.length === prefix.length) ??
    around.sort((a, b) => b.subnet.length - a.subnet.length)[0]
  );
}

/** DHCPv6 gives a host a /128, and router advertisements tell it what else is on the wire. */
function differs({ length }: Prefix, { subnet }: Segment): boolean {
  return length !== subnet.length && length !== 128;
}

function toProblem(
  host: string,
  { address, text, length }: Prefix,
  { name, subnet, origin }: Segment,
  at: Location,
): Problem {
  return {
    message: `address ${quote(text)} of ${host} has prefix length ${length}, but segment ${quote(name)} is ${quote(subnet.text)}`,
    hint: `write ${address.text}/${subnet.length}, or correct the segment's subnet`,
    // IPv6 has several spellings of one address: where its length stands is not known here.
    at: address.family === 'inet' ? { ...at, slice: [text.indexOf('/') + 1, text.length] } : at,
    related: [{ at: origin.at('subnet'), message: "the segment's subnet" }],
  };
}
