import fc from 'fast-check';
import schema from '../../../schemas/cluster.schema.json' with { type: 'json' };

interface Node {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly multipleOf?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly items?: Node;
  readonly properties?: Readonly<Record<string, Node>>;
  readonly required?: readonly string[];
}

/** Values of kinds that a random text of the right shape would not do for: what they name has to be there. */
export type Kinds = Readonly<Record<string, fc.Arbitrary<unknown>>>;

const definitions = schema.$defs as unknown as Readonly<Record<string, Node>>;

/** Random options of a part of the schema: each of the named properties, or of all, is there or not. */
export function arbitraryOptions(
  part: string,
  kinds: Kinds,
  { without = [], only }: { without?: readonly string[]; only?: readonly string[] } = {},
): fc.Arbitrary<Record<string, unknown>> {
  const properties = Object.entries(definitions[part]?.properties ?? {}).filter(
    ([name]) => !without.includes(name) && (only === undefined || only.includes(name)),
  );
  const required = new Set(definitions[part]?.required ?? []);
  const values = properties.map(([name, node]) => [
    name,
    kinds[`${part}.${name}`] ?? kinds[name] ?? arbitraryValue(node, kinds),
  ]);
  const names = properties.map(([name]) => name);
  return fc
    .tuple(
      fc.record(Object.fromEntries(values)),
      fc.subarray(names, { maxLength: Math.min(names.length, 5) }),
    )
    .map(([all, some]) => {
      const kept = names.filter((name) => required.has(name) || some.includes(name));
      return Object.fromEntries(kept.map((name) => [name, (all as Record<string, unknown>)[name]]));
    });
}

/** A random value that the schema takes. */
export function arbitraryValue(node: Node, kinds: Kinds): fc.Arbitrary<unknown> {
  if (node.$ref !== undefined) {
    const name = node.$ref.replace('#/$defs/', '');
    const known = kinds[name];
    if (known !== undefined) return known;
    const target = definitions[name] as Node;
    if (target.properties !== undefined && target.type === 'object') return arbitraryOptions(name, kinds);
    return arbitraryValue(target, kinds);
  }
  if (node.enum !== undefined) return fc.constantFrom(...node.enum);
  const types = [node.type].flat();
  return fc.oneof(...types.map((type) => arbitraryOf(String(type), node, kinds)));
}

function arbitraryOf(type: string, node: Node, kinds: Kinds): fc.Arbitrary<unknown> {
  const { minimum = 0, maximum = 1000, pattern } = node;
  switch (type) {
    case 'boolean':
      return fc.boolean();
    case 'integer':
      return fc.oneof(fc.integer({ min: minimum, max: maximum }), fc.constantFrom(minimum, maximum));
    case 'number':
      return fc
        .integer({ min: Math.ceil(minimum * 1000), max: Math.floor(maximum * 1000) })
        .map((thousandths) => thousandths / 1000);
    case 'array':
      return fc.array(arbitraryValue(node.items ?? {}, kinds), {
        minLength: node.minItems ?? 0,
        maxLength: Math.min(node.maxItems ?? 3, (node.minItems ?? 0) + 2),
      });
    default:
      if (pattern === undefined) throw new Error(`no values for ${JSON.stringify(node)}`);
      return fc.stringMatching(new RegExp(pattern));
  }
}
