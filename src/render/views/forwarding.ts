import { type Address, contains, hostPrefix, type Prefix } from '../../address/address.ts';
import type { Director, Interface, VirtualServer } from '../../model/cluster.ts';

/** The director's interface whose subnet has the address of `prefix`, if any. */
export function interfaceTowards(director: Director, prefix: Prefix): Interface | undefined {
  return director.interfaces.find(({ address }) => contains(address, prefix.address));
}

/** Whether the VIP is one of the director's own addresses, which nobody has to add. */
export function isOwnAddress(director: Director, vip: Address): boolean {
  return director.interfaces.some(({ address }) => address.address.text === vip.text);
}

/**
 * `VIP/LENGTH INTERFACE`, as the scripts add it. A routed VIP is in no subnet of the director's: it stands on `lo`,
 * where it is the host's own without a word of ARP.
 */
export function vipOnDirector(director: Director, vip: Address, { interfaceName }: VirtualServer): string {
  const prefix = hostPrefix(vip);
  const name = interfaceName ?? interfaceTowards(director, prefix)?.name ?? 'lo';
  return `${prefix.text} ${name}`;
}
