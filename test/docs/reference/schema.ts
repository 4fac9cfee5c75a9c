import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../pages.ts';

/** A schema, or a part of one. */
export type Schema = Readonly<Record<string, unknown>>;
export type Keys = Readonly<Record<string, Schema>>;

/** A mapping of the definition: `vrrp_instance`, or `cluster.target` where the schema has it in its place. */
export interface Part {
  readonly name: string;
  readonly schema: Schema;
  /** All of its keys, in the schema's order. */
  readonly keys: Keys;
  /** Those that it has for itself: the others are those of {@link fragments}. */
  readonly ownKeys: Keys;
  readonly fragments: readonly string[];
  /** The part whose keys it repeats as `defaults`, without some. */
  readonly defaultsOf?: { readonly part: string; readonly without: readonly string[] };
}

const readJson = (path: string): Schema => JSON.parse(readFileSync(join(ROOT, path), 'utf8'));

/** The schema as it is published, and its sources, which say what several definitions share. */
export const published = readJson('schemas/cluster.schema.json');
const SOURCES = readdirSync(join(ROOT, 'schemas/source')).sort();
const sources: Keys = Object.assign({}, ...SOURCES.map((file) => readJson(`schemas/source/${file}`)));

export const definitions = published['$defs'] as Keys;
export const refOf = ({ $ref }: Schema): string | undefined =>
  typeof $ref === 'string' ? $ref.replace('#/$defs/', '') : undefined;
export const keysOf = (schema: Schema): Keys => (schema['properties'] ?? {}) as Keys;

/** A schema with what its `$ref` has, and the name of that. */
export function resolve(schema: Schema): { readonly schema: Schema; readonly name?: string } {
  const name = refOf(schema);
  if (name === undefined) return { schema };
  return { schema: { ...definitions[name], ...schema }, name };
}

/** The keys that several checks share, by the fragment's name. */
export const fragments: Readonly<Record<string, Keys>> = Object.fromEntries(
  Object.entries(sources)
    .filter(([, schema]) => schema['x-fragment'] === true)
    .map(([name, schema]) => [name, keysOf(schema)]),
);

function partOf(name: string, schema: Schema): Part {
  const source = sources[name] ?? {};
  const included = (source['x-include'] ?? []) as readonly string[];
  const shared = new Set(included.flatMap((fragment) => Object.keys(fragments[fragment] ?? {})));
  const keys = keysOf(schema);
  const own = Object.entries(keys).filter(([key]) => !shared.has(key));
  const original = source['x-defaults-of'];
  return {
    name,
    schema,
    keys,
    ownKeys: Object.fromEntries(own),
    fragments: included,
    ...(typeof original === 'string'
      ? { defaultsOf: { part: original, without: (source['x-without'] ?? []) as readonly string[] } }
      : {}),
  };
}

/** A part, and the mappings that stand in its keys without a name of their own. */
function withInner(name: string, schema: Schema): Part[] {
  const inner = Object.entries(keysOf(schema)).filter(([, property]) => 'properties' in property);
  return [partOf(name, schema), ...inner.flatMap(([key, property]) => withInner(`${name}.${key}`, property))];
}

/** Every mapping of the definition by name: `cluster` is the file itself. */
export const parts: ReadonlyMap<string, Part> = new Map(
  [['cluster', published] as const, ...Object.entries(definitions)]
    .filter(([, schema]) => 'properties' in schema)
    .flatMap(([name, schema]) => withInner(name, schema))
    .map((part) => [part.name, part]),
);

/** The part that a key's values, or the entries of its lists and mappings, are. */
export function partBelow(owner: string, key: string, property: Schema): string | undefined {
  if ('properties' in property) return `${owner}.${key}`;
  const name = refOf(property);
  if (name !== undefined && parts.has(name)) return name;
  const next = (name === undefined ? property : (definitions[name] as Schema))['items'];
  const named = resolve(property).schema['additionalProperties'];
  const below = next ?? (typeof named === 'object' ? named : undefined);
  return below === undefined ? undefined : partBelow(owner, key, below as Schema);
}
