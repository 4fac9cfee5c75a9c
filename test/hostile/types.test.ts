import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { analyse } from '../../src/pipeline.ts';
import { MANIFEST, readManifest } from '../../src/render/manifest.ts';
import { renderHosts } from '../../src/render/render-hosts.ts';
import { loadTemplates } from '../../src/render/templates.ts';
import { readSettings } from '../../src/settings.ts';
import { arbitraryVocabulary } from '../support/arbitrary/vocabulary.ts';
import { DR, HA, NAT_HA } from '../support/definitions.ts';
import { SEED } from '../support/seed.ts';

/**
 * What a pull request can write in any place: values of each type of YAML, and names that an object has without anybody's doing.
 * As YAML, in flow style.
 */
const VALUES: readonly string[] = [
  ...['null', 'true', '0', '-1', '1.5', '1e400', '.nan', '-.inf', '9007199254740993', '08', '2026-01-01'],
  ...['""', '" "', 'constructor', '__proto__', 'toString', 'hasOwnProperty', 'valueOf', 'length', 'then'],
  ...['{}', '[]', '[[]]', '[null]', '[{}]', '{"": 1}', '{a: 1}', '[{a: 1}]', '{__proto__: {a: 1}}'],
  ...['{constructor: {prototype: {a: 1}}}', '{toString: 1}', '{secret: 1}', '{secret: {}}', '{length: 3}'],
  ...['[[[[[[1]]]]]]', '!!binary aGk=', '*none', '"\\u0000"', `"${'x'.repeat(5000)}"`],
];
const KEYS: readonly string[] = [
  ...[
    '""',
    '__proto__',
    'constructor',
    'toString',
    'hasOwnProperty',
    'valueOf',
    'null',
    '1',
    '"a b"',
    '.nan',
  ],
];

type Step = string | number;
type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** A place of a definition, of which there may be many alike. */
interface Place {
  readonly path: readonly Step[];
  readonly part: 'value' | 'key' | 'new key';
}

/** A definition for each place that the schema has, or nearly: the first of many in which it is. */
function placesOfSchema(): { readonly data: Json; readonly file: string; readonly place: Place }[] {
  const found = new Map<string, { data: Json; file: string; place: Place }>();
  for (const { data, file } of fc.sample(arbitraryVocabulary(), { numRuns: 250, seed: SEED })) {
    const json = JSON.parse(JSON.stringify(data)) as Json;
    for (const place of placesIn(json, [])) {
      const kind = `${place.part} ${place.path.map((step, at) => nameOf(step, place.path[at - 1])).join('.')}`;
      if (!found.has(kind)) found.set(kind, { data: json, file, place });
    }
  }
  return [...found.values()];
}

/** Of a list every item is as good as another, and so is what has a name of its own. */
function nameOf(step: Step, owner: Step | undefined): string {
  return typeof step === 'number' || owner === 'segments' || owner === 'interfaces' ? '*' : step;
}

function* placesIn(value: Json, path: readonly Step[]): Iterable<Place> {
  if (path.length > 0) yield { path, part: 'value' };
  if (typeof value !== 'object' || value === null) return;
  if (Array.isArray(value)) {
    for (const [at, item] of value.entries()) yield* placesIn(item, [...path, at]);
    return;
  }
  yield { path, part: 'new key' };
  for (const [key, item] of Object.entries(value)) {
    yield { path: [...path, key], part: 'key' };
    yield* placesIn(item, [...path, key]);
  }
}

/** The definition with another text at a place. */
function written(value: Json, { path, part }: Place, text: string): string {
  const [step, ...rest] = path;
  const inner = { path: rest, part };
  if (step === undefined && part === 'value') return text;
  if (Array.isArray(value))
    return `[${value.map((item, at) => (at === step ? written(item, inner, text) : JSON.stringify(item))).join(', ')}]`;
  const entries = Object.entries(value as { [key: string]: Json }).map(([key, item]) => {
    if (key !== step) return `${JSON.stringify(key)}: ${JSON.stringify(item)}`;
    if (rest.length === 0 && part === 'key') return `${text}: ${JSON.stringify(item)}`;
    return `${JSON.stringify(key)}: ${written(item, inner, text)}`;
  });
  if (step === undefined) entries.push(`${text}: {a: 1}`);
  return `{${entries.join(', ')}}`;
}

const templates = await loadTemplates();
const { settings } = await readSettings(undefined);
const bytesOf = (text: string) => new TextEncoder().encode(text);

/** Lints a definition, and renders it where nothing stands in the way: neither may throw, and what they say is about the definition. */
async function survive(file: string, text: string): Promise<'refused' | 'rendered'> {
  const { repository, findings } = await analyse([{ file, bytes: bytesOf(text) }], settings, '2026-11-23');
  for (const { message, hint = '' } of findings)
    expect(`${message} ${hint}`).not.toMatch(/\[object |\bundefined\b|function |\[native code\]/);
  if (findings.some(({ severity }) => severity === 'error')) return 'refused';
  const hosts = [...repository.environments.values()].flatMap(({ hosts }) => [...hosts.values()]);
  for (const [, { content }] of renderHosts(hosts, templates))
    expect(content).not.toMatch(/\[object |\bundefined\b|\[native code\]/);
  return 'rendered';
}

describe('a definition survives', () => {
  const places = placesOfSchema();
  // All of them with `HOSTILE=all`, which takes ten minutes.
  const share = process.env['HOSTILE'] === 'all' ? 1 : 9;
  let turn = SEED;
  const some = <Item>(items: readonly Item[]) => items.filter(() => turn++ % share === 0);

  test('any type and any name of an object in the place of each value', async () => {
    const outcomes = { refused: 0, rendered: 0 };
    for (const { data, file, place } of places.filter(({ place }) => place.part === 'value'))
      for (const value of some(VALUES)) outcomes[await survive(file, written(data, place, value))] += 1;
    expect(places.filter(({ place }) => place.part === 'value').length).toBeGreaterThan(900);
    // Some are what the schema takes: a text in a description.
    expect(outcomes.rendered).toBeGreaterThan(10);
    expect(outcomes.refused).toBeGreaterThan(outcomes.rendered);
  });

  test('any name of an object as a key, in the place of one and beside the others', async () => {
    const outcomes = { refused: 0, rendered: 0 };
    for (const { data, file, place } of places.filter(({ place }) => place.part !== 'value'))
      for (const key of some(KEYS)) outcomes[await survive(file, written(data, place, key))] += 1;
    expect(outcomes.refused).toBeGreaterThan(500);
  });
});

test('small definitions survive all of them in all places', async () => {
  let count = 0;
  for (const text of [HA, DR, NAT_HA]) {
    const { parse } = await import('yaml');
    const data = parse(text) as Json;
    for (const place of placesIn(data, [])) {
      if (count++ % 3 !== 0) continue;
      for (const one of place.part === 'value' ? VALUES : KEYS)
        await survive('clusters/prod/web.yaml', written(data, place, one));
    }
  }
});

test('lvsgen.yaml survives any type in the place of each value, and any key', async () => {
  const data: Json = {
    clusters: 'clusters',
    artifacts: 'artifacts',
    templates: 'own',
    rules: { 'duplicate-vip': 'off' },
    reserved: [{ address: '192.0.2.1', for: 'a printer' }],
  };
  for (const place of placesIn(data, []))
    for (const one of place.part === 'value' ? VALUES : KEYS) {
      const { findings } = await readSettings({
        file: 'lvsgen.yaml',
        bytes: bytesOf(written(data, place, one)),
      });
      for (const { message } of findings) expect(message).not.toMatch(/\[object |\bundefined\b/);
    }
});

test('a manifest survives any type in the place of each value, and any key', async () => {
  const { repository } = await analyse(
    [{ file: 'clusters/prod/web-ha.yaml', bytes: bytesOf(HA) }],
    settings,
    '2026-11-23',
  );
  const hosts = [...(repository.environments.get('prod')?.hosts.values() ?? [])];
  const [text] = [...renderHosts(hosts, templates)].flatMap(([path, { content }]) =>
    path === `prod/lvs1/${MANIFEST}` ? [content] : [],
  );
  const data = JSON.parse(text ?? '') as Json;
  expect(readManifest(JSON.stringify(data), 'prod/lvs1')?.files.size).toBeGreaterThan(1);
  const json = [
    'null',
    'true',
    '-1',
    '1e400',
    '""',
    '{}',
    '[]',
    '[[]]',
    '[null]',
    '"__proto__"',
    '{"__proto__": {"a": 1}}',
  ];
  for (const place of placesIn(data, []))
    for (const one of place.part === 'value' ? json : ['""', '"__proto__"', '"constructor"', '"toString"']) {
      const known = readManifest(written(data, place, one), 'prod/lvs1');
      for (const [file, sum] of known?.files ?? [])
        expect(`${file} ${sum}`).toMatch(/^[\w.-]+ [0-9a-f]{64}$/);
      for (const definition of known?.definitions ?? []) expect(typeof definition).toBe('string');
    }
});

/** Each stopped lint, render and diff of all files: what a type error or an unknown key leaves is not what rules expect. */
test.each([
  ['a protocol that is no text', 'protocol: {}', 'protocol: TCP'],
  [
    'a method that is no text',
    'lvs_method: {}\n    sorry_server: { address: 192.168.0.30 }',
    'lvs_method: DR',
  ],
  ['a check that is no mapping', 'checks: [{ toString: 1 }]\n    real_servers:', 'real_servers:'],
  [
    'an unknown default that an item may have',
    'defaults: { virtual_servers: { extra: rr } }\nversion: 1',
    'version: 1',
  ],
  [
    'a BFD session without max_hops',
    'bfd_instances: [{ name: peer, neighbor_ip: 192.168.0.1, ttl: -1 }]\nversion: 1',
    'version: 1',
  ],
  [
    'a hundred slips before a grave one',
    `real_servers:\n${Array.from({ length: 101 }, (_, at) => `  - { name: s${at}, address: 192.168.0.${at + 100}/24, gatway: x }\n`).join('')}  - { name: bad, address: 192.168.0.256/24 }\n`,
    'real_servers:\n',
  ],
])('%s', async (_, text, instead) => {
  for (const base of [HA, DR]) {
    expect(base).toContain(instead);
    expect(await survive('clusters/prod/web.yaml', base.replace(instead, text))).toBe('refused');
  }
});

test('a switch by the name of what every object has is no switch', async () => {
  const text = HA.replace('version: 1', 'version: 1\nglobal_defs: { lvs_flush_on_stop: constructor }');
  expect(await survive('clusters/prod/web.yaml', text)).toBe('refused');
});
