import { isIPv4, isIPv6 } from 'node:net';
import { Address4, Address6 } from 'ip-address';

/** `inet` is IPv4, `inet6` is IPv6: iproute2's and keepalived's words. */
export type Family = 'inet' | 'inet6';

/** An IPv4 or IPv6 address. Equal addresses have equal `text`, whatever their spelling was. */
export interface Address {
  readonly family: Family;
  /** Dotted quad, or RFC 5952. */
  readonly text: string;
  readonly bits: bigint;
}

/** An address with the length of its prefix: a host's address on a segment, or a subnet when its host bits are 0. */
export interface Prefix {
  readonly address: Address;
  /** In bits: 0 to 32, or 0 to 128. */
  readonly length: number;
  readonly text: string;
  /** The first address of the subnet, and its last: the network and broadcast addresses of IPv4. */
  readonly first: bigint;
  readonly last: bigint;
}

const WIDTH: Record<Family, number> = { inet: 32, inet6: 128 };
const LENGTH = /^(?:0|[1-9][0-9]{0,2})$/;

/** Equal texts are parsed once: a fleet names each address many times. Bounded, as input is not. */
const parsed = new Map<string, Address | undefined>();
const MOST_PARSED = 100_000;

/**
 * Parses a dotted quad without leading zeros or an IPv6 address without zone, in any of its RFC 4291 spellings.
 * Gives undefined for all else: `10.1`, `010.0.0.1`, `0x7f.1`, `fe80::1%eth0`, IPv4-mapped IPv6.
 */
export function parseAddress(text: string): Address | undefined {
  if (parsed.has(text)) return parsed.get(text);
  const address = readAddress(text);
  if (parsed.size >= MOST_PARSED) parsed.clear();
  parsed.set(text, address);
  return address;
}

function readAddress(text: string): Address | undefined {
  if (isIPv4(text)) {
    return { family: 'inet', text, bits: new Address4(text).bigInt() };
  }
  if (!isIPv6(text) || text.includes('%') || text.includes('.')) return undefined;
  const address = new Address6(text);
  return { family: 'inet6', text: address.correctForm(), bits: address.bigInt() };
}

/** @param bits in the range of the family. */
export function addressOf(family: Family, bits: bigint): Address {
  const text =
    family === 'inet' ? Address4.fromBigInt(bits).address : Address6.fromBigInt(bits).correctForm();
  return { family, text, bits };
}

/** Parses `ADDRESS/LENGTH`. Gives undefined for anything else. */
export function parsePrefix(text: string): Prefix | undefined {
  const slash = text.indexOf('/');
  if (slash < 0) return undefined;
  const address = parseAddress(text.slice(0, slash));
  const length = text.slice(slash + 1);
  if (address === undefined || !LENGTH.test(length) || Number(length) > WIDTH[address.family])
    return undefined;
  return prefixOf(address, Number(length));
}

/** Parses `ADDRESS/LENGTH`, or an address alone as the prefix of all its bits. */
export function parseTarget(text: string): Prefix | undefined {
  const address = parseAddress(text);
  return address === undefined ? parsePrefix(text) : hostPrefix(address);
}

/** The prefix of `length` bits that has `address`. */
export function prefixOf(address: Address, length: number): Prefix {
  const hostBits = BigInt(WIDTH[address.family] - length);
  const first = (address.bits >> hostBits) << hostBits;
  const last = first + (1n << hostBits) - 1n;
  return { address, length, text: `${address.text}/${length}`, first, last };
}

/** The prefix that has this address alone: /32 or /128. */
export function hostPrefix(address: Address): Prefix {
  return prefixOf(address, WIDTH[address.family]);
}

/** Whether the prefix is a subnet: its host bits are all 0. */
export function isSubnet(prefix: Prefix): boolean {
  return prefix.address.bits === prefix.first;
}

/** The subnet of a prefix as text, without host bits: `192.168.0.0/24` for `192.168.0.8/24`. */
export function subnetText(prefix: Prefix): string {
  if (isSubnet(prefix)) return prefix.text;
  const first = prefix.address.family === 'inet' ? Address4.fromBigInt(prefix.first).address : undefined;
  return `${first ?? Address6.fromBigInt(prefix.first).correctForm()}/${prefix.length}`;
}

export function contains(prefix: Prefix, address: Address): boolean {
  return (
    prefix.address.family === address.family && prefix.first <= address.bits && address.bits <= prefix.last
  );
}

export function overlap(a: Prefix, b: Prefix): boolean {
  return a.address.family === b.address.family && a.first <= b.last && b.first <= a.last;
}

/** IPv4 only, and only where a prefix has both: /31 and /32 have neither (RFC 3021). */
export function isNetworkAddress(prefix: Prefix, address: Address): boolean {
  return hasBroadcast(prefix) && contains(prefix, address) && address.bits === prefix.first;
}

/** See {@link isNetworkAddress}. */
export function isBroadcastAddress(prefix: Prefix, address: Address): boolean {
  return hasBroadcast(prefix) && contains(prefix, address) && address.bits === prefix.last;
}

function hasBroadcast(prefix: Prefix): boolean {
  return prefix.address.family === 'inet' && prefix.length < 31;
}

/** IPv6 addresses of fe80::/10, which every wire has for itself (RFC 4291, section 2.5.6). */
export function isLinkLocal({ family, bits }: Address): boolean {
  return family === 'inet6' && bits >> 118n === 0x3fan;
}
