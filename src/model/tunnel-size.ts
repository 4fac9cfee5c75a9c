import type { Family } from '../address/address.ts';
import type { Tunnel } from './cluster.ts';

const IP: Record<Family, number> = { inet: 20, inet6: 40 };
const TCP = 20;
const UDP = 8;

/**
 * The bytes that a tunnel takes of each packet, as IPVS counts them (ip_vs_xmit.c, __ip_vs_get_out_rt).
 *
 * @param outer the family of the real server's address.
 */
export function tunnelOverhead({ type, checksum }: Tunnel, outer: Family): number {
  if (type === 'gre') return IP[outer] + (checksum === 'csum' ? 8 : 4);
  if (type === 'gue') return IP[outer] + UDP + (checksum === 'remcsum' ? 12 : 4);
  return IP[outer];
}

/** The most data that a TCP segment to a VIP can have so that its packet fits into a tunnel over a way of that MTU. */
export function segmentSize(tunnel: Tunnel, mtu: number, outer: Family, inner: Family): number {
  return mtu - tunnelOverhead(tunnel, outer) - IP[inner] - TCP;
}
