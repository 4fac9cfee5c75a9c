import { blocks } from '../generated/blocks.js';

/**
 * How a part of a definition is written in keepalived.conf: the annotations of its schema, ahead of time.
 *
 * - `x-block`: the part is a block of this name, and each of its properties a keyword there.
 * - `x-line`: the part is one line, and each of its properties one or two words of it.
 * - `x-word`: keepalived's word for a property, where it is not the property's name.
 * - `x-conf`: the {@link Form} of a property, where its value does not say it.
 */
export interface Part {
  readonly block?: string;
  readonly isLine?: boolean;
  /** In the order of the schema, which is that of keepalived.conf(5). */
  readonly properties: readonly (readonly [name: string, property: Property])[];
}

export interface Property {
  readonly form?: Form;
  readonly word?: string;
  /** The part that its value is, or each entry of it. */
  readonly part?: string;
  readonly isAddress?: boolean;
}

/**
 * - `none`: not for keepalived, or written by hand.
 * - `boolean`: `keyword true` or `keyword false`; else `true` is the keyword alone, and `false` is nothing.
 * - `words`: a list, or a text with spaces, is the words of one line; else a list is a block with a line for each entry.
 * - `repeated`: a list is one line for each entry, each with the keyword.
 * - `value`: in a line, the value without the property's name.
 */
export type Form = 'none' | 'boolean' | 'words' | 'repeated' | 'value';

/** @throws Error for a name that the schema does not have. */
export function partOf(name: string): Part {
  const part = blocks[name];
  if (part === undefined) throw new Error(`the schema has no part "${name}"`);
  return part;
}
