import type { Address } from '../address/address.ts';
import { PrefixIndex } from '../address/prefix-index.ts';
import type { DirectorHost } from './director-hosts.ts';
import { once } from './once.ts';
import type { BroadcastDomain, Repository } from './repository.ts';

/**
 * Whether a director is attached to a wire where an address is asked for: a subnet of its own has it, or a segment of the same
 * wire. An interface is attached to all subnets of its wire.
 */
export const isOnWireOf = once(({ broadcastDomains }: Repository) => {
  const domains = new PrefixIndex<BroadcastDomain>();
  for (const [{ subnet }, domain] of broadcastDomains) domains.add(subnet, domain);
  return ({ attachedTo, links }: DirectorHost, address: Address): boolean => {
    if (attachedTo(address).length > 0) return true;
    const wires = new Set<BroadcastDomain | undefined>(domains.around(address));
    return links.some(({ segments }) => segments.some((segment) => wires.has(broadcastDomains.get(segment))));
  };
});
