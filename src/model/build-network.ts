import type * as definition from '../schema/definition.ts';
import type { Address, Family, Prefix } from './address.ts';
import type { Director, Interface, RealServer, Segment } from './cluster.ts';
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

/** The directors of a definition, their interfaces once for each address. */
export function buildDirectors(reader: DefinitionReader, segments: readonly Segment[]): Director[] {
  return reader.data.directors.map((item, index): Director => {
    const path = ['directors', index];
    const interfaces = Object.entries(item.interfaces).flatMap(([name, entry]) => {
      const origin = reader.origin([...path, 'interfaces', name], entry);
      return listOf(entry.address).map((text, at): Interface => {
        const own = prefix(text);
        return {
          origin: origin.of({ address: at }),
          name,
          segmentName: entry.segment,
          segment: segmentOf(entry.segment, own.address.family, segments),
          address: own,
        };
      });
    });
    return { origin: reader.origin(path, item), name: item.name, interfaces, options: asOptions(item) };
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

/** The one of the name whose subnet is of the family; if none is, the first of the name. */
function segmentOf(name: string, family: Family, segments: readonly Segment[]): Segment | undefined {
  const named = segments.filter((segment) => segment.name === name);
  return named.find(({ subnet }) => subnet.address.family === family) ?? named[0];
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
