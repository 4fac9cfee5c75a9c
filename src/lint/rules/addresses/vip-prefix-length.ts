import { contains, hostPrefix, isLinkLocal, type Prefix, subnetText } from '../../../address/address.ts';
import { notUnicast } from '../../../address/address-kind.ts';
import { PrefixIndex } from '../../../address/prefix-index.ts';
import type { Location } from '../../../diagnostic/finding.ts';
import { quote } from '../../../diagnostic/quote.ts';
import type { Segment, VrrpInstance } from '../../../model/cluster.ts';
import { type DirectorHost, directorHosts, hostsOf } from '../../../model/director-hosts.ts';
import type { Repository } from '../../../model/repository.ts';
import { vipsOf } from '../../../model/vips.ts';
import type { Problem, RepositoryRule } from '../../rule.ts';

/**
 * keepalived adds a VIP with its prefix length, and the kernel adds the route of that prefix: the MASTER looks for all of
 * its hosts on the wire. That is right for the subnet of the wire, and for the VIP alone. A VIP that routers lead to the
 * directors has no subnet on any wire.
 */
export const vipPrefixLength: RepositoryRule = {
  id: 'vip-prefix-length',
  severity: 'error',
  oncePerPlace: true,
  summary: 'the prefix length of a VIP is neither that of its subnet nor that of a single address',
  catalogue: [],
  source: 'keepalived.conf(5), virtual_ipaddress; ip-address(8), noprefixroute',
  *repository(repository) {
    const bySubnet = new PrefixIndex<Segment>();
    for (const segment of repository.broadcastDomains.keys()) bySubnet.add(segment.subnet, segment);
    for (const environment of repository.environments.values()) {
      const hosts = directorHosts(environment);
      const routed = new Set(
        environment.clusters.flatMap((cluster) =>
          vipsOf(cluster).flatMap((vip) => (vip.routed ? [vip.address.text] : [])),
        ),
      );
      for (const cluster of environment.clusters) {
        const directors = hostsOf(cluster, hosts);
        for (const { instance, vip, index } of cluster.vrrpInstances.flatMap(wideVips)) {
          const subnets = subnetsOf(vip, directors, bySubnet, repository);
          if (subnets.some(({ length }) => length === vip.length)) continue;
          // An address of no subnet of theirs is vip-outside-subnets's.
          if (subnets.length === 0 && !routed.has(vip.address.text)) continue;
          const at = instance.origin.at('virtual_ipaddress', index);
          const restsOn = segmentsWith(vip, directors).map(({ origin }) => origin.at('subnet'));
          yield { ...toProblem(vip, subnets[0], at), restsOn };
        }
      }
    }
  },
};

/** The VIPs of an instance that bring a route with them. */
function wideVips(instance: VrrpInstance) {
  return instance.addresses.flatMap((vip, index) => {
    const { address, length } = vip;
    // keepalived drops an address of another family than the instance's: mixed-address-families.
    if (address.family !== instance.family || notUnicast(address) !== undefined) return [];
    // Every wire has all of fe80::/10, and nobody routes by it.
    return isLinkLocal(address) || length === hostPrefix(address).length ? [] : [{ instance, vip, index }];
  });
}

/** The subnets that have a VIP on the wires of its directors: an interface is attached to all subnets of its wire. */
function subnetsOf(
  { address }: Prefix,
  directors: readonly DirectorHost[],
  bySubnet: PrefixIndex<Segment>,
  { broadcastDomains }: Repository,
): Prefix[] {
  const wires = new Set(
    directors.flatMap(({ links }) =>
      links.flatMap(({ segments }) => segments.map((segment) => broadcastDomains.get(segment))),
    ),
  );
  const ofWires = bySubnet
    .around(address)
    .filter((segment) => wires.has(broadcastDomains.get(segment)))
    .map(({ subnet }) => subnet);
  if (ofWires.length > 0) return ofWires;
  // The segment of an interface may be unknown, or not have the interface's address: faults of their own.
  return directors.flatMap(({ attachedTo }) => attachedTo(address).map((own) => own.address ?? own.subnet));
}

function segmentsWith({ address }: Prefix, directors: readonly DirectorHost[]): Segment[] {
  return directors.flatMap(({ interfaces }) =>
    interfaces.flatMap(({ segment }) =>
      segment !== undefined && contains(segment.subnet, address) ? [segment] : [],
    ),
  );
}

function toProblem(vip: Prefix, subnet: Prefix | undefined, at: Location): Problem {
  const { address, text, length } = vip;
  const single = hostPrefix(address).text;
  const fact = `VIP ${quote(text)} has prefix length ${length}`;
  return {
    message:
      subnet === undefined
        ? `${fact}, but it is routed: its MASTER would look for ${quote(subnetText(vip))} on the wire`
        : `${fact}, but its subnet is ${quote(subnetText(subnet))}: the MASTER gets a route of ${quote(subnetText(vip))}`,
    hint: subnet === undefined ? `write ${single}` : `write ${single} or ${address.text}/${subnet.length}`,
    // IPv6 has several spellings of one address: where its length stands is not known here.
    at: address.family === 'inet' ? { ...at, slice: [text.indexOf('/') + 1, text.length] } : at,
  };
}
