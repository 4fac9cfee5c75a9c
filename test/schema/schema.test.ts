import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import { SECRET_NAME } from '../../src/diagnostic/secret-keys.ts';
import { formats } from '../../src/schema/formats.ts';

type Schema = Readonly<Record<string, unknown>>;

const FILES = ['cluster', 'project'] as const;
const read = (name: string): Schema =>
  JSON.parse(readFileSync(new URL(`../../schemas/${name}.schema.json`, import.meta.url), 'utf8'));

/** Every property that a schema names, with its path in the schema. */
function propertiesOf(schema: unknown, path: string): [path: string, property: Schema][] {
  if (typeof schema !== 'object' || schema === null) return [];
  return Object.entries(schema).flatMap(([key, value]) => {
    const below = propertiesOf(value, `${path}/${key}`);
    if (key !== 'properties') return below;
    const own = Object.entries(value as Record<string, Schema>);
    return [
      ...own.map(([name, property]): [string, Schema] => [`${path}/properties/${name}`, property]),
      ...below,
    ];
  });
}

test.each(FILES)('%s: an editor can help with each property: it has a description and an example', (name) => {
  const properties = propertiesOf(read(name), '');
  expect(properties.length).toBeGreaterThan(5);
  const isHelpful = ({ description, examples }: Schema) =>
    typeof description === 'string' &&
    /^[A-Z].*\.$/.test(description) &&
    Array.isArray(examples) &&
    examples.length > 0;
  const lacking = properties.filter(([, property]) => !isHelpful(property)).map(([path]) => path);
  // A check's own kinds say what they are for; a reserved entry is shown whole, one level up.
  expect(lacking).toEqual([]);
});

test.each(FILES)('%s: each example is one that the schema takes', (name) => {
  const ajv = new Ajv2020({ strict: false, multipleOfPrecision: 6 });
  for (const [format, isValid] of Object.entries(formats)) ajv.addFormat(format, isValid);
  const schema = read(name);
  ajv.addSchema(schema);
  for (const [path, { examples }] of propertiesOf(schema, '')) {
    const validate = ajv.getSchema(`${schema['$id']}#${path}`);
    for (const example of examples as unknown[]) {
      expect({ path, example, isValid: validate?.(example) }).toEqual({ path, example, isValid: true });
    }
  }
});

test('what cannot be the name of a secret is masked: the schema takes the same names', () => {
  const names = propertiesOf(read('cluster'), '').filter(([path]) => path.endsWith('/properties/secret'));
  expect(names.length).toBe(2);
  for (const [path, { pattern }] of names) expect(pattern, path).toBe(SECRET_NAME.source);
});
