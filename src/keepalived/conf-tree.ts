import { parseAddress, parsePrefix } from '../address/address.ts';
import { type Form, type Property, partOf } from './parts.ts';

/** A line of keepalived.conf, or a block with lines of its own. */
export interface ConfNode {
  readonly keyword: string;
  readonly words: readonly ConfWord[];
  /** For people, on a line of its own before it. */
  readonly comment?: string;
  /** Present: it is a block. */
  readonly children?: readonly ConfNode[];
}

/** A word as it is, which is quoted where it has to be; or the name of a secret, which keepalived replaces. */
export type ConfWord = string | { readonly secret: string };

type Value = unknown;
type Item = Readonly<Record<string, Value>>;

export function line(keyword: string, ...words: (string | number)[]): ConfNode {
  return { keyword, words: words.map(textOf) };
}

export function block(keyword: string, words: readonly string[], children: readonly ConfNode[]): ConfNode {
  return { keyword, words, children };
}

/**
 * The lines of a part of a definition, in the order of keepalived.conf(5).
 *
 * @param name the part's name in the schema.
 * @param custom lines in place of what a property would give by itself; undefined: as if it were not named.
 */
export function confNodes(
  name: string,
  item: Item,
  custom: Readonly<Record<string, readonly ConfNode[] | undefined>> = {},
): ConfNode[] {
  const nodes: ConfNode[] = [];
  // Most parts say few of their words: this loop is the better part of a keepalived.conf, and makes nothing for the others.
  for (const [key, property] of partOf(name).properties) {
    const value = item[key];
    const lines = Object.hasOwn(custom, key) ? custom[key] : undefined;
    if (lines !== undefined) nodes.push(...lines);
    else if (value !== undefined && property.form !== 'none') nodes.push(...nodesOf(key, value, property));
  }
  return nodes;
}

function nodesOf(key: string, value: Value, property: Property): ConfNode[] {
  const keyword = property.word ?? key;
  if (property.form === 'boolean') return [line(keyword, value === true ? 'true' : 'false')];
  if (typeof value === 'boolean') return value ? [line(keyword)] : [];
  if (Array.isArray(value)) return listNodes(keyword, value, property);
  if (typeof value !== 'object' || value === null) {
    // A user and a group behind it are two words.
    if (property.form === 'words') return [line(keyword, ...String(value).split(' '))];
    return [line(keyword, scalar(value, property))];
  }
  const { part } = property;
  if (part === undefined) throw new Error(`the schema does not say how "${key}" is written`);
  if (partOf(part).isLine === true) return [line(keyword, ...lineWords(part, value as Item))];
  return [block(keyword, [], confNodes(part, value as Item))];
}

function listNodes(keyword: string, values: readonly Value[], property: Property): ConfNode[] {
  const { form, part } = property;
  if (form === 'words') return [line(keyword, ...values.map((value) => scalar(value, property)))];
  const isBlocks = part !== undefined && partOf(part).isLine !== true;
  if (isBlocks) return values.map((value) => block(keyword, [], confNodes(part, value as Item)));
  const entries = values.map((value): readonly (string | number)[] => {
    if (part === undefined) return [scalar(value, property)];
    return lineWords(
      part,
      typeof value === 'object' && value !== null ? (value as Item) : shortItem(part, value),
    );
  });
  if (form === 'repeated') return entries.map((words) => line(keyword, ...words));
  return [block(keyword, [], entries.map(asLine))];
}

/** An entry that is text alone: the value of the line's first word. */
function shortItem(part: string, value: Value): Item {
  const [first] = partOf(part).properties;
  return first === undefined ? {} : { [first[0]]: value };
}

const asLine = ([first = '', ...words]: readonly (string | number)[]): ConfNode =>
  line(textOf(first), ...words);

/** The words of a part that is one line: `192.168.0.38/32 dev eth0 no_track`. */
export function lineWords(part: string, item: Item): (string | number)[] {
  return partOf(part).properties.flatMap(([key, property]) => {
    const value = item[key];
    if (value === undefined || value === false || property.form === 'none') return [];
    const word = property.word ?? key;
    if (value === true) return [word];
    const words = Array.isArray(value)
      ? value.map((entry) => scalar(entry, property))
      : [scalar(value, property)];
    return isPositional(property.form) ? words : [word, ...words];
  });
}

const isPositional = (form: Form | undefined): boolean => form === 'value';

/** An address has one spelling in the artifacts, however the definition spells it. */
function scalar(value: Value, { isAddress }: Property): string | number {
  if (typeof value === 'number') return value;
  const text = String(value);
  if (isAddress !== true) return text;
  return parseAddress(text)?.text ?? parsePrefix(text)?.text ?? text;
}

/**
 * A number as keepalived reads it: without an exponent, and in milliseconds at the finest. The schema takes multiples of
 * that, with the tolerance of floating point: 0.30000000000000004 is 0.3.
 */
function textOf(word: string | number): string {
  return typeof word === 'string' ? word : String(Math.round(word * 1000) / 1000);
}
