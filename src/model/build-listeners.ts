import type { Address } from '../address/address.ts';
import { addressesOf } from '../address/address-range.ts';
import type { Location } from '../diagnostic/finding.ts';
import type * as definition from '../schema/definition.ts';
import type { Mark, VirtualServer, VirtualServerGroup } from './cluster.ts';
import { address, type DefinitionReader } from './definition-reader.ts';
import type { Origin } from './origin.ts';

/** What clients reach, in all the forms that a virtual server has for it. */
export type Listening = Pick<
  VirtualServer,
  'kind' | 'vips' | 'vipPlace' | 'port' | 'protocol' | 'listeners' | 'marks'
>;

/** What the virtual server itself says of it, or one member of its group. */
interface Part extends Pick<Listening, 'port' | 'listeners' | 'marks'> {
  /** An address can stand in several marks. */
  readonly spots: readonly Spot[];
}

/** An address that clients reach, and where the definition says it. */
export interface Spot {
  readonly vip: Address;
  readonly place: () => Location;
}

/** A member of a group, and where it stands. */
export interface GroupMember {
  readonly item: definition.GroupMember;
  readonly origin: Origin;
}

type Source = Pick<
  definition.VirtualServer,
  'vip' | 'port' | 'fwmark' | 'marks' | 'set_mark' | 'group' | 'protocol'
>;

/**
 * @param origin the virtual server's.
 * @param floating the VIPs of the VRRP instances: those of a service by firewall mark that does not say its marks.
 * @param groups by name: the schema's second step has looked that the one that is named is there.
 */
export function listeningOf(
  item: Source,
  origin: Origin,
  groups: ReadonlyMap<string, readonly GroupMember[]>,
  floating: readonly Spot[],
): Listening {
  const { vip, fwmark, group, marks, port = 0, protocol = 'TCP' } = item;
  if (fwmark !== undefined)
    return joined('fwmark', [partOfMarks(fwmark, item, origin, floating)], marks?.[0]?.protocol ?? 'TCP');
  if (group !== undefined) return joined('group', (groups.get(group) ?? []).map(partOfMember), protocol);
  return joined('address', [partOfAddresses([address(vip ?? '')], port, origin, 'vip')], protocol);
}

function joined(kind: Listening['kind'], parts: readonly Part[], protocol: Listening['protocol']): Listening {
  const ports = new Set(parts.map(({ port }) => port));
  const spots = new Map<string, Part['spots'][number]>();
  for (const spot of parts.flatMap((part) => part.spots)) {
    if (!spots.has(spot.vip.text)) spots.set(spot.vip.text, spot);
  }
  return {
    kind,
    vips: [...spots.values()].map(({ vip }) => vip),
    vipPlace: ({ text }) => {
      const spot = spots.get(text);
      if (spot === undefined) throw new Error(`no virtual server listens to ${text} here`);
      return spot.place();
    },
    port: ports.size === 1 ? ([...ports][0] as number) : 0,
    protocol,
    listeners: parts.flatMap(({ listeners }) => listeners),
    marks: parts.flatMap(({ marks }) => marks),
  };
}

function partOfMember({ item, origin }: GroupMember): Part {
  if (item.fwmark !== undefined) return partOfMarks(item.fwmark, item, origin);
  const found = addressesOf(item.address ?? '');
  return partOfAddresses(typeof found === 'string' ? [] : found, item.port ?? 0, origin, 'address');
}

function partOfAddresses(addresses: readonly Address[], port: number, origin: Origin, field: string): Part {
  const place = () => origin.at(field);
  return {
    port,
    spots: addresses.map((vip) => ({ vip, place })),
    listeners: addresses.map((own) => ({ kind: 'address', origin, place, address: own, port })),
    marks: [],
  };
}

function partOfMarks(
  fwmark: number,
  { marks, set_mark }: Pick<Source, 'marks' | 'set_mark'>,
  origin: Origin,
  floating: readonly Spot[] = [],
): Part {
  const all = (marks ?? []).map((mark, index) =>
    markOf(fwmark, mark, () => origin.at('marks', index, 'vip')),
  );
  const spots = marks === undefined ? floating : all;
  const families = [...new Set(spots.map(({ vip }) => vip.family))];
  const [first] = all;
  return {
    port: all.length === 1 && first?.ports?.first === first?.ports?.last ? (first?.ports?.first ?? 0) : 0,
    spots,
    listeners: families.map((family) => ({
      kind: 'fwmark',
      origin,
      place: () => origin.at('fwmark'),
      fwmark,
      family,
    })),
    marks: set_mark === false ? [] : all,
  };
}

function markOf(fwmark: number, { vip, protocol, port }: definition.Mark, place: Mark['place']): Mark {
  const [first, last] = String(port ?? '')
    .split('-')
    .map(Number) as [number, number?];
  const ports = port === undefined ? undefined : { first, last: last ?? first };
  return { fwmark, vip: address(vip), protocol, ports, place };
}

/** By name. */
export function membersOfGroups(reader: DefinitionReader): Map<string, GroupMember[]> {
  return new Map(
    (reader.data.virtual_server_groups ?? []).map(({ name, members }, index) => [
      name,
      members.map((item, at) => ({
        item,
        origin: reader.origin(['virtual_server_groups', index, 'members', at], item),
      })),
    ]),
  );
}

export function buildVirtualServerGroups(reader: DefinitionReader): VirtualServerGroup[] {
  return (reader.data.virtual_server_groups ?? []).map((item, index) => ({
    origin: reader.origin(['virtual_server_groups', index], item),
    name: item.name,
    lines: item.members.flatMap(groupLines),
  }));
}

function groupLines(member: definition.GroupMember): (readonly [string, ...string[]])[] {
  if (member.fwmark !== undefined) {
    const families = new Set((member.marks ?? []).map(({ vip }) => address(vip).family));
    return [...families].map((family) => ['fwmark', String(member.fwmark), family] as const);
  }
  const port = member.port ?? 0;
  const text = member.address ?? '';
  return [port === 0 ? [text] : [text, String(port)]];
}
