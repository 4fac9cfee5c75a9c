import { contains, type Prefix, prefixOf, subnetText } from '../../../address/address.ts';
import type { Location } from '../../../diagnostic/finding.ts';
import { groupBy } from '../../../diagnostic/group-by.ts';
import { quote } from '../../../diagnostic/quote.ts';
import type { Cluster, Segment } from '../../../model/cluster.ts';
import { furtherAddresses } from '../../../model/further-addresses.ts';
import type { ClusterRule, Problem } from '../../rule.ts';

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
    const hosts: Host[] = [
      ...cluster.directors.flatMap(({ name, interfaces }) =>
        interfaces.flatMap(({ address, segment, origin }) =>
          segment !== undefined && contains(segment.subnet, address.address)
            ? [{ what: `director ${quote(name)}`, address, segment, at: origin.at('address') }]
            : [],
        ),
      ),
      ...furtherAddresses(cluster).flatMap(({ realServer, own: { address, segment, origin } }) =>
        segment !== undefined && contains(segment.subnet, address.address)
          ? [{ what: `real server ${quote(realServer)}`, address, segment, at: origin.at('address') }]
          : [],
      ),
      ...cluster.realServers.flatMap(({ name, address, origin }) => {
        const segment = segmentOf(cluster, address);
        return segment === undefined
          ? []
          : [{ what: `real server ${quote(name)}`, address, segment, at: origin.at('address') }];
      }),
    ];
    for (const [segment, ofSegment] of groupBy(hosts, (host) => host.segment)) {
      const [first, ...others] = ofSegment;
      const isAlone =
        first !== undefined && others.every(({ address }) => address.length === first.address.length);
      if (isAlone && others.length > 0 && differs(first.address, segment)) yield ofAll(segment, ofSegment);
      else yield* ofSegment.filter(({ address }) => differs(address, segment)).map(ofOne);
    }
  },
};

/** What has an address on a segment. */
interface Host {
  readonly what: string;
  readonly address: Prefix;
  readonly segment: Segment;
  readonly at: Location;
}

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

function ofOne({ what, address: { address, text, length }, segment, at }: Host): Problem {
  const { name, subnet, origin } = segment;
  return {
    message: `address ${quote(text)} of ${what} has prefix length ${length}, but segment ${quote(name)} is ${quote(subnet.text)}`,
    hint: `write ${address.text}/${subnet.length}, or correct the segment's subnet`,
    // IPv6 has several spellings of one address: where its length stands is not known here.
    at: address.family === 'inet' ? { ...at, slice: [text.indexOf('/') + 1, text.length] } : at,
    related: [{ at: origin.at('subnet'), message: "the segment's subnet" }],
    doubts: [at],
  };
}

/** Where no address fits the segment, and all have one length, it is the segment that is wrong. */
function ofAll({ name, subnet, origin }: Segment, hosts: readonly Host[]): Problem {
  const { address } = (hosts[0] as Host).address;
  const { length } = (hosts[0] as Host).address;
  const at = origin.at('subnet');
  return {
    message: `segment ${quote(name)} is ${quote(subnet.text)}, but its ${hosts.length} addresses have prefix length ${length}`,
    hint: `set the subnet to ${subnetText(prefixOf(address, length))}, or correct the addresses`,
    at,
    related: hosts.map((host) => ({ at: host.at, message: `of ${host.what}` })),
    doubts: [at, ...hosts.map((host) => host.at)],
  };
}
