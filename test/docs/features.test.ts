import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ENTRY_WORDS, VALUE_WORDS } from '../../src/keepalived/value-words.ts';
import { BLOCK_NAMES, entryWordsOf, findWord, valuesOf, wordsOf } from '../../src/keepalived/words.ts';
import { edit, HA } from '../support/definitions.ts';
import { lint } from '../support/lint.ts';
import { requirePrograms } from '../support/programs.ts';
import { ROOT, readPage, UPDATE } from './pages.ts';
import { isInScripts } from './reference/engines.ts';
import { allFeatures, type Feature, pathsOf } from './reference/features.ts';
import { featuresPage } from './reference/features-page.ts';
import { ENTRY_HOMES, HOMES, VALUE_HOMES } from './reference/homes.ts';
import { COMMANDS, IPVS, type IpvsFeature } from './reference/ipvs.ts';
import { NAMES_OF_BLOCKS, OWN } from './reference/own.ts';
import { places } from './reference/places.ts';

const PAGE = 'docs/features.md';

test(`${PAGE} is what the schema and the vocabulary say`, async () => {
  const fresh = await featuresPage(readPage('docs/definition.md'));
  if (UPDATE) writeFileSync(join(ROOT, PAGE), fresh);
  else expect(readPage(PAGE)).toBe(fresh);
});

const nameOf = ({ where, name }: Feature) => `${where} ${name}`;

test('each word of keepalived has a home', () => {
  const count =
    BLOCK_NAMES.reduce((sum, block) => sum + wordsOf(block).size, 0) +
    Object.keys(ENTRY_WORDS).reduce((sum, list) => sum + entryWordsOf(list).size, 0) +
    Object.keys(VALUE_WORDS).reduce(
      (sum, place) => sum + valuesOf(...(place.split(' ') as [string, string])).size,
      0,
    );
  expect(allFeatures.length).toBe(count);
  expect(allFeatures.filter(({ kind }) => kind === undefined).map(nameOf)).toEqual([]);
});

test('a home is said once: by the schema, or in words', () => {
  const tables = Object.entries({ ...HOMES, ...ENTRY_HOMES, ...VALUE_HOMES });
  const said = tables.flatMap(([where, homes]) =>
    homes.flatMap(([words]) => words.split(/\s+/).map((word) => `${where} ${word}`)),
  );
  const byKey = new Set(allFeatures.filter(({ kind }) => kind === 'key').map(nameOf));
  expect(said.filter((word) => byKey.has(word))).toEqual([]);
});

test('each key of the definition has a word, or is one of its own', () => {
  const byPath = new Map(places.map((place) => [place.path, `${place.part}.${place.key}`]));
  const features = Object.values(IPVS).flat();
  const named = [...allFeatures.map(({ text }) => text), ...features.map(({ home }) => home)].flatMap(
    pathsOf,
  );
  const unknown = named.filter((path) => !byPath.has(path));
  expect(unknown).toEqual([]);
  const isSaid = new Set(allFeatures.flatMap(({ text }) => pathsOf(text)).map((path) => byPath.get(path)));
  const left = new Set(
    places
      .filter(({ property, key, part }) => {
        const isPositional = property['x-conf'] === 'value';
        return !isPositional && key !== 'extra' && !(key === 'name' && NAMES_OF_BLOCKS.includes(part));
      })
      .map(({ part, key }) => `${part}.${key}`)
      .filter((key) => !isSaid.has(key)),
  );
  const own = Object.keys(OWN);
  expect([...left].filter((key) => !own.includes(key))).toEqual([]);
  // What has got a word in the meantime is none of its own any more.
  const reached = new Set(places.map(({ part, key }) => `${part}.${key}`));
  expect(own.filter((key) => !reached.has(key))).toEqual([]);
});

/** A line with a word, in a block that takes raw lines. */
const RAW: Readonly<Record<string, (lines: string) => string>> = {
  root: (lines) => edit(HA, 'version: 1\n', `version: 1\nextra: |\n${indent(lines, 2)}\n`),
  global_defs: (lines) =>
    edit(HA, 'version: 1\n', `version: 1\nglobal_defs:\n  extra: |\n${indent(lines, 4)}\n`),
  vrrp_instance: (lines) =>
    edit(HA, '    advert_int: 1\n', `    advert_int: 1\n    extra: |\n${indent(lines, 6)}\n`),
};
const indent = (lines: string, by: number) => lines.replace(/^/gm, ' '.repeat(by));
const ROOT_LISTS = ['static_ipaddress', 'static_routes', 'static_rules', 'linkbeat_interfaces'];

/** The block, and the lines that say a feature there. */
function rawLines({ where, name, word }: Feature): [block: string, lines: string] {
  const [block = '', keyword] = where.split(' ');
  if (keyword !== undefined) return [block, `${keyword} ${name}`];
  if (block === 'track_group') return ['root', `track_group a {\n  ${name} {\n    b\n  }\n}`];
  if (RAW[block] === undefined) {
    const owner = ROOT_LISTS.includes(block) ? 'root' : 'vrrp_instance';
    return [owner, `${block} {\n  10.0.0.0/8 ${name} 1\n}`];
  }
  return [block, word.kind === 'line' ? `${name} 1` : `${name} a {\n}`];
}

const extra = allFeatures.filter(({ kind }) => kind === 'extra');
test.each(extra.map((feature) => [nameOf(feature), feature] as const))(
  'extra takes %s',
  async (_, feature) => {
    const [block, lines] = rawLines(feature);
    const definition = edit(
      RAW[block]?.(lines) ?? '',
      'name: web-ha\n',
      'name: web-ha\ntarget: { keepalived: "2.4.3" }\n',
    );
    expect(await lint('invalid-raw-lines', definition)).toEqual([]);
    expect(await lint('invalid-shape', definition)).toEqual([]);
  },
);

test('what the page says of IPVS is in the words of keepalived', () => {
  const words = Object.values(IPVS).flatMap((features) => features.flatMap((feature) => feature.words));
  const unknown = words.filter((text) => {
    const [block = '', keyword = '', value] = text.split(' ');
    if (findWord(block, keyword) === undefined) return true;
    return value !== undefined && !valuesOf(block, keyword).has(value);
  });
  expect(unknown).toEqual([]);
  const schedulers = Object.values(IPVS).flatMap((features) =>
    features.flatMap((feature) =>
      feature.words.filter((text) => text.startsWith('virtual_server lvs_sched ')),
    ),
  );
  expect(schedulers.length).toBe(valuesOf('virtual_server', 'lvs_sched').size);
});

test('each feature of IPVS, and each word, has a row', () => {
  const page = readPage(PAGE);
  const rows = page.split('\n').filter((line) => line.startsWith('| '));
  const ipvs = Object.values(IPVS).flat();
  expect(ipvs.length).toBeGreaterThan(45);
  expect(ipvs.filter(({ what }) => !rows.some((row) => row.startsWith(`| ${what} | `)))).toEqual([]);
  expect(allFeatures.filter(({ name }) => !page.includes(`\`${name}\``))).toEqual([]);
});

test('what the scripts do is told from what needs keepalived', async () => {
  const named = (what: string) =>
    Object.values(IPVS)
      .flat()
      .find((feature) => feature.what === what) as IpvsFeature;
  expect(await isInScripts(named('the weight'))).toBe(true);
  expect(await isInScripts(named('persistence'))).toBe(true);
  expect(await isInScripts(named('emptied'))).toBe(false);
});

const IPVSADM = '/usr/sbin/ipvsadm';
test.runIf(requirePrograms(['ipvsadm']) && existsSync(IPVSADM))(
  'each long option of ipvsadm is on the page',
  () => {
    const program = readFileSync(IPVSADM, 'latin1');
    const real = new Set([...program.matchAll(/--([a-z][a-z0-9-]+)/g)].map(([option]) => option));
    const said = [
      ...Object.values(IPVS).flatMap((features) => features.map(({ options }) => options)),
      ...Object.values(COMMANDS),
    ]
      .join(' ')
      .split(/\s+/)
      .filter((option) => option.startsWith('--'));
    // A placeholder of its messages.
    real.delete('--xxx-service');
    expect([...new Set(said)].sort()).toEqual([...real].sort());
  },
);
