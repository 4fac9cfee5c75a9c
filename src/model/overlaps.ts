import { overlap, type Prefix } from '../address/address.ts';

interface Placed<Item> {
  readonly prefix: Prefix;
  readonly item: Item;
}

/**
 * The items whose prefixes overlap another's, each once with the smallest prefix that it is inside, or equals. Prefixes
 * are nested or apart, so that one pass over the sorted ones finds them.
 */
export function overlaps<Item>(items: readonly Placed<Item>[]): { item: Item; inside: Item }[] {
  const found: { item: Item; inside: Item }[] = [];
  const sorted = [...items].sort((a, b) => compare(a.prefix, b.prefix));
  const open: Placed<Item>[] = [];
  for (const next of sorted) {
    while (open.length > 0 && !overlap((open.at(-1) as Placed<Item>).prefix, next.prefix)) open.pop();
    const outer = open.at(-1);
    if (outer !== undefined) found.push({ item: next.item, inside: outer.item });
    open.push(next);
  }
  return found;
}

/** By family, then by the first address, the widest first: a prefix comes after all that contain it. */
function compare(a: Prefix, b: Prefix): number {
  if (a.address.family !== b.address.family) return a.address.family === 'inet' ? -1 : 1;
  if (a.first !== b.first) return a.first < b.first ? -1 : 1;
  return a.length - b.length;
}
