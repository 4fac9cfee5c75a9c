import fc from 'fast-check';
import schema from '../../../schemas/cluster.schema.json' with { type: 'json' };
import type { Draw } from './draw.ts';

/** A part of the schema, as far as values are drawn from it. */
export interface Node {
  readonly $ref?: string;
  readonly const?: unknown;
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly pattern?: string;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly multipleOf?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly items?: Node;
  readonly properties?: Readonly<Record<string, Node>>;
  readonly additionalProperties?: Node | boolean;
  readonly required?: readonly string[];
}

export type Item = Record<string, unknown>;

/**
 * Values of kinds for which a random text of the right shape would not do: what they name has to be there. By
 * `part.property`, by the property, or by the kind in `$defs`; undefined leaves the property out.
 *
 * @param scope what the value has to agree with.
 * @param item what has been drawn of the part before.
 */
export type Kinds<Scope> = Readonly<Record<string, (draw: Draw, scope: Scope, item: Item) => unknown>>;

const PARTS = schema.$defs as unknown as Readonly<Record<string, Node>>;

export const ROOT = schema as unknown as Node;

/** What a `$ref` leads to, and its name. */
export function resolve(node: Node): { readonly node: Node; readonly name: string | undefined } {
  if (node.$ref === undefined) return { node, name: undefined };
  const name = node.$ref.replace('#/$defs/', '');
  return { node: PARTS[name] as Node, name };
}

/** The property of a part. */
export function propertyNode(part: string, key: string): Node {
  const node = (part === 'cluster' ? ROOT : PARTS[part])?.properties?.[key];
  if (node === undefined) throw new Error(`the schema has no ${part}.${key}`);
  return node;
}

export function propertiesOf(part: string): string[] {
  return Object.keys(PARTS[part]?.properties ?? {});
}

/** A random item of a part of the schema: whatever properties the part has, now or later. */
export function drawPart<Scope>(
  draw: Draw,
  part: string,
  kinds: Kinds<Scope>,
  scope: Scope,
  { given = {}, words = 4 }: { given?: Item; words?: number } = {},
): Item {
  const { properties = {}, required = [] } = PARTS[part] ?? {};
  const share = Math.min(0.5, words / Object.keys(properties).length);
  const item: Item = {};
  for (const [key, node] of Object.entries(properties)) {
    const isGiven = Object.hasOwn(given, key);
    if (!isGiven && !required.includes(key) && !draw.chance(share)) continue;
    const kind = kinds[`${part}.${key}`] ?? kinds[key];
    const drawn = () =>
      kind === undefined ? drawValue(draw, node, kinds, scope) : kind(draw, scope, { ...given, ...item });
    const value = isGiven ? given[key] : drawn();
    if (value !== undefined) item[key] = value;
  }
  return item;
}

/** A random value that the schema takes. */
export function drawValue<Scope>(draw: Draw, node: Node, kinds: Kinds<Scope>, scope: Scope): unknown {
  const { node: target, name } = resolve(node);
  if (name !== undefined) {
    const kind = kinds[name];
    if (kind !== undefined) return kind(draw, scope, {});
    if (target.properties !== undefined && target.type === 'object')
      return drawPart(draw, name, kinds, scope);
    return drawValue(draw, target, kinds, scope);
  }
  if (target.enum !== undefined) return draw.pick(target.enum);
  const type = draw.pick([target.type].flat());
  if (type === 'array') {
    const least = target.minItems ?? 0;
    const length = draw.int(least, Math.min(target.maxItems ?? 3, least + 2));
    return Array.from({ length }, () => drawValue(draw, target.items ?? {}, kinds, scope));
  }
  return drawScalar(draw, String(type), target);
}

function drawScalar(draw: Draw, type: string, node: Node): unknown {
  const { minimum = 0, maximum = 1000, pattern } = node;
  switch (type) {
    case 'boolean':
      return draw.chance(0.7);
    case 'integer':
      return drawInteger(draw, minimum, maximum);
    case 'number': {
      const step = node.multipleOf ?? 0.001;
      const steps = drawInteger(draw, Math.ceil(minimum / step), Math.floor(maximum / step));
      return Number((steps * step).toFixed(3));
    }
    default:
      if (pattern === undefined) throw new Error(`no values for ${JSON.stringify(node)}`);
      return draw.from(patternText(pattern, node.maxLength ?? 500));
  }
}

/** Small ones and bounds are what programs trip over. */
function drawInteger(draw: Draw, least: number, most: number): number {
  const kind = draw.int(0, 4);
  if (kind === 0) return least;
  if (kind === 1) return most;
  return kind === 2 ? draw.int(least, most) : draw.int(least, Math.min(most, least + 100));
}

const texts = new Map<string, fc.Arbitrary<string>>();

/** The texts that a pattern takes. It is compiled once. */
export function patternText(pattern: string, longest: number): fc.Arbitrary<string> {
  let known = texts.get(pattern);
  if (known === undefined) {
    // fast-check knows no lookahead: what ours exclude is filtered.
    const plain = pattern.replaceAll(/\(\?!(?:[^()]|\([^()]*\))*\)/g, '');
    const whole = new RegExp(pattern);
    known = fc.stringMatching(new RegExp(plain)).filter((text) => text.length <= longest && whole.test(text));
    texts.set(pattern, known);
  }
  return known;
}
