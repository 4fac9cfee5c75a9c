import type { Location } from '../diagnostic/finding.ts';
import type { Cluster, Director, Options, VrrpInstance } from './cluster.ts';
import { Origin } from './origin.ts';

/** An address, route or rule that keepalived gives to hosts: an entry of a list of a VRRP instance or of a director. */
export interface HostEntry {
  /** Its words. An address that stands alone is `{ address }`. */
  readonly item: Options;
  /** The hosts that get it. */
  readonly directors: readonly Director[];
  /** Whose VIPs it moves with; absent for what a director always has. */
  readonly instance: VrrpInstance | undefined;
  readonly origin: Origin;
  /** Where it says a word; without one, or where an address stands alone, the entry. */
  readonly place: (word?: string) => Location;
}

/** The lists of a VRRP instance, and those of a director that are for the same. */
const LISTS = {
  address: { virtual: ['virtual_ipaddress', 'virtual_ipaddress_excluded'], fixed: 'static_ipaddress' },
  route: { virtual: ['virtual_routes'], fixed: 'static_routes' },
  rule: { virtual: ['virtual_rules'], fixed: 'static_rules' },
} as const;

/** What a cluster's directors get, the instances' first, in the definition's order. */
export function hostEntries({ vrrpInstances, directors }: Cluster, kind: keyof typeof LISTS): HostEntry[] {
  return [
    ...vrrpInstances.flatMap((instance) => {
      const members = instance.members.flatMap(({ director }) => director ?? []);
      return LISTS[kind].virtual.flatMap((list) => entriesOf(instance, list, members, instance));
    }),
    ...directors.flatMap((director) => fixedEntries(director, kind)),
  ];
}

/** What a director has always, whoever is MASTER. */
export function fixedEntries(director: Director, kind: keyof typeof LISTS): HostEntry[] {
  return entriesOf(director, LISTS[kind].fixed, [director], undefined);
}

function entriesOf(
  { options, origin }: Director | VrrpInstance,
  list: string,
  directors: readonly Director[],
  instance: VrrpInstance | undefined,
): HostEntry[] {
  const items = (options[list] ?? []) as readonly (string | Options)[];
  return items.map((item, index) => ({
    item: typeof item === 'string' ? { address: item } : item,
    directors,
    instance,
    origin: new Origin(origin.file, [...origin.at(list, index).path], typeof item === 'string' ? {} : item),
    place: (word) =>
      word === undefined || typeof item === 'string' ? origin.at(list, index) : origin.at(list, index, word),
  }));
}
