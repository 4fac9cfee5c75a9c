import type { Address } from './address.ts';

/** 127.0.0.0/8 and ::1. */
export function isLoopback({ family, text }: Address): boolean {
  return family === 'inet' ? text.startsWith('127.') : text === '::1';
}

/**
 * What an address is that no host can be reached at, or undefined for one that is fit for a host: RFC 6890's 0.0.0.0/8,
 * 127.0.0.0/8, 224.0.0.0/4 and 240.0.0.0/4, and IPv6's ::, ::1 and ff00::/8. Reads the text, which has one form for each
 * address and is quicker to look at than 128 bits.
 */
export function notUnicast(address: Address): string | undefined {
  const { family, text } = address;
  if (isLoopback(address)) return 'a loopback address';
  if (family === 'inet6') {
    if (text === '::') return 'the unspecified address';
    return /^ff[0-9a-f]{2}:/.test(text) ? 'a multicast address' : undefined;
  }
  const first = Number.parseInt(text, 10);
  if (first > 0 && first < 224) return undefined;
  if (text === '0.0.0.0') return 'the unspecified address';
  if (first === 0) return 'an address of "this network"';
  if (first < 240) return 'a multicast address';
  return text === '255.255.255.255' ? 'the limited broadcast address' : 'a reserved address';
}
