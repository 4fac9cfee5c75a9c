import { type Address, parseAddress } from '../../../address/address.ts';
import { isLoopback } from '../../../address/address-kind.ts';
import { quote } from '../../../diagnostic/quote.ts';
import { type AddedRoute, addedRoutes } from '../../../model/route-addresses.ts';
import { routeTarget } from '../../../model/route-target.ts';
import { inOneSyncGroup } from '../../../model/vrrp-members.ts';
import type { Problem, RepositoryRule } from '../../rule.ts';

/**
 * The kernel refuses a route from an address that the host does not have at that moment, and keepalived goes on without the
 * route. The VIPs of a VRRP instance come before its routes; those of another one come when they come, and all of them
 * after the static routes.
 */
export const routeSourceNotLocal: RepositoryRule = {
  id: 'route-source-not-local',
  severity: 'error',
  oncePerPlace: true,
  summary:
    'the source of a route is an address that the director does not have when keepalived adds the route',
  catalogue: [],
  source:
    'Linux, fib_valid_prefsrc (fib_semantics.c) and ip6_route_info_create (route.c); keepalived 2.2.7: "Netlink: error: Invalid argument(22), type=RTM_NEWROUTE"; acassen/keepalived#1102',
  *repository({ environments }) {
    for (const environment of environments.values()) {
      for (const route of addedRoutes(environment)) {
        const source = parseAddress(String(route.entry.item['src']));
        if (source === undefined || isLoopback(source)) continue;
        if (routeTarget(route.entry.item)?.address.family !== source.family) continue;
        if (route.addresses.has(source)) continue;
        yield problemOf(route, source);
      }
    }
  },
};

function problemOf(
  { cluster, entry: { instance, place }, director }: AddedRoute,
  { text }: Address,
): Problem {
  const at = place('src');
  const src = `src ${quote(text)} of a route`;
  const name = quote(director.name);
  const other = cluster.vrrpInstances.find(
    ({ vips, members }) =>
      members.some(({ directorName }) => directorName === director.name) &&
      vips.some(({ prefix }) => prefix.address.text === text),
  );
  const vip = other?.vips.find(({ prefix }) => prefix.address.text === text);
  if (other === undefined || vip === undefined) {
    const orVip = instance === undefined ? '' : ` and no VIP of ${quote(instance.name)}`;
    return {
      message: `${src} is no address of ${name}${orVip}: the kernel refuses the route, and keepalived goes on without it`,
      hint: 'use an address that the director has then, or remove src',
      at,
      related: [{ at: director.origin.keyOf('interfaces'), message: `the addresses of ${name}` }],
    };
  }
  const isTogether = instance !== undefined && inOneSyncGroup(cluster, instance, other);
  const lacks =
    instance === undefined
      ? 'does not have when keepalived starts'
      : 'may not have yet when it gets the route';
  return {
    message: `${src} is a VIP of ${quote(other.name)}, which ${name} ${lacks}: the kernel then refuses the route, and keepalived goes on without it`,
    hint: `move the route to virtual_routes of ${quote(other.name)}`,
    ...(isTogether ? { severity: 'warning' } : {}),
    at,
    related: [{ at: vip.place(), message: 'the VIP' }],
  };
}
