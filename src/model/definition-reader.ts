import { type Address, type Prefix, parseAddress, parsePrefix } from '../address/address.ts';
import type * as definition from '../schema/definition.ts';
import type { Options } from './cluster.ts';
import { Origin } from './origin.ts';

type List = 'real_servers' | 'vrrp_instances' | 'virtual_servers';

/** What all builders of the model's parts need: places, and what `defaults` has. */
export class DefinitionReader {
  readonly data: definition.ClusterDefinition;
  private readonly file: string;

  constructor(file: string, data: definition.ClusterDefinition) {
    this.file = file;
    this.data = data;
  }

  origin(path: readonly (string | number)[], item: object): Origin {
    return new Origin(this.file, [...path], asOptions(item));
  }

  /** An item of a list over the defaults for that list. What an item has itself always wins, whole. */
  withDefaults<Item extends object>(list: List, own: Item, index: number): { item: Item; origin: Origin } {
    const defaults = this.data.defaults?.[list];
    if (defaults === undefined) return { item: own, origin: this.origin([list, index], own) };
    const source = { path: ['defaults', list], item: asOptions(defaults) };
    return {
      item: { ...defaults, ...own },
      origin: new Origin(this.file, [list, index], asOptions(own), source),
    };
  }
}

export function asOptions(item: object): Options {
  return item as Options;
}

/** @throws Error for a text that the schema should not have let pass. */
export function address(text: string): Address {
  const parsed = parseAddress(text);
  if (parsed === undefined) throw new Error(`the schema let "${text}" pass as an address`);
  return parsed;
}

/** @throws Error for a text that the schema should not have let pass. */
export function prefix(text: string): Prefix {
  const parsed = parsePrefix(text);
  if (parsed === undefined) throw new Error(`the schema let "${text}" pass as an address with a prefix`);
  return parsed;
}

/** A value that may be a list, as one. */
export function listOf<Value>(value: Value | readonly Value[] | undefined): readonly Value[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? (value as readonly Value[]) : [value as Value];
}
