import type { Location } from '../diagnostic/finding.ts';
import type * as definition from '../schema/definition.ts';
import type { Address } from './address.ts';
import { addressesOf } from './address-range.ts';
import { markOf } from './build-listeners.ts';
import type { Mark } from './cluster.ts';
import type { DefinitionReader } from './definition-reader.ts';
import { once } from './once.ts';
import type { Origin } from './origin.ts';

/** Where the definition says each address that a virtual server listens to: at its `vip`, in a mark, or in a member of its group. */
export function vipPlaces(
  { data }: DefinitionReader,
  item: Pick<definition.VirtualServer, 'vip' | 'marks' | 'group'>,
  origin: Origin,
): (vip: Address, mark?: Mark) => Location {
  if (item.vip !== undefined) return () => origin.at('vip');
  const places = once((_: Origin) => {
    const found = new Map<string, Location>();
    const add = (key: string, at: Location) => {
      if (!found.has(key)) found.set(key, at);
    };
    const addMark = (own: definition.Mark, at: Location) => {
      const mark = markOf(0, own);
      add(mark.vip.text, at);
      add(keyOf(mark), at);
    };
    for (const [index, mark] of (item.marks ?? []).entries()) addMark(mark, origin.at('marks', index, 'vip'));
    const groups = data.virtual_server_groups ?? [];
    const groupIndex = groups.findIndex(({ name }) => name === item.group);
    for (const [index, member] of (groups[groupIndex]?.members ?? []).entries()) {
      const path = ['virtual_server_groups', groupIndex, 'members', index];
      const at = (...route: (string | number)[]): Location => ({
        file: origin.file,
        path: [...path, ...route],
        part: 'value',
      });
      const addresses = member.address === undefined ? [] : addressesOf(member.address);
      if (typeof addresses !== 'string') for (const { text } of addresses) add(text, at('address'));
      for (const [index, mark] of (member.marks ?? []).entries()) addMark(mark, at('marks', index, 'vip'));
    }
    return found;
  });
  return (vip, mark) => places(origin).get(mark === undefined ? vip.text : keyOf(mark)) ?? origin.self();
}

/** Marks of one address differ in what follows it. */
function keyOf({ vip, protocol, ports }: Mark): string {
  return JSON.stringify([vip.text, protocol, ports]);
}
