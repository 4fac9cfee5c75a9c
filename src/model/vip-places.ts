import type { Location } from '../diagnostic/finding.ts';
import type * as definition from '../schema/definition.ts';
import type { Address } from './address.ts';
import { parseAddress } from './address.ts';
import { addressesOf } from './address-range.ts';
import type { DefinitionReader } from './definition-reader.ts';
import { once } from './once.ts';
import type { Origin } from './origin.ts';

/** Where the definition says each address that a virtual server listens to: at its `vip`, in a mark, or in a member of its group. */
export function vipPlaces(
  { data }: DefinitionReader,
  item: Pick<definition.VirtualServer, 'vip' | 'marks' | 'group'>,
  origin: Origin,
): (vip: Address) => Location {
  if (item.vip !== undefined) return () => origin.at('vip');
  const places = once((_: Origin) => {
    const found = new Map<string, Location>();
    const add = (address: Address | undefined, at: Location) => {
      if (address !== undefined && !found.has(address.text)) found.set(address.text, at);
    };
    for (const [index, { vip }] of (item.marks ?? []).entries())
      add(parseAddress(vip), origin.at('marks', index, 'vip'));
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
      if (typeof addresses !== 'string') for (const address of addresses) add(address, at('address'));
      for (const [mark, { vip }] of (member.marks ?? []).entries())
        add(parseAddress(vip), at('marks', mark, 'vip'));
    }
    return found;
  });
  return (vip) => places(origin).get(vip.text) ?? origin.self();
}
