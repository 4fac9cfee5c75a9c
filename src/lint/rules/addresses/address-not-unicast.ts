import type { Address } from '../../../address/address.ts';
import { isLoopback, notUnicast } from '../../../address/address-kind.ts';
import { quote } from '../../../diagnostic/quote.ts';
import type { Cluster, Interface, RealServer, Segment } from '../../../model/cluster.ts';
import { destinationsAt } from '../../../model/forwarding.ts';
import { furtherAddresses } from '../../../model/further-addresses.ts';
import type { ClusterRule } from '../../rule.ts';

/**
 * Hosts and routers have unicast addresses. A real server at a loopback address is the director itself (LocalNode),
 * which works with DR; with NAT the kernel drops what would go from outside to a loopback address.
 */
export const addressNotUnicast: ClusterRule = {
  id: 'address-not-unicast',
  severity: 'error',
  oncePerPlace: true,
  summary: 'a director, real server or gateway has an address that no host can have',
  catalogue: [],
  source: "RFC 6890, section 2.2.2; RFC 4291, section 2.4; the kernel's ip_vs_xmit.c, ip_vs_nat_xmit",
  *cluster(cluster) {
    for (const { address, part, field, owner, hint } of badAddresses(cluster)) {
      const at = part.origin.at(field);
      yield {
        message: `${quote(address.text)}, the address of ${owner}, is ${notUnicast(address)}: no other host can send to it`,
        hint,
        at,
      };
    }
  },
};

interface BadAddress {
  readonly address: Address;
  readonly part: Segment | RealServer | Interface;
  readonly field: 'address' | 'gateway';
  readonly owner: string;
  readonly hint: string;
}

const HOST_HINT = "use the host's address on its segment";
const ROUTER_HINT = "use the router's address on the segment";

function* badAddresses(cluster: Cluster): Iterable<BadAddress> {
  for (const part of cluster.segments) {
    const address = part.gateway;
    if (address === undefined || notUnicast(address) === undefined) continue;
    const owner = `the gateway of segment ${quote(part.name)}`;
    yield { address, part, field: 'gateway', owner, hint: ROUTER_HINT };
  }
  for (const { name, interfaces } of cluster.directors) {
    for (const part of interfaces) {
      const { address } = part.address;
      if (notUnicast(address) === undefined) continue;
      yield { address, part, field: 'address', owner: `director ${quote(name)}`, hint: HOST_HINT };
    }
  }
  for (const { realServer, own } of furtherAddresses(cluster)) {
    const { address } = own.address;
    if (notUnicast(address) === undefined) continue;
    yield {
      address,
      part: own,
      field: 'address',
      owner: `real server ${quote(realServer)}`,
      hint: HOST_HINT,
    };
  }
  for (const part of cluster.realServers) {
    const { gateway } = part;
    if (gateway !== undefined && notUnicast(gateway) !== undefined) {
      const owner = `the gateway of real server ${quote(part.name)}`;
      yield { address: gateway, part, field: 'gateway', owner, hint: ROUTER_HINT };
    }
    const { address } = part.address;
    const isLocal = isLoopback(address);
    if (notUnicast(address) === undefined || (isLocal && !isServedByNat(cluster, part))) continue;
    const hint = isLocal ? 'for the director itself with NAT, use its own address on a segment' : HOST_HINT;
    yield { address, part, field: 'address', owner: `real server ${quote(part.name)}`, hint };
  }
}

function isServedByNat({ virtualServers }: Cluster, realServer: RealServer): boolean {
  return virtualServers.some((virtualServer) =>
    destinationsAt(virtualServer, realServer).some(({ forwardingMethod }) => forwardingMethod === 'NAT'),
  );
}
