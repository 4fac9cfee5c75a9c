import { type Address, contains, isLinkLocal, type Prefix } from '../address/address.ts';
import type { Path } from '../diagnostic/finding.ts';
import type * as definition from '../schema/definition.ts';
import { address, asOptions, type DefinitionReader, listOf, prefix } from './definition-reader.ts';
import type { Director, Interface, Link, RealServer, Segment, SpareGateway } from './network.ts';
import type { Origin } from './origin.ts';

/** The segments of a definition: one for each subnet, in its order. */
export function buildSegments(reader: DefinitionReader): Segment[] {
  return Object.entries(reader.data.segments).flatMap(([name, item]) => {
    const origin = reader.origin(['segments', name], item);
    const subnets = listOf(item.subnet).map(prefix);
    const gateways = listOf(item.gateway).map(address);
    const { bySubnet, spare } = assign(subnets, gateways);
    return subnets.map((subnet, index): Segment => {
      const gateway = bySubnet[index];
      return {
        origin: origin.of({ subnet: index, gateway: gateway ?? 0 }),
        name,
        subnet,
        gateway: gateway === undefined ? undefined : gateways[gateway],
        spareGateways: index === 0 ? spare.map((at) => spareOf(origin, gateways, at)) : [],
        id: item.id,
      };
    });
  });
}

/** The directors of a definition, with their interfaces and the addresses on them. */
export function buildDirectors(reader: DefinitionReader, segments: readonly Segment[]): Director[] {
  return reader.data.directors.map((item, index): Director => {
    const path = ['directors', index];
    const origin = reader.origin(path, item);
    const { links, interfaces } = buildLinks(reader, [...path, 'interfaces'], item.interfaces, segments);
    return { origin, name: item.name, links, interfaces, options: asOptions(item) };
  });
}

/** The real servers of a definition, once for each address. */
export function buildRealServers(reader: DefinitionReader, segments: readonly Segment[]): RealServer[] {
  return reader.data.real_servers.flatMap((own: definition.RealServerHost, at) => {
    const { item, origin } = reader.withDefaults('real_servers', own, at);
    const addresses = listOf(item.address).map(prefix);
    const gateways = listOf(item.gateway).map(address);
    const { bySubnet, spare } = assign(addresses, gateways);
    const named = buildLinks(reader, [...origin.path, 'interfaces'], item.interfaces ?? {}, segments);
    return addresses.map((rip, index): RealServer => {
      const gateway = bySubnet[index];
      return {
        origin: origin.of({ address: index, gateway: gateway ?? 0 }),
        name: item.name,
        address: rip,
        gateway: gateway === undefined ? undefined : gateways[gateway],
        spareGateways: index === 0 ? spare.map((place) => spareOf(origin, gateways, place)) : [],
        ...named,
      };
    });
  });
}

function buildLinks(
  reader: DefinitionReader,
  path: Path,
  entries: Readonly<Record<string, definition.Interface>>,
  segments: readonly Segment[],
): { links: Link[]; interfaces: Interface[] } {
  const links: Link[] = [];
  const interfaces: Interface[] = [];
  for (const [name, entry] of Object.entries(entries)) {
    const origin = reader.origin([...path, name], entry);
    const named = segmentsOf(entry.segment, segments);
    const common = { name, segmentName: entry.segment };
    links.push({ ...common, origin, segments: named });
    for (const [at, own] of listOf(entry.address).map(prefix).entries()) {
      const segment = segmentOf(named, own.address);
      interfaces.push({ ...common, origin: origin.of({ address: at }), segment, address: own });
    }
  }
  return { links, interfaces };
}

/** Those of a name, and those that are the same wire by their `id`. */
function segmentsOf(name: string, segments: readonly Segment[]): Segment[] {
  const named = segments.filter((segment) => segment.name === name);
  const ids = new Set(named.flatMap(({ id }) => id ?? []));
  return [...named, ...segments.filter((other) => other.name !== name && ids.has(other.id ?? ''))];
}

/** The one whose subnet has the address, or else is of its family, or else the first. */
function segmentOf(named: readonly Segment[], own: Address): Segment | undefined {
  return (
    named.find(({ subnet }) => contains(subnet, own)) ??
    named.find(({ subnet }) => subnet.address.family === own.family) ??
    named[0]
  );
}

function spareOf(origin: Origin, gateways: readonly Address[], index: number): SpareGateway {
  return { address: gateways[index] as Address, place: () => origin.of({ gateway: index }).at('gateway') };
}

/** Which gateway, by its place in the list, each subnet has, and which ones none has. */
interface Assigned {
  readonly bySubnet: readonly (number | undefined)[];
  readonly spare: readonly number[];
}

/**
 * Each subnet has the gateway that is in it; a link-local one is for all of its family that have none. One in no subnet is for the
 * first of its family without one, and of a family without subnets for the first, for the rules to find.
 */
function assign(own: readonly Prefix[], gateways: readonly Address[]): Assigned {
  const bySubnet: (number | undefined)[] = own.map((subnet) => {
    const found = gateways.findIndex((gateway) => contains(subnet, gateway));
    return found < 0 ? undefined : found;
  });
  const families = new Set(own.map(({ address }) => address.family));
  const spare: number[] = [];
  for (const [index, gateway] of gateways.entries()) {
    if (bySubnet.includes(index)) continue;
    const isFor = ({ address }: Prefix, at: number) =>
      bySubnet[at] === undefined &&
      (families.has(gateway.family) ? address.family === gateway.family : at === 0);
    const free = own.flatMap((subnet, at) => (isFor(subnet, at) ? [at] : []));
    if (free.length === 0) spare.push(index);
    for (const at of isLinkLocal(gateway) ? free : free.slice(0, 1)) bySubnet[at] = index;
  }
  return { bySubnet, spare };
}
