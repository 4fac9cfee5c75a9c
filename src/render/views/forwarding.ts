import { contains, hostPrefix, type Prefix, subnetText } from '../../model/address.ts';
import type { Cluster, Director, Interface, VirtualServer } from '../../model/cluster.ts';

/** The director's interface whose subnet has the address of `prefix`, if any. */
export function interfaceTowards(director: Director, prefix: Prefix): Interface | undefined {
  return director.interfaces.find(({ address }) => contains(address, prefix.address));
}

/** Whether the VIP is one of the director's own addresses, which nobody has to add. */
export function isOwnAddress(director: Director, virtualServer: VirtualServer): boolean {
  return director.interfaces.some(({ address }) => address.address.text === virtualServer.vip.text);
}

/**
 * `VIP/LENGTH INTERFACE`, as the scripts add it. A routed VIP is in no subnet of the director's: it stands on `lo`,
 * where it is the host's own without a word of ARP.
 */
export function vipOnDirector(director: Director, virtualServer: VirtualServer): string {
  const prefix = hostPrefix(virtualServer.vip);
  const name = virtualServer.interfaceName ?? interfaceTowards(director, prefix)?.name ?? 'lo';
  return `${prefix.text} ${name}`;
}

/** The interfaces of a director that lead to real servers of its NAT services, and those that lead elsewhere. */
export function natSides(cluster: Cluster, director: Director): { inner: Interface[]; outer: Interface[] } {
  const subnets = new Set<Interface>();
  for (const { forwardingMethod, destinations } of cluster.virtualServers) {
    if (forwardingMethod !== 'NAT') continue;
    for (const { realServer } of destinations) {
      const side = realServer === undefined ? undefined : interfaceTowards(director, realServer.address);
      if (side !== undefined) subnets.add(side);
    }
  }
  return {
    inner: director.interfaces.filter((side) => subnets.has(side)),
    outer: director.interfaces.filter((side) => !subnets.has(side)),
  };
}

/** Of an interface, without host bits: `192.168.0.0/24`. */
export function subnetOf({ address }: Interface): string {
  return subnetText(address);
}
