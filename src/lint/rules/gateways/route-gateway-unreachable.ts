import {
  type Address,
  contains,
  isBroadcastAddress,
  isLinkLocal,
  isNetworkAddress,
  parseAddress,
  subnetText,
} from '../../../address/address.ts';
import { quote } from '../../../diagnostic/quote.ts';
import type { Cluster } from '../../../model/cluster.ts';
import { hostEntries } from '../../../model/host-entries.ts';
import { once } from '../../../model/once.ts';
import { type AddedRoute, addedRoutes } from '../../../model/route-addresses.ts';
import { routeTarget } from '../../../model/route-target.ts';
import { interfaceFault } from '../../../model/vmac.ts';
import type { Problem, RepositoryRule } from '../../rule.ts';

/**
 * The kernel refuses a route whose gateway is no neighbour on its interface at that moment, and keepalived goes on without
 * the route. `onlink` says that the gateway is a neighbour all the same.
 */
export const routeGatewayUnreachable: RepositoryRule = {
  id: 'route-gateway-unreachable',
  severity: 'error',
  oncePerPlace: true,
  summary: 'the gateway of a route is no neighbour of the director, or not another host',
  catalogue: [],
  source:
    'Linux, fib_check_nh (fib_semantics.c) and ip6_route_check_nh (route.c); keepalived 2.2.7: "Netlink: error: Network is unreachable(101), type=RTM_NEWROUTE"; acassen/keepalived#1719',
  *repository({ environments }) {
    for (const environment of environments.values()) {
      for (const route of addedRoutes(environment)) {
        const gateway = parseAddress(String(route.entry.item['via']));
        const problem = gateway === undefined ? undefined : problemOf(route, gateway);
        if (problem !== undefined) yield { ...problem, at: route.entry.place('via') };
      }
    }
  },
};

function problemOf(route: AddedRoute, gateway: Address): Omit<Problem, 'at'> | undefined {
  const { entry, director, addresses } = route;
  const { dev, onlink } = entry.item;
  // A link-local gateway is a neighbour on any link. What route-conflict reports is not held against addresses.
  if (isLinkLocal(gateway) || routeTarget(entry.item)?.address.family !== gateway.family) return undefined;
  if (typeof dev === 'string' && interfaceFault(route.cluster, director, entry.instance, dev) !== undefined)
    return undefined;
  const via = `via ${quote(gateway.text)} of a route`;
  if (addresses.has(gateway)) {
    // Of a gateway that is its own, IPv4 makes a route to neighbours.
    const isTaken = gateway.family === 'inet' && onlink !== true;
    const what = isTaken ? 'it asks for each destination by ARP' : 'the kernel refuses the route';
    return {
      message: `${via} is an address of ${quote(director.name)} itself: ${what}`,
      hint: 'name the router; or leave via out where the destinations are neighbours',
      ...(isTaken ? { severity: 'warning' } : {}),
    };
  }
  const around = addresses.around(gateway, dev);
  for (const subnet of around) {
    const isNetwork = isNetworkAddress(subnet, gateway);
    if (!isNetwork && !isBroadcastAddress(subnet, gateway)) continue;
    return {
      message: `${via} is the ${isNetwork ? 'network' : 'broadcast'} address of ${quote(subnetText(subnet))}`,
      hint: 'name the router',
    };
  }
  if (onlink === true || around.length > 0 || isOnLink(route, gateway)) return undefined;
  const wide = addresses.all
    .filter((own) => own.address.family === gateway.family && (dev === undefined || own.dev === dev))
    .flatMap(({ neighbours }) => neighbours.filter(({ first, last }) => first !== last));
  const near = [...new Set(wide.map(subnetText))].join(' or ') || 'a subnet that the interface has';
  return {
    message: `${via} is in no subnet of ${quote(director.name)}${typeof dev === 'string' ? ` on ${quote(dev)}` : ''}: the kernel refuses the route, and keepalived goes on without it`,
    hint: `name a router in ${near}; or set onlink: true where it answers there all the same`,
    related: [
      { at: director.origin.keyOf('interfaces'), message: `the interfaces of ${quote(director.name)}` },
    ],
  };
}

/** Routes without a gateway make neighbours: over IPv4 only with the scope of a link. */
const linkRoutes = once((cluster: Cluster) =>
  hostEntries(cluster, 'route').flatMap((entry) => {
    const { type, via, scope } = entry.item;
    const to = type === undefined && via === undefined ? routeTarget(entry.item) : undefined;
    return to !== undefined && (to.address.family === 'inet6' || scope === 'link') ? [{ entry, to }] : [];
  }),
);

function isOnLink(
  { cluster, entry: { item: own, instance }, director }: AddedRoute,
  gateway: Address,
): boolean {
  return linkRoutes(cluster).some(
    ({ entry, to }) =>
      contains(to, gateway) &&
      (entry.instance === undefined || entry.instance === instance) &&
      (own['dev'] ?? entry.item['dev']) === entry.item['dev'] &&
      entry.directors.some(({ name }) => name === director.name),
  );
}
