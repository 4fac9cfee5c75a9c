import {
  type Address,
  type Family,
  isBroadcastAddress,
  isNetworkAddress,
  type Prefix,
  parseAddress,
  prefixOf,
} from '../../address/address.ts';

/** Addresses of a subnet that nobody has, from its end down: at most `count`. */
export function freeAddresses(subnet: Prefix, taken: ReadonlySet<string>, count: number): Prefix[] {
  const free: Prefix[] = [];
  for (let bits = subnet.last; bits > subnet.first && free.length < count; bits -= 1n) {
    const address = addressOf(subnet.address.family, bits);
    if (isNetworkAddress(subnet, address) || isBroadcastAddress(subnet, address)) continue;
    if (!taken.has(address.text)) free.push(prefixOf(address, subnet.length));
  }
  return free;
}

function addressOf(family: Family, bits: bigint): Address {
  const [groups, width, separator, radix] =
    family === 'inet' ? ([4n, 8n, '.', 10] as const) : ([8n, 16n, ':', 16] as const);
  const parts: string[] = [];
  for (let group = groups - 1n; group >= 0n; group -= 1n)
    parts.push(((bits >> (group * width)) & ((1n << width) - 1n)).toString(radix));
  const address = parseAddress(parts.join(separator));
  if (address === undefined) throw new Error(`no address of ${family}: ${bits}`);
  return address;
}
