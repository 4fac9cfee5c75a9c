import type * as definition from '../schema/definition.ts';
import type { Address } from './address.ts';
import { addressesOf } from './address-range.ts';
import type { Listener, Mark, Protocol, VirtualServerGroup } from './cluster.ts';
import { address, type DefinitionReader } from './definition-reader.ts';

/** What clients reach, in all the forms that a virtual server has for it. */
export interface Listening {
  readonly kind: 'address' | 'fwmark' | 'group';
  readonly vips: readonly Address[];
  readonly port: number;
  readonly protocol: Protocol;
  readonly listeners: readonly Listener[];
  readonly marks: readonly Mark[];
}

type Source = Pick<
  definition.VirtualServer,
  'vip' | 'port' | 'fwmark' | 'marks' | 'set_mark' | 'group' | 'protocol'
>;

/** @param groups by name: the schema's second step has looked that the one that is named is there. */
export function listeningOf(
  item: Source,
  groups: ReadonlyMap<string, definition.VirtualServerGroup>,
): Listening {
  const { vip, fwmark, group } = item;
  if (fwmark !== undefined) return { ...fromMarks(fwmark, item), kind: 'fwmark' };
  if (group !== undefined) return { ...fromGroup(item, groups.get(group)?.members ?? []), kind: 'group' };
  const port = item.port ?? 0;
  const only = address(vip ?? '');
  const protocol = item.protocol ?? 'TCP';
  const listeners = [{ kind: 'address' as const, address: only, port }];
  return { kind: 'address', vips: [only], port, protocol, listeners, marks: [] };
}

function fromMarks(fwmark: number, { marks, set_mark }: Pick<Source, 'marks' | 'set_mark'>) {
  const all = (marks ?? []).map((mark) => markOf(fwmark, mark));
  const families = [...new Set(all.map(({ vip }) => vip.family))];
  const [first] = all;
  return {
    vips: distinct(all.map(({ vip }) => vip)),
    port: all.length === 1 && first?.ports?.first === first?.ports?.last ? (first?.ports?.first ?? 0) : 0,
    protocol: first?.protocol ?? 'TCP',
    listeners: families.map((family) => ({ kind: 'fwmark' as const, fwmark, family })),
    marks: set_mark === false ? [] : all,
  };
}

function fromGroup(item: Source, members: readonly definition.GroupMember[]): Omit<Listening, 'kind'> {
  const parts = members.map((member): Omit<Listening, 'kind' | 'protocol'> => {
    if (member.fwmark !== undefined) return fromMarks(member.fwmark, member);
    const found = addressesOf(member.address ?? '');
    const vips = typeof found === 'string' ? [] : found;
    const port = member.port ?? 0;
    const listeners = vips.map((own) => ({ kind: 'address' as const, address: own, port }));
    return { vips, port, listeners, marks: [] };
  });
  const ports = new Set(parts.map(({ port }) => port));
  return {
    vips: distinct(parts.flatMap(({ vips }) => vips)),
    port: ports.size === 1 ? ([...ports][0] as number) : 0,
    protocol: item.protocol ?? 'TCP',
    listeners: parts.flatMap(({ listeners }) => listeners),
    marks: parts.flatMap(({ marks }) => marks),
  };
}

/** @param fwmark what its packets get. */
export function markOf(fwmark: number, { vip, protocol, port }: definition.Mark): Mark {
  const [first, last] = String(port ?? '')
    .split('-')
    .map(Number) as [number, number?];
  const ports = port === undefined ? undefined : { first, last: last ?? first };
  return { fwmark, vip: address(vip), protocol, ports };
}

function distinct(addresses: readonly Address[]): Address[] {
  return [...new Map(addresses.map((entry) => [entry.text, entry])).values()];
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
