import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { lvsgen, project, removeProjects } from '../support/command.ts';
import { HA } from '../support/definitions.ts';
import { tree } from '../support/tree.ts';

type Json = string | number | boolean | Json[] | { [key: string]: Json };
type Schema = { readonly [keyword: string]: unknown };
type Step = string | number;

/** Where the schema has text: a value, or the name of a mapping's key. `kind` is the schema's name for it. */
interface Place {
  readonly path: readonly Step[];
  readonly part: 'key' | 'value';
  readonly kind: string;
}

interface Finding {
  readonly severity: string;
  readonly file: string;
  readonly range: { start: Position; end: Position };
}
interface Position {
  readonly line: number;
  readonly column: number;
}

const root = JSON.parse(readFileSync('schemas/cluster.schema.json', 'utf8')) as Schema;

const CHECK_ADDRESSES = { connect_ip: '192.168.0.18', bindto: '192.168.0.48' };
/** A definition with a text of each kind that a cluster cannot do without; test/schema/texts.test.ts has the schema's others. */
const BASE: Json = {
  version: 1,
  name: 'web',
  description: 'plain text',
  engine: 'keepalived',
  target: { keepalived: '2.2.7' },
  routing_domain: 'customers',
  segments: { lan: { subnet: '192.168.0.0/24', gateway: '192.168.0.1', id: 'vlan-20' } },
  directors: [
    { name: 'lvs1', interfaces: { eth0: { segment: 'lan', address: '192.168.0.48/24' } } },
    { name: 'lvs2', interfaces: { eth0: { segment: 'lan', address: '192.168.0.58/24' } } },
  ],
  vrrp_instances: [
    {
      name: 'VI_1',
      interface: 'eth0',
      virtual_router_id: 51,
      authentication: { auth_type: 'PASS', auth_pass: 's3cr-t' },
      virtual_ipaddress: ['192.168.0.38/32'],
      members: [
        { director: 'lvs1', state: 'MASTER', priority: 100, interface: 'eth0' },
        { director: 'lvs2', state: 'BACKUP', priority: 90 },
      ],
    },
    {
      name: 'VI_2',
      interface: 'eth0',
      virtual_router_id: 52,
      authentication: { auth_type: 'PASS', auth_pass: { secret: 'VRRP_PASS' } },
      virtual_ipaddress: ['192.168.0.39/32'],
      members: [
        { director: 'lvs1', state: 'MASTER', priority: 100 },
        { director: 'lvs2', state: 'BACKUP', priority: 90 },
      ],
    },
  ],
  vrrp_sync_groups: [{ name: 'VG_1', group: ['VI_1', 'VI_2'] }],
  real_servers: [
    { name: 'rs1', address: '192.168.0.18/24', gateway: '192.168.0.1' },
    { name: 'rs2', address: '192.168.0.28/24' },
  ],
  virtual_servers: [
    {
      name: 'http',
      vip: '192.168.0.38',
      port: 80,
      protocol: 'TCP',
      lvs_sched: 'wrr',
      lvs_method: 'DR',
      interface: 'eth0',
      delay_loop: 30,
      sorry_server: { address: '192.168.0.99', port: 80 },
      checks: [{ TCP_CHECK: { ...CHECK_ADDRESSES } }],
      real_servers: [
        {
          name: 'rs1',
          checks: [
            {
              HTTP_GET: {
                ...CHECK_ADDRESSES,
                virtualhost: 'www.example.org',
                url: [{ path: '/health', digest: '9b3a0c85a887a256d6939da88aabd8cd' }],
              },
            },
          ],
        },
        { name: 'rs2', checks: [{ UDP_CHECK: { ...CHECK_ADDRESSES } }] },
      ],
    },
  ],
  defaults: {
    vrrp_instances: { interface: 'eth0', authentication: { auth_type: 'PASS', auth_pass: 's3cr-t' } },
    real_servers: { gateway: '192.168.0.1' },
    virtual_servers: {
      protocol: 'TCP',
      lvs_sched: 'wrr',
      lvs_method: 'DR',
      sorry_server: { address: '192.168.0.99', port: 80 },
      checks: [{ TCP_CHECK: { ...CHECK_ADDRESSES } }],
    },
  },
};

/** All places of text in {@link BASE}, in the order of the schema. */
function placesOf(schema: Schema, value: Json | undefined, path: readonly Step[], kind: string): Place[] {
  const reference = schema['$ref'] as string | undefined;
  if (reference !== undefined) {
    const name = reference.replace('#/$defs/', '');
    return placesOf((root['$defs'] as Record<string, Schema>)[name] as Schema, value, path, name);
  }
  const types = [schema['type']].flat();
  const options = schema['enum'] as Json[] | undefined;
  const found: Place[] = [];
  if (types.includes('string') || options?.some((option) => typeof option === 'string')) {
    if (typeof value === 'string') found.push({ path, part: 'value', kind });
  }
  for (const [key, property] of Object.entries(
    (schema['properties'] as Record<string, Schema> | undefined) ?? {},
  )) {
    const inner = (value as Record<string, Json> | undefined)?.[key];
    if (inner === undefined) continue;
    found.push(...placesOf(property, inner, [...path, key], key));
  }
  if (schema['items'] !== undefined) {
    // A list, or one value in place of it.
    for (const [at, item] of (Array.isArray(value) ? value : []).entries()) {
      found.push(...placesOf(schema['items'] as Schema, item, [...path, at], kind));
    }
  }
  if (typeof schema['additionalProperties'] === 'object') {
    for (const [key, item] of Object.entries((value ?? {}) as Record<string, Json>)) {
      found.push({ path: [...path, key], part: 'key', kind: nameOf(schema['propertyNames'] as Schema) });
      found.push(...placesOf(schema['additionalProperties'] as Schema, item, [...path, key], kind));
    }
  }
  return found;
}

const nameOf = (schema: Schema) => String(schema['$ref']).replace('#/$defs/', '');

const isUsed = new Set<string>();
/** One place for each route of the schema: two items of a list are the same. */
const PLACES = placesOf(root, BASE, [], 'cluster').filter(({ path, part }) => {
  const route = JSON.stringify([path.map((step) => (typeof step === 'number' ? '*' : step)), part]);
  return !isUsed.has(route) && isUsed.add(route);
});

const HOSTILE = [
  '$(id)',
  '`id`',
  '; rm -rf /',
  '\n',
  'a\nb',
  '\r',
  '\t',
  '"',
  "'",
  "'; id; '",
  '\\',
  '!',
  '~SEQ(1,2)',
  '*',
  '-rf',
  '--help',
  '{',
  '}',
  '} virtual_server {',
  '#',
  'a # b',
  'include /etc/passwd',
  '$VAR',
  `\${VAR}`,
  '@host',
  '{{this}}',
  '{{{this}}}',
  'EOF',
  'END',
  '::error',
  '::stop-commands::x',
  '../../etc/cron.d/x',
  '/x',
  '/etc/passwd',
  '.',
  '..',
  'CON',
  'a\0b',
  '\0',
  'a\u001b[31m',
  'a\u202eb',
  'a\u200bb',
  '\ud800',
  'é',
  'е', // Cyrillic
  '１２７.0.0.1',
  '010.0.0.1',
  'a'.repeat(300),
  '%s%n',
  'a b',
  '',
  ' ',
  '<script>',
  '/~SEQ(1,2)',
  "/';id;'",
  '/@host;*?&%00',
  '/a b',
  '/$(id)',
  '/"',
  `/${'a'.repeat(300)}`,
];

/** What is a legitimate value of its kind. Everything else has to be an error. */
const WORDS = ['EOF', 'END', 'CON'];
const HIDDEN = ['\n', 'a\nb', '\r', '\t', 'a\0b', '\0', 'a\u001b[31m', 'a\u202eb', 'a\u200bb', '\ud800'];
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  name: [...WORDS, '010.0.0.1'],
  interface_name: [...WORDS, '010.0.0.1', '-rf', '--help'],
  secret: WORDS,
  auth_pass: [...WORDS, '-rf', '--help', '.', '..'],
  virtualhost: [...WORDS, '010.0.0.1'],
  text: HOSTILE.filter((text) => !HIDDEN.includes(text)),
  path: ['/x', '/etc/passwd', '/~SEQ(1,2)', "/';id;'", '/@host;*?&%00'],
};
const isAllowed = ({ kind }: Place, text: string) => ALLOWED[kind]?.includes(text) ?? false;

/** As YAML: in double quotes, with all that is not ASCII as an escape. */
function quoted(text: string): string {
  return JSON.stringify(text).replace(
    /[^ -~]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

const MARK = 'the-hostile-one';

/** The definition with a text put in at a place, and the range of that text in it, without its quotes. */
function withText({ path, part }: Place, text: string): { content: string; range: Finding['range'] } {
  const copy = structuredClone(BASE) as { [key: string]: Json };
  const last = path.at(-1) as string;
  const parent = path
    .slice(0, -1)
    .reduce<Json>((value, step) => (value as Record<Step, Json>)[step] as Json, copy);
  const holder = parent as Record<string, Json>;
  if (part === 'value') holder[last] = MARK;
  else {
    const entries = Object.entries(holder).map(([key, value]) => [key === last ? MARK : key, value]);
    for (const key of Object.keys(holder)) delete holder[key];
    Object.assign(holder, Object.fromEntries(entries));
  }
  const lines = JSON.stringify(copy, null, 1).split('\n');
  const line = lines.findIndex((candidate) => candidate.includes(MARK));
  const column = (lines[line] as string).indexOf(MARK);
  const written = quoted(text);
  lines[line] = (lines[line] as string).replace(`"${MARK}"`, () => written);
  return {
    content: `${lines.join('\n')}\n`,
    range: {
      start: { line: line + 1, column: column + 1 },
      end: { line: line + 1, column: column + 1 + written.length - 2 },
    },
  };
}

const compare = (a: Position, b: Position) => a.line - b.line || a.column - b.column;
const covers = (outer: Finding['range'], inner: Finding['range']) =>
  compare(outer.start, inner.start) <= 0 && compare(outer.end, inner.end) >= 0;
/** A range that is about more than the text and its quotes would be no help. */
const isClose = (outer: Finding['range'], inner: Finding['range']) =>
  outer.start.line === inner.start.line && outer.end.line === inner.end.line;

function lintAll(cwd: string): { status: number | null; byFile: Map<string, Finding[]> } {
  const { status, stdout, stderr } = lvsgen(['lint', '--format', 'json'], { cwd });
  expect(stderr).toBe('');
  const byFile = new Map<string, Finding[]>();
  for (const finding of (JSON.parse(stdout) as { findings: Finding[] }).findings) {
    byFile.set(finding.file, [...(byFile.get(finding.file) ?? []), finding]);
  }
  return { status, byFile };
}

/**
 * A project where no rule speaks but those of the way in, which no setting can switch off: what they let through is
 * rendered, however little sense it makes.
 */
function withoutRules(definitions: readonly (readonly [file: string, content: string])[]): string {
  const { rules } = JSON.parse(lvsgen(['rules', '--format', 'json']).stdout) as { rules: { id: string }[] };
  const off = rules.filter(({ id }) => !ALWAYS.has(id)).map(({ id }) => `  ${id}: off\n`);
  return project({ 'lvsgen.yaml': `rules:\n${off.join('')}`, ...Object.fromEntries(definitions) });
}
const ALWAYS = new Set(['invalid-file', 'invalid-yaml', 'invalid-shape', 'invalid-suppression']);

const describePlace = ({ path, part }: Place) => `${path.join('.')}${part === 'key' ? ' (key)' : ''}`;

/** An artifact as if its environment, `e12`, had this name; without the sums, which depend on that. */
function inEnvironment(name: string, content: string): string {
  return content.replace(/\be[0-9]+(?=[/"])/g, name).replace(/"sha256": "[0-9a-f]{64}"/g, '"sha256": ""');
}

afterAll(removeProjects);

test('the definition of this test has texts of all kinds, and nothing that is refused', () => {
  const cwd = withoutRules([['clusters/prod/web.yaml', JSON.stringify(BASE, null, 1)]]);
  expect(lintAll(cwd)).toEqual({ status: 0, byFile: new Map() });
  expect(PLACES.length).toBeGreaterThan(45);
  expect(PLACES.map(({ kind }) => kind)).toEqual(expect.arrayContaining(Object.keys(ALLOWED)));
});

describe('a hostile text in place of a value', () => {
  const cases = PLACES.flatMap((place) => HOSTILE.map((text) => ({ place, text, ...withText(place, text) })));
  const fileOf = (at: number) => `clusters/e${at}/web.yaml`;
  const refused = cases.flatMap((entry, at) =>
    isAllowed(entry.place, entry.text) ? [] : [{ ...entry, file: fileOf(at) }],
  );
  const allowed = cases.flatMap((entry, at) =>
    isAllowed(entry.place, entry.text) ? [{ ...entry, file: fileOf(at) }] : [],
  );

  test(`is an error right there (${refused.length} cases), and stops render`, () => {
    const cwd = withoutRules(refused.map(({ file, content }) => [file, content]));
    const { status, byFile } = lintAll(cwd);
    expect(status).toBe(1);
    const missed = refused.filter(({ file, range }) => {
      const errors = (byFile.get(file) ?? []).filter(({ severity }) => severity === 'error');
      return !errors.some((error) => covers(error.range, range) && isClose(error.range, range));
    });
    expect(missed.map(({ place, text }) => `${describePlace(place)}: ${JSON.stringify(text)}`)).toEqual([]);
    expect(lvsgen(['render'], { cwd })).toMatchObject({
      status: 1,
      stderr: 'nothing was rendered: mend the errors first\n',
    });
    expect(Object.keys(tree(join(cwd, 'artifacts')))).toEqual([]);
  });

  test(`where it is a legitimate one (${allowed.length} cases) stays one word of what it is rendered to`, () => {
    const plain = ['clusters/plain/web.yaml', JSON.stringify(BASE, null, 1)] as const;
    const cwd = withoutRules([plain, ...allowed.map(({ file, content }) => [file, content] as const)]);
    expect(lintAll(cwd)).toEqual({ status: 0, byFile: new Map() });
    expect(lvsgen(['render'], { cwd })).toMatchObject({ status: 0, stderr: '' });
    const artifacts = tree(join(cwd, 'artifacts'));
    for (const { file, place, text } of allowed) {
      const environment = `${file.split('/')[1]}/`;
      const files = Object.entries(artifacts).filter(([path]) => path.startsWith(environment));
      expect(files.length).toBeGreaterThan(4);
      // People's text is not rendered at all.
      if (place.kind === 'text') {
        for (const [path, content] of files) {
          const plain = artifacts[path.replace(environment, 'plain/')] as string;
          expect(inEnvironment('plain', content), path).toBe(inEnvironment('plain', plain));
        }
      }
      if (place.kind === 'path' && !/^[A-Za-z0-9_.:/+-]+$/.test(text)) {
        const conf = artifacts[`${environment}lvs1/keepalived.conf`] as string;
        expect(conf.split(text).length, text).toBe(conf.split(`path "${text}"\n`).length);
        expect(conf).toContain(text);
      }
    }
  });

  test('that cannot be seen is an error as the character itself, too', () => {
    const raw = ['\u202e', '\u200b', '\0', '\u001b', '\ufeff', '\u2028', '\u0085'];
    const entries = PLACES.flatMap((place) =>
      raw.map((character) => {
        const { content, range } = withText(place, 'MARK');
        return { place, character, range, content: content.replace('MARK', `a${character}b`) };
      }),
    );
    const cwd = withoutRules(entries.map(({ content }, at) => [fileOf(at), content]));
    const { byFile } = lintAll(cwd);
    const missed = entries.filter(({ range }, at) => {
      const within = { start: range.start, end: { ...range.end, column: range.start.column + 3 } };
      return !(byFile.get(fileOf(at)) ?? []).some(
        (finding) =>
          finding.severity === 'error' &&
          covers(within, finding.range) &&
          finding.range.end.column > finding.range.start.column,
      );
    });
    expect(
      missed.map(({ place, character }) => `${describePlace(place)}: ${JSON.stringify(character)}`),
    ).toEqual([]);
  });
});

describe('a key that JavaScript or a template knows', () => {
  const KEYS = [
    '__proto__',
    'constructor',
    'prototype',
    'toString',
    'hasOwnProperty',
    'length',
    'then',
    'if',
    'each',
    'lookup',
    'this',
    'unless',
    'with',
  ];

  /** Every mapping of {@link BASE}. */
  function mappings(value: Json, path: readonly Step[] = []): (readonly Step[])[] {
    if (typeof value !== 'object') return [];
    const inner = Object.entries(value).flatMap(([key, item]) =>
      mappings(item as Json, [...path, Array.isArray(value) ? Number(key) : key]),
    );
    return Array.isArray(value) ? inner : [path, ...inner];
  }

  /** The definition as YAML with one more pair in the mapping at `path`. */
  function withKey(path: readonly Step[], key: string, value: Json): string {
    const copy = structuredClone(BASE) as Json;
    const holder = path.reduce<Json>((found, step) => (found as Record<Step, Json>)[step] as Json, copy);
    (holder as Record<string, Json>)[MARK] = value;
    return `${JSON.stringify(copy, null, 1).replace(`"${MARK}"`, `"${key}"`)}\n`;
  }

  const isFree = (path: readonly Step[]) => path.at(-1) === 'segments' || path.at(-1) === 'interfaces';

  test('is unknown in every mapping that the schema closes', () => {
    const cases = mappings(BASE)
      .filter((path) => !isFree(path))
      .flatMap((path) => KEYS.map((key) => ({ path, key, content: withKey(path, key, { x: 1 }) })));
    const cwd = withoutRules(cases.map(({ content }, at) => [`clusters/e${at}/web.yaml`, content]));
    const { byFile } = lintAll(cwd);
    const missed = cases.filter(({ key, content }, at) => {
      const lines = content.split('\n');
      const line = lines.findIndex((candidate) => candidate.trimStart().startsWith(`"${key}": {`)) + 1;
      return !(byFile.get(`clusters/e${at}/web.yaml`) ?? []).some(
        ({ severity, range }) => severity === 'error' && range.start.line === line && range.end.line === line,
      );
    });
    expect(missed.map(({ path, key }) => `${path.join('.')}: ${key}`)).toEqual([]);
    expect(lvsgen(['render'], { cwd }).status).toBe(1);
    expect(tree(join(cwd, 'artifacts'))).toEqual({});
  });

  test('is a name like any other where names are free', () => {
    const names = KEYS.filter((key) => key !== '__proto__');
    const cwd = withoutRules(
      names.map((key, at) => {
        const text = JSON.stringify(BASE, null, 1)
          .replaceAll('"lan"', `"${key}"`)
          .replaceAll('"lvs1"', `"${key}"`)
          .replaceAll('"VI_1"', `"${key}"`)
          .replaceAll('"rs1"', `"${key}x"`)
          .replaceAll('"eth0"', `"${key}"`);
        return [`clusters/e${at}/web.yaml`, `${text}\n`];
      }),
    );
    expect(lintAll(cwd)).toEqual({ status: 0, byFile: new Map() });
    expect(lvsgen(['render'], { cwd })).toMatchObject({ status: 0 });
    names.forEach((key, at) => {
      const conf = readFileSync(join(cwd, `artifacts/e${at}/${key}/keepalived.conf`), 'utf8');
      expect(conf).toContain(`router_id ${key}\n`);
      expect(conf).toContain(`vrrp_instance ${key} {\n`);
      expect(conf).toContain(`interface ${key}\n`);
    });
  });

  test('__proto__ is no name', () => {
    for (const old of ['lan', 'lvs1', 'eth0', 'rs1', 'VI_1']) {
      const content = JSON.stringify(BASE, null, 1).replaceAll(`"${old}"`, '"__proto__"');
      const cwd = withoutRules([['clusters/prod/web.yaml', content]]);
      const { status, byFile } = lintAll(cwd);
      // An interface may have that name; everything else may not.
      expect(status, old).toBe(old === 'eth0' ? 0 : 1);
      if (old !== 'eth0')
        expect(byFile.get('clusters/prod/web.yaml')?.some(({ severity }) => severity === 'error')).toBe(true);
    }
  });
});

test('a line of a file that was edited by hand is no command of a CI service in a diff', () => {
  const cwd = project({ 'lvsgen.yaml': '', 'clusters/prod/web-ha.yaml': HA });
  expect(lvsgen(['render'], { cwd }).status).toBe(0);
  const conf = join(cwd, 'artifacts/prod/lvs1/keepalived.conf');
  writeFileSync(
    conf,
    `::error::pwned\n    ::add-mask::x\n\t::stop-commands::y\n${readFileSync(conf, 'utf8')}`,
  );
  for (const args of [['diff'], ['render', '--check']]) {
    const { stdout } = lvsgen(args, { cwd });
    expect(stdout).toContain('error::pwned');
    expect(stdout).not.toMatch(/^[ +-]?\s*::/m);
  }
});
