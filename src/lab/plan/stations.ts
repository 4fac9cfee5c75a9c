import { type Address, type Family, isLinkLocal, type Prefix, parsePrefix } from '../../address/address.ts';
import { freeAddresses } from './free-addresses.ts';
import type { Link, PlannedClient, Route, Station } from './lab-plan.ts';
import type { WireDraft, WiredGateway, Wiring } from './wiring.ts';

/** No host's name has a `@`. */
export const ROUTER = '@router';
const OUTSIDE: WireDraft = { name: 'outside', title: 'outside', subnets: [], gateways: new Map() };
/** For tests of networks, and nobody's (RFC 2544, RFC 5180). */
const OUTSIDE_SUBNETS: Readonly<Record<Family, string>> = {
  inet: '198.18.250.0/24',
  inet6: '2001:2:0:250::/64',
};
/** Sources that a client takes turns with, so that persistence has somebody to tell apart. */
const SOURCES = 12;

export interface Surroundings {
  readonly router: Station | undefined;
  readonly clients: readonly PlannedClient[];
  readonly wires: readonly WireDraft[];
  /** The addresses that the router holds. */
  readonly routerHas: ReadonlySet<string>;
}

/**
 * What stands around the hosts: a router that has the gateways which no host has, a client behind it, and one on each
 * wire that a director is on.
 *
 * @param vips every VIP, which is nobody else's.
 * @param routedVips the way to each VIP that is in no subnet.
 */
export function surroundings(
  { wires, hosts }: Wiring,
  vips: ReadonlySet<string>,
  routedVips: readonly Route[],
): Surroundings {
  const taken = new Set(vips);
  for (const { links } of hosts)
    for (const { prefixes } of links) for (const { address } of prefixes) taken.add(address.text);
  const routerLinks = wires.flatMap((wire, index) => routerLink(wire, index, taken));
  const routerHas = new Set(
    routerLinks.flatMap(({ addresses }) => addresses.map((text) => text.split('/')[0] ?? '')),
  );
  for (const gateway of wires.flatMap((wire) => [...wire.gateways.keys()])) taken.add(gateway);
  const attached = wires.filter((wire) =>
    hosts.some(({ host, links }) => host.directors.length > 0 && links.some((link) => link.wire === wire)),
  );
  const clients = attached.map((wire) => clientOn(wire, taken));
  if (routerLinks.length === 0) return { router: undefined, clients, wires, routerHas };
  const families = (['inet', 'inet6'] as const).filter((family) =>
    routerLinks.some(({ addresses }) =>
      addresses.some((text) => parsePrefix(text)?.address.family === family),
    ),
  );
  const subnets = families.map((family) => parsePrefix(OUTSIDE_SUBNETS[family]) as Prefix);
  const outside = { ...OUTSIDE, subnets, gateways: new Map<string, Address>() };
  const legs = subnets.flatMap((subnet) => freeAddresses(subnet, taken, 1));
  for (const { address } of legs) {
    taken.add(address.text);
    outside.gateways.set(address.text, address);
  }
  const router: Station = {
    name: ROUTER,
    links: [...routerLinks, { name: 'outside', wire: outside.name, addresses: legs.map(({ text }) => text) }],
    routes: routedVips,
    forwards: true,
  };
  return { router, clients: [...clients, clientOn(outside, taken)], wires: [...wires, outside], routerHas };
}

function routerLink(wire: WireDraft, index: number, taken: Set<string>): Link[] {
  const own = [...wire.gateways.values()].filter(({ text }) => !taken.has(text));
  const addresses = own.flatMap((address) => {
    const { family, bits, text } = address;
    const subnet = wire.subnets.find(
      (one) => one.address.family === family && one.first <= bits && bits <= one.last,
    );
    // A link-local one is in no subnet, and in each.
    if (subnet === undefined) return isLinkLocal(address) ? [`${text}/64`] : [];
    return [`${text}/${subnet.length}`];
  });
  // Behind a link-local gateway alone the router would have no way to the subnet.
  if (own.some(isLinkLocal))
    for (const subnet of wire.subnets.filter(({ address }) => address.family === 'inet6'))
      for (const { address, text } of freeAddresses(subnet, taken, 1)) {
        taken.add(address.text);
        addresses.push(text);
      }
  return addresses.length === 0 ? [] : [{ name: `eth${index}`, wire: wire.name, addresses }];
}

function clientOn(wire: WireDraft, taken: Set<string>): PlannedClient {
  const prefixes = wire.subnets.flatMap((subnet) => freeAddresses(subnet, taken, SOURCES));
  for (const { address } of prefixes) taken.add(address.text);
  const families = new Set(prefixes.map(({ address }) => address.family));
  return {
    name: `@client-${wire.name}`,
    title: wire.name === OUTSIDE.name ? 'a client behind the router' : `a client on ${wire.title}`,
    links: [{ name: 'eth0', wire: wire.name, addresses: prefixes.map(({ text }) => text) }],
    routes: defaultRoutes(
      [...wire.gateways.values()]
        .filter(({ family }) => families.has(family))
        .map((address) => ({ address, dev: 'eth0' })),
    ),
    forwards: false,
    sources: prefixes.map(({ address }) => address.text),
  };
}

/** One default route for each family. */
export function defaultRoutes(gateways: readonly WiredGateway[]): Route[] {
  const byFamily = new Map<Family, Route>();
  for (const { address, dev } of gateways) {
    const { family, text } = address;
    if (byFamily.has(family)) continue;
    byFamily.set(family, { to: 'default', via: text, ...(isLinkLocal(address) ? { dev } : {}) });
  }
  return [...byFamily.values()];
}
