import { type Address, addressOf, parseAddress, parsePrefix } from './address.ts';

/** More addresses than this one entry cannot stand for: each is a service in the kernel, and a VIP on each real server. */
export const MAX_RANGE = 256;

/**
 * The addresses of an entry of a virtual server group, as keepalived reads it: one address; a range to another one
 * (`192.168.0.10-192.168.0.20`), or to another last byte (`192.168.0.10-20`) or last group of an IPv6 address
 * (`2001:db8::a-f`); a subnet without host bits. A text says why it is none of them.
 */
export function addressesOf(text: string): readonly Address[] | string {
  if (text.includes('/')) {
    const prefix = parsePrefix(text);
    if (prefix === undefined || prefix.length === 0) return 'is not a subnet';
    if (prefix.address.bits !== prefix.first) return 'has host bits set';
    return between(prefix.address, prefix.last);
  }
  const dash = text.indexOf('-');
  const first = parseAddress(dash < 0 ? text : text.slice(0, dash));
  if (first === undefined) return 'is not an address';
  if (dash < 0) return [first];
  const last = lastOf(first, text.slice(dash + 1));
  if (last === undefined) return 'has an end that is not understood';
  if (last <= first.bits) return 'ends before it begins';
  return between(first, last);
}

function lastOf(first: Address, text: string): bigint | undefined {
  if (/[.:]/.test(text)) {
    const last = parseAddress(text);
    return last?.family === first.family ? last.bits : undefined;
  }
  if (first.family === 'inet') {
    return /^[0-9]{1,3}$/.test(text) && Number(text) < 256 ? (first.bits & ~255n) | BigInt(text) : undefined;
  }
  return /^[0-9A-Fa-f]{1,4}$/.test(text) ? (first.bits & ~0xffffn) | BigInt(`0x${text}`) : undefined;
}

function between(first: Address, last: bigint): readonly Address[] | string {
  const count = last - first.bits + 1n;
  if (count > BigInt(MAX_RANGE)) return `has ${count} addresses, and ${MAX_RANGE} are the most`;
  return Array.from({ length: Number(count) }, (_, at) => addressOf(first.family, first.bits + BigInt(at)));
}
