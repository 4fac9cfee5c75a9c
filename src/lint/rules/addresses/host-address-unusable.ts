import {
  type Address,
  isBroadcastAddress,
  isNetworkAddress,
  type Prefix,
  subnetText,
} from '../../../address/address.ts';
import { notUnicast } from '../../../address/address-kind.ts';
import { quote } from '../../../diagnostic/quote.ts';
import { subnetOfRealServer } from '../../../model/director-hosts.ts';
import { furtherAddresses } from '../../../model/further-addresses.ts';
import type { Origin } from '../../../model/origin.ts';
import type { ClusterRule, Problem } from '../../rule.ts';

/**
 * The first and the last address of an IPv4 subnet are the subnet's own and its broadcast address: neighbours do not
 * send a host's packets there. A /31 and a /32 have neither.
 */
export const hostAddressUnusable: ClusterRule = {
  id: 'host-address-unusable',
  severity: 'error',
  summary: 'a director or real server has the network or the broadcast address of its subnet',
  catalogue: [],
  source: 'RFC 1122, section 3.2.1.3; RFC 3021, section 2.1',
  *cluster(cluster) {
    for (const { name, interfaces } of cluster.directors) {
      for (const { address, segment, origin } of interfaces) {
        // With the segment's subnet, where there is one: a wrong prefix length is a fault of its own.
        const subnet = segment?.subnet ?? address;
        yield* problemsOf('director', name, address, subnet, origin);
      }
    }
    for (const { realServer, own } of furtherAddresses(cluster)) {
      const subnet = own.segment?.subnet ?? own.address;
      yield* problemsOf('real server', realServer, own.address, subnet, own.origin);
    }
    for (const realServer of cluster.realServers) {
      const { name, address, origin } = realServer;
      if (!isEdge(address.address)) continue;
      yield* problemsOf('real server', name, address, subnetOfRealServer(cluster, realServer), origin);
    }
  },
};

/** Whether the address can be the first or last of a subnet: a /30 is the smallest that has them. */
function isEdge({ bits }: Address): boolean {
  return (bits & 3n) === 0n || (bits & 3n) === 3n;
}

function* problemsOf(
  kind: string,
  name: string,
  { address, text }: Prefix,
  subnet: Prefix,
  origin: Origin,
): Iterable<Problem> {
  // What no host can have on any subnet is address-not-unicast's.
  if (notUnicast(address) !== undefined) return;
  const isNetwork = isNetworkAddress(subnet, address);
  if (!isNetwork && !isBroadcastAddress(subnet, address)) return;
  const what = isNetwork ? 'network' : 'broadcast';
  yield {
    message: `address ${quote(text)} of ${kind} ${quote(name)} is the ${what} address of ${quote(subnetText(subnet))}`,
    hint: 'use an address between the first and the last of the subnet',
    at: origin.at('address'),
  };
}
