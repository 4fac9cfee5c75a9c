import { definitions, parts, refOf, resolve, type Schema } from './schema.ts';

/** How a part is named in a table: a link to its section. */
export type LinkTo = (part: string) => string;

const FORMATS: Readonly<Record<string, string>> = {
  address: 'an IPv4 or IPv6 address',
  'address-prefix': 'an address with its prefix length, such as 192.168.0.8/24',
  subnet: 'a subnet, with no host bits set, such as 192.168.0.0/24',
};

/** The texts with a syntax of their own, which a section explains once: `interface_name` is "interface name". */
export const kinds: readonly string[] = Object.entries(definitions)
  .filter(([, schema]) => schema['type'] === 'string' && ('format' in schema || 'x-syntax' in schema))
  .map(([name]) => name);

/** What a kind is called where its name in the schema is for those who know that. */
const KIND_NAMES: Readonly<Record<string, string>> = {
  text_lines: 'lines',
  address_prefix: 'address with prefix',
  virtualhost: 'host name',
  multicast4: 'IPv4 multicast address',
  multicast6: 'IPv6 multicast address',
  email: 'e-mail address',
};

export const kindText = (name: string): string => `*${KIND_NAMES[name] ?? name.replaceAll('_', ' ')}*`;

/** What a text has to look like: its syntax, and its most characters where the syntax does not say them. */
export function syntaxOf(schema: Schema): string {
  const { 'x-syntax': syntax, format, maxLength } = schema;
  const known = syntax ?? FORMATS[String(format)];
  const text = typeof known === 'string' ? inCode(known) : '';
  return format === undefined && maxLength !== undefined ? `${text}; at most ${maxLength} characters` : text;
}

/** The quotes of a message are code on a page. */
const inCode = (syntax: string): string => syntax.replace(/"([^"]+)"/g, '`$1`');

/** What may stand there, in words. */
export function valueCell(
  property: Schema,
  linkTo: LinkTo,
  sinceOf: (value: string) => string | undefined,
): string {
  const name = refOf(property);
  const { schema } = resolve(property);
  if (name !== undefined && parts.has(name) && schema['x-line'] !== true) return linkTo(name);
  if (name !== undefined && kinds.includes(name)) return kindText(name);
  if ('const' in schema) return code(schema['const']);
  if (Array.isArray(schema['enum'])) {
    return schema['enum'].map((value) => withSince(code(value), sinceOf(String(value)))).join(', ');
  }
  const texts = [schema['type']].flat().map((type) => textOf(String(type), schema, name, linkTo, sinceOf));
  const whole = wholeSyntax(schema);
  return whole ?? texts.filter((text) => text !== '').join(', or ');
}

/** Some syntaxes speak of all that may stand there, and not of the text alone. */
function wholeSyntax({ type, 'x-syntax': syntax }: Schema): string | undefined {
  if (typeof syntax !== 'string' || !Array.isArray(type)) return undefined;
  const isNumeric = type.includes('integer') || type.includes('number');
  const isWhole = /^true, false/.test(syntax) || (isNumeric && type.length === 2 && / or /.test(syntax));
  return isWhole && !type.includes('array') ? inCode(syntax) : undefined;
}

function textOf(
  type: string,
  schema: Schema,
  name: string | undefined,
  linkTo: LinkTo,
  sinceOf: (value: string) => string | undefined,
): string {
  switch (type) {
    case 'boolean':
      return '`true`, `false`';
    case 'integer':
    case 'number':
      return rangeOf(schema);
    case 'array':
      return listText(schema, linkTo);
    case 'object':
      return mappingText(schema, name, linkTo);
    default:
      return stringText(schema, sinceOf);
  }
}

function rangeOf({ minimum, maximum, multipleOf }: Schema): string {
  const range = `${minimum} to ${maximum}`;
  return multipleOf === undefined ? range : `${range}, in steps of ${multipleOf}`;
}

function stringText(schema: Schema, sinceOf: (value: string) => string | undefined): string {
  const words = /^\^(?:\(\?:)?([A-Za-z_|]+)\)?\$$/.exec(String(schema['pattern']))?.[1];
  if (words !== undefined) {
    return words
      .split('|')
      .map((word) => withSince(code(word), sinceOf(word)))
      .join(', ');
  }
  // A part that may be text alone is text as its first key has it.
  const [first] = Object.values((schema['properties'] ?? {}) as Record<string, Schema>);
  const kind = first === undefined || schema['x-line'] !== true ? undefined : refOf(first);
  const same = kinds.find((name) => {
    const { format, pattern } = definitions[name] as Schema;
    return format === schema['format'] && pattern === schema['pattern'];
  });
  const named = kind ?? same;
  return named === undefined ? syntaxOf(schema) : kindText(named);
}

function listText(schema: Schema, linkTo: LinkTo): string {
  const { minItems, maxItems } = schema;
  const items = schema['items'] as Schema;
  const bounds = minItems === maxItems ? `${minItems}` : `up to ${maxItems}`;
  return `list of ${bounds}: ${valueCell(items, linkTo, () => undefined)}`;
}

function mappingText(schema: Schema, name: string | undefined, linkTo: LinkTo): string {
  const { additionalProperties, propertyNames } = schema;
  if (typeof additionalProperties === 'object') {
    const key = refOf(propertyNames as Schema) ?? 'name';
    return `${linkTo(String(refOf(additionalProperties as Schema)))} by ${kindText(key)}`;
  }
  if (name !== undefined) return linkTo(name);
  const [inner] = Object.keys((schema['properties'] ?? {}) as object);
  return inner === undefined ? '' : `a mapping with ${code(inner)}`;
}

const withSince = (text: string, since: string | undefined): string =>
  since === undefined ? text : `${text} (${since})`;

/** A description, with its last clause apart where that says the default. */
export function splitDescription(description: string): { readonly text: string; readonly fallback?: string } {
  const found = /(?<before>.*)(?:[;.] [Dd]efault: )(?<fallback>[^.]+)\.(?<after>.*)/.exec(
    description,
  )?.groups;
  if (found === undefined) return { text: description };
  return { text: `${found['before']}.${found['after']}`, fallback: String(found['fallback']) };
}

const code = (value: unknown): string => `\`${typeof value === 'string' ? value : flow(value)}\``;

/** A value as YAML on one line. */
export function flow(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(flow).join(', ')}]`;
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).map(([key, own]) => `${key}: ${flow(own)}`);
    return `{ ${entries.join(', ')} }`;
  }
  return typeof value === 'string' && !isPlain(value) ? JSON.stringify(value) : String(value);
}

/** Text that YAML reads as itself wherever it stands. */
function isPlain(text: string): boolean {
  const isOther = /^(?:true|false|null|yes|no|on|off|~)$/i.test(text) || !Number.isNaN(Number(text));
  return !isOther && /^[A-Za-z0-9/][A-Za-z0-9 ./:@%+=_~-]*$/.test(text) && !/: |:$| $/.test(text);
}

export const exampleCell = (examples: readonly unknown[]): string =>
  examples.map((value) => `\`${flow(value)}\``).join(' or ');

/** A table of Markdown; a column that is empty throughout is left out. */
export function table(headings: readonly string[], rows: readonly (readonly string[])[]): string {
  const used = headings.map((_, index) => rows.some((row) => row[index] !== ''));
  const line = (cells: readonly string[]) =>
    `| ${cells
      .filter((_, index) => used[index])
      .map((cell) => cell.replaceAll('|', '\\|'))
      .join(' | ')} |\n`;
  return `${line(headings)}${line(headings.map(() => '---')).replaceAll(' ', '')}${rows.map(line).join('')}`;
}
