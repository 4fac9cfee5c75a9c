import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { shellWord } from '../../src/diagnostic/shell-word.ts';
import { confWord } from '../../src/render/quoting.ts';
import { formats } from '../../src/schema/formats.ts';

type Schema = Readonly<Record<string, unknown>>;

/** Every part of the schema that takes text, with its path. */
function textsOf(schema: unknown, path: string): [path: string, schema: Schema][] {
  if (typeof schema !== 'object' || schema === null) return [];
  const own = schema as Schema;
  const isText = [own['type']].flat().includes('string') && !path.endsWith('/examples');
  const below = Object.entries(own)
    .filter(([key]) => !['examples', 'default', 'enum'].includes(key))
    .flatMap(([key, value]) => textsOf(value, `${path}/${key}`));
  return [...(isText ? [[path, own] as [string, Schema]] : []), ...below];
}

const schema = JSON.parse(readFileSync('schemas/cluster.schema.json', 'utf8'));
const texts = textsOf(schema, '');

/** For people, and never rendered; or read line by line before it is. */
const NOT_RENDERED = ['/$defs/text', '/$defs/text_lines'];

/** What a shell, keepalived.conf, nftables or YAML would read as more than a word. */
const LIVE = ['\n', '\r', '\t', '\0', '"', '\\', '$', '`', '\u001b', '\u202e', 'é', '\u0085'];

const takes = ({ pattern, format, maxLength }: Schema, text: string): boolean =>
  (typeof pattern !== 'string' || new RegExp(pattern, 'u').test(text)) &&
  (typeof format !== 'string' || formats[format as keyof typeof formats](text)) &&
  (typeof maxLength !== 'number' || text.length <= maxLength);

test('each text of the schema has a syntax', () => {
  expect(texts.length).toBeGreaterThan(40);
  const free = texts.filter(([, { pattern, format, enum: options }]) => !pattern && !format && !options);
  expect(free.map(([path]) => path)).toEqual([]);
});

test('no text that is rendered may hold what is live there', () => {
  const missed = texts
    .filter(([path, { enum: options }]) => !options && !NOT_RENDERED.includes(path))
    .flatMap(([path, own]) =>
      LIVE.flatMap((live) => [
        live,
        `a${live}`,
        `${live}a`,
        `a${live}b`,
        `/a${live}b`,
        `1${live}`,
        `eth0${live}`,
      ])
        .filter((text) => takes(own, text))
        .map((text) => `${path}: ${JSON.stringify(text)}`),
    );
  expect(missed).toEqual([]);
});

test('what the examples say has a safe spelling in keepalived.conf and in a shell', () => {
  const examples = texts.flatMap(([path, { examples = [] }]) =>
    (examples as unknown[])
      .filter((example) => typeof example === 'string')
      .map((text) => [path, text as string]),
  );
  expect(examples.length).toBeGreaterThan(10);
  for (const [path, text] of examples) {
    if (NOT_RENDERED.includes(path as string)) continue;
    expect(() => confWord(text as string), path).not.toThrow();
    expect(() => shellWord(text as string), path).not.toThrow();
  }
});

test('no text that is rendered may be a brace: keepalived counts it even in quotes', () => {
  const rendered = texts.filter(([path, { enum: options }]) => !options && !NOT_RENDERED.includes(path));
  const taking = rendered.filter(([, own]) => takes(own, '{') || takes(own, '}'));
  expect(taking.map(([path]) => path)).toEqual([]);
});

test('the directory for copies of the configuration fits into the command that keepalived makes of it', () => {
  const [, directory = {}] = texts.find(([path]) => path.endsWith('/config_save_dir')) ?? [];
  expect(takes(directory, `/${'a'.repeat(63)}`)).toBe(true);
  expect(takes(directory, `/${'a'.repeat(64)}`)).toBe(false);
  expect(takes(directory, '/a;b')).toBe(false);
});
