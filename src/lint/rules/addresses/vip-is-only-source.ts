import { contains, parsePrefix } from '../../../address/address.ts';
import { groupBy } from '../../../diagnostic/group-by.ts';
import { quote } from '../../../diagnostic/quote.ts';
import type { Cluster, RealServer } from '../../../model/cluster.ts';
import { type DirectorHost, directorHosts } from '../../../model/director-hosts.ts';
import { type HostEntry, hostEntries } from '../../../model/host-entries.ts';
import { once } from '../../../model/once.ts';
import type { Environment } from '../../../model/repository.ts';
import { type Holder, holdersByVip } from '../../../model/vip-holders.ts';
import type { Problem, RepositoryRule } from '../../rule.ts';

/**
 * The source of a check is the first address that the director has in the subnet of the real server. Where all that it
 * has there is the VIP, which a DR or TUN real server has, too, the real server answers to itself.
 */
export const vipIsOnlySource: RepositoryRule = {
  id: 'vip-is-only-source',
  severity: 'error',
  oncePerPlace: true,
  summary:
    'a VIP is the only address of a director in the subnet of real servers that have it too: their checks fail',
  catalogue: [],
  source: 'RFC 1122, section 3.3.4.3; Linux, devinet.c, inet_select_addr; ip-address(8), secondary',
  *repository({ environments }) {
    for (const environment of environments.values()) {
      const { hosts } = directorHosts(environment);
      for (const cluster of environment.clusters) {
        if (cluster.engine !== 'keepalived') continue;
        const holders = [...holdersByVip(cluster).values()].flat();
        if (holders.length === 0) continue;
        for (const { name } of cluster.directors) {
          const host = hosts.get(name);
          if (host !== undefined) yield* problemsOf(cluster, host, givenAddresses(environment), holders);
        }
      }
    }
  },
};

/** By the name of the director: the addresses that keepalived gives it. */
const givenAddresses = once(({ clusters }: Environment): ReadonlyMap<string, readonly HostEntry[]> => {
  const entries = clusters.flatMap((cluster) => hostEntries(cluster, 'address'));
  const given = entries.flatMap((entry) =>
    [...new Set(entry.directors.map(({ name }) => name))].map((name) => ({ name, entry })),
  );
  return new Map(
    [...groupBy(given, ({ name }) => name)].map(([name, own]) => [name, own.map(({ entry }) => entry)]),
  );
});

function* problemsOf(
  cluster: Cluster,
  host: DirectorHost,
  given: ReadonlyMap<string, readonly HostEntry[]>,
  holders: readonly Holder[],
): Iterable<Problem> {
  const entries = given.get(host.name) ?? [];
  const routes = hostEntries(cluster, 'route').some(({ item }) => item['src'] !== undefined);
  for (const { realServer, virtualServer } of routes ? [] : holders) {
    const rip = realServer.address.address;
    if (rip.family !== 'inet' || hasAddressFor(host, realServer)) continue;
    const around = entries.filter((entry) => connects(entry, realServer));
    const [first] = around;
    const sources = around.every(({ instance }) => instance === first?.instance)
      ? around.slice(0, 1)
      : around;
    const vip = first && parsePrefix(String(first.item['address']));
    const isHeld = sources.every(({ item }) => {
      const text = parsePrefix(String(item['address']))?.address.text;
      return virtualServer.vips.some((held) => held.text === text);
    });
    if (first === undefined || vip === undefined || !isHeld) continue;
    yield {
      message: `VIP ${quote(vip.text)} is the source of checks of ${quote(realServer.name)}, which has it too, so they fail: ${quote(host.name)} has no other address in that subnet`,
      hint: 'give the interface an address of its own there, or the checks a bindto',
      at: first.place('address'),
      related: [{ at: virtualServer.vipPlace(vip.address), message: 'the service of the VIP' }],
    };
  }
}

function hasAddressFor({ interfaces }: DirectorHost, { address }: RealServer): boolean {
  return interfaces.some((own) => contains(own.address, address.address));
}

/** Whether the kernel adds a route to the real server with the address as its source. */
function connects({ item }: HostEntry, { address }: RealServer): boolean {
  const prefix = parsePrefix(String(item['address']));
  if (prefix === undefined || item['peer'] !== undefined || item['noprefixroute'] === true) return false;
  return contains(prefix, address.address);
}
