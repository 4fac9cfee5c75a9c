import { hostPrefix, parsePrefix } from '../../address/address.ts';
import type { Options } from '../../model/cluster.ts';
import type { Host } from '../../model/repository.ts';

type Entry = string | Options;

/**
 * An address that keepalived gives a host, so that it is never the source of the host's own connections.
 *
 * The kernel takes the newest address of a subnet, which is the VIP, unless its preferred lifetime is 0 (RFC 6724, section
 * 5, rule 3). Each DR and TUN real server has the VIP too, and would answer the director's health checks to itself.
 * keepalived says 0 by itself for a prefix length of 128, and for no other: vrrp_ipaddress.c, alloc_ipaddress. IPv4 has
 * nothing like it; there a VIP is behind the host's own address of the subnet. A lifetime that the definition says stays.
 */
export function neverSource(entry: Entry): Entry {
  const item = typeof entry === 'string' ? { address: entry } : entry;
  const prefix = parsePrefix(String(item['address']));
  if (prefix?.address.family !== 'inet6' || item['preferred_lft'] !== undefined) return entry;
  return prefix.length === hostPrefix(prefix.address).length ? entry : { ...item, preferred_lft: 0 };
}

/** The options of a VRRP instance, all of whose addresses are VIPs. */
export function withVipsNeverSource(options: Options): Options {
  const lists = ['virtual_ipaddress', 'virtual_ipaddress_excluded'] as const;
  return mapLists(options, lists, neverSource);
}

/** The options of a director: those static addresses that are VIPs of a service of the host, and not the others. */
export function withStaticVipsNeverSource(options: Options, host: Host): Options {
  const vips = new Set(
    host.directors.flatMap(({ cluster }) =>
      cluster.virtualServers.flatMap((service) => service.vips.map(({ text }) => text)),
    ),
  );
  return mapLists(options, ['static_ipaddress'], (entry) => {
    const text = typeof entry === 'string' ? entry : String(entry['address']);
    return vips.has(parsePrefix(text)?.address.text ?? text) ? neverSource(entry) : entry;
  });
}

function mapLists(options: Options, lists: readonly string[], map: (entry: Entry) => Entry): Options {
  const mapped = lists.flatMap((list) => {
    const entries = options[list] as readonly Entry[] | undefined;
    return entries === undefined ? [] : [[list, entries.map(map)] as const];
  });
  return mapped.length === 0 ? options : { ...options, ...Object.fromEntries(mapped) };
}
