import type * as definition from '../schema/definition.ts';
import { type Address, contains, type Prefix } from './address.ts';
import type { Director, Interface, Link, RealServer, Segment } from './cluster.ts';
import { address, asOptions, type DefinitionReader, listOf, prefix } from './definition-reader.ts';

/** The segments of a definition: one for each subnet, in its order. */
export function buildSegments(reader: DefinitionReader): Segment[] {
  return Object.entries(reader.data.segments).flatMap(([name, item]) => {
    const origin = reader.origin(['segments', name], item);
    const subnets = listOf(item.subnet).map(prefix);
    const gateways = listOf(item.gateway).map(address);
    return subnets.map((subnet, index): Segment => {
      const gateway = gatewayFor(index, subnets, gateways);
      return {
        origin: origin.of({ subnet: index, gateway: gateway.index }),
        name,
        subnet,
        gateway: gateway.address,
        id: item.id,
      };
    });
  });
}

/** The directors of a definition, with their interfaces and the addresses on them. */
export function buildDirectors(reader: DefinitionReader, segments: readonly Segment[]): Director[] {
  return reader.data.directors.map((item, index): Director => {
    const path = ['directors', index];
    const links: Link[] = [];
    const interfaces: Interface[] = [];
    for (const [name, entry] of Object.entries(item.interfaces)) {
      const origin = reader.origin([...path, 'interfaces', name], entry);
      const named = segmentsOf(entry.segment, segments);
      const common = { name, segmentName: entry.segment };
      links.push({ ...common, origin, segments: named });
      for (const [at, own] of listOf(entry.address).map(prefix).entries()) {
        const segment = segmentOf(named, own.address);
        interfaces.push({ ...common, origin: origin.of({ address: at }), segment, address: own });
      }
    }
    const origin = reader.origin(path, item);
    return { origin, name: item.name, links, interfaces, options: asOptions(item) };
  });
}

/** The real servers of a definition, once for each address. */
export function buildRealServers(reader: DefinitionReader): RealServer[] {
  return reader.data.real_servers.flatMap((own: definition.RealServerHost, at) => {
    const { item, origin } = reader.withDefaults('real_servers', own, at);
    const addresses = listOf(item.address).map(prefix);
    const gateways = listOf(item.gateway).map(address);
    return addresses.map((rip, index): RealServer => {
      const gateway = gatewayFor(index, addresses, gateways);
      return {
        origin: origin.of({ address: index, gateway: gateway.index }),
        name: item.name,
        address: rip,
        gateway: gateway.address,
      };
    });
  });
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

/** The gateway of the same family. One of a family that no address has is the first address's, for the rules to find. */
function gatewayFor(
  index: number,
  own: readonly Prefix[],
  gateways: readonly Address[],
): { index: number; address: Address | undefined } {
  const families = new Set(own.map((entry) => entry.address.family));
  const { family } = (own[index] as Prefix).address;
  const found = gateways.findIndex(
    (gateway) => gateway.family === family || (index === 0 && !families.has(gateway.family)),
  );
  return { index: Math.max(found, 0), address: gateways[found] };
}
