import { contains, type Prefix, parseAddress, parsePrefix } from '../../../address/address.ts';
import { quote } from '../../../diagnostic/quote.ts';
import { type HostEntry, hostEntries } from '../../../model/host-entries.ts';
import { isInMainTable, routeTarget } from '../../../model/route-target.ts';
import { type Holder, holdersByVip } from '../../../model/vip-holders.ts';
import type { ClusterRule, Problem } from '../../rule.ts';

/**
 * A DR or TUN real server has the VIPs of its services, too, and what seems to come from one of them it drops, or answers to
 * itself. The source of a check is that of its route, or else what the kernel takes: over IPv6 the newest address of the
 * subnet that is not deprecated. lvsgen says `preferred_lft 0` of IPv6 VIPs where the definition says nothing else.
 */
export const vipIsCheckSource: ClusterRule = {
  id: 'vip-is-check-source',
  severity: 'error',
  oncePerPlace: true,
  summary:
    'a preferred lifetime or the source of a route makes a VIP the source of checks, and real servers have it too',
  catalogue: [],
  source:
    'RFC 6724, section 5; keepalived 2.2.7, vrrp_ipaddress.c, netlink_ipaddress; ip-route(8), src; acassen/keepalived#1483',
  *cluster(cluster) {
    if (cluster.engine !== 'keepalived') return;
    const holders = holdersByVip(cluster);
    for (const entry of hostEntries(cluster, 'address')) {
      const problem = lifetimeProblem(entry, holders);
      if (problem !== undefined) yield problem;
    }
    const routes = hostEntries(cluster, 'route');
    for (const entry of routes) {
      const problem = routeProblem(entry, routes, holders);
      if (problem !== undefined) yield problem;
    }
  },
};

function lifetimeProblem(
  { item, place }: HostEntry,
  holders: ReadonlyMap<string, readonly Holder[]>,
): Problem | undefined {
  const { preferred_lft: lifetime } = item;
  const vip = parsePrefix(String(item['address']));
  if (lifetime === undefined || lifetime === 0 || vip?.address.family !== 'inet6') return undefined;
  // Of another subnet's hosts another address is nearer.
  const found = holders
    .get(vip.address.text)
    ?.find(({ realServer }) => contains(vip, realServer.address.address));
  if (found === undefined) return undefined;
  const isForever = lifetime === 'forever';
  const when = isForever ? 'it is' : `for ${lifetime} s it is`;
  return {
    message: `VIP ${quote(vip.text)} has preferred_lft ${quote(String(lifetime))}: ${when} the source of checks of ${quote(found.realServer.name)}, which has it too, so they fail`,
    hint: 'remove preferred_lft: lvsgen writes 0, with which clients reach the VIP all the same',
    ...(isForever ? {} : { severity: 'warning' }),
    at: place('preferred_lft'),
    related: [{ at: found.virtualServer.vipPlace(vip.address), message: 'the service of the VIP' }],
  };
}

function routeProblem(
  entry: HostEntry,
  routes: readonly HostEntry[],
  holders: ReadonlyMap<string, readonly Holder[]>,
): Problem | undefined {
  const { item, directors, place } = entry;
  const source = typeof item['src'] === 'string' ? parseAddress(item['src']) : undefined;
  const to = destinationOf(entry);
  if (source === undefined || to === undefined) return undefined;
  // The longest prefix counts; of equal ones that of keepalived, which it puts before the others.
  const nearer = [
    ...routes
      .filter((other) => other.directors.some((director) => directors.includes(director)))
      .map(destinationOf),
    ...directors.flatMap(({ interfaces }) => interfaces.map(({ address }) => address)),
  ].filter((prefix): prefix is Prefix => prefix !== undefined && prefix.length > to.length);
  const found = holders.get(source.text)?.find(({ realServer }) => {
    const { address } = realServer.address;
    return contains(to, address) && !nearer.some((prefix) => contains(prefix, address));
  });
  if (found === undefined) return undefined;
  return {
    message: `route to ${quote(String(item['to']))} has src ${quote(source.text)}, a VIP: it is the source of checks of ${quote(found.realServer.name)}, which has it too, so they fail`,
    hint: 'remove src, or give the route a table of its own and a rule for what needs the VIP as its source',
    severity: 'warning',
    at: place('src'),
    related: [{ at: found.virtualServer.vipPlace(source), message: 'the service of the VIP' }],
  };
}

function destinationOf({ item }: HostEntry): Prefix | undefined {
  return item['type'] === undefined && isInMainTable(item) ? routeTarget(item) : undefined;
}
