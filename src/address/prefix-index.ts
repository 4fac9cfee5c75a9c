import type { Address, Family, Prefix } from './address.ts';

/** Finds what has an address without looking at all that there is: in time in proportion to the prefix lengths in use. */
export class PrefixIndex<Item> {
  /** By the number of host bits, then by the rest of the address. */
  private readonly subnets = {
    inet: new Map<bigint, Subnets<Item>>(),
    inet6: new Map<bigint, Subnets<Item>>(),
  };

  add({ address: { family }, length, first }: Prefix, item: Item): void {
    const hostBits = BigInt(WIDTH[family] - length);
    let subnets = this.subnets[family].get(hostBits);
    if (subnets === undefined) {
      subnets = new Map();
      this.subnets[family].set(hostBits, subnets);
    }
    const items = subnets.get(first >> hostBits);
    if (items === undefined) subnets.set(first >> hostBits, [item]);
    else items.push(item);
  }

  /** The items whose prefixes contain the address. */
  around({ family, bits }: Address): Item[] {
    const found: Item[] = [];
    for (const [hostBits, subnets] of this.subnets[family]) {
      const items = subnets.get(bits >> hostBits);
      if (items !== undefined) found.push(...items);
    }
    return found;
  }
}

type Subnets<Item> = Map<bigint, Item[]>;

const WIDTH: Record<Family, number> = { inet: 32, inet6: 128 };
