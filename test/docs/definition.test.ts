import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parseYaml } from '../../src/load/parse-yaml.ts';
import { edit, NAT } from '../support/definitions.ts';
import { lint } from '../support/lint.ts';
import { ROOT, readPage, UPDATE } from './pages.ts';
import { definitionPage } from './reference/definition-page.ts';
import { NEEDED } from './reference/keys-table.ts';
import { fragments, type Keys, parts } from './reference/schema.ts';

const PAGE = 'docs/definition.md';
const page = readPage(PAGE);

test(`${PAGE} has the tables that the schema gives`, () => {
  const fresh = definitionPage(page);
  if (UPDATE) writeFileSync(join(ROOT, PAGE), fresh);
  else expect(page).toBe(fresh);
});

interface Row {
  readonly key: string;
  readonly cells: Readonly<Record<string, string>>;
}

const cellsOf = (line: string) =>
  line
    .slice(2, -2)
    .split(/ (?<!\\)\| /)
    .map((cell) => cell.trim());

/** The rows of a part's tables, or of a fragment's, as a reader finds them. */
function rowsOf(name: string): Row[] {
  const opening = new RegExp(`^<!-- keys (?:of|shared as) ${name}(?: from \\w+)? -->$`);
  const rows: Row[] = [];
  let headings: string[] | undefined;
  let isInside = false;
  for (const line of page.split('\n')) {
    if (opening.test(line)) isInside = true;
    else if (line === '<!-- end -->') isInside = false;
    if (!isInside || !line.startsWith('| ')) headings = line.startsWith('|---') ? headings : undefined;
    else if (headings === undefined) headings = cellsOf(line);
    else {
      const cells = Object.fromEntries(cellsOf(line).map((cell, index) => [headings?.[index] ?? '', cell]));
      rows.push({ key: String(cells['key']).replaceAll('`', ''), cells });
    }
  }
  return rows;
}

const shown: [name: string, keys: Keys][] = [
  ...[...parts.values()]
    .filter(({ defaultsOf }) => defaultsOf === undefined)
    .map(({ name, ownKeys }): [string, Keys] => [name, ownKeys]),
  ...Object.entries(fragments),
];

test.each(shown)('%s: each key has a row, with what it says', (name, keys) => {
  const rows = rowsOf(name);
  expect(rows.map(({ key }) => key)).toEqual(Object.keys(keys));
  const lacking = rows.filter(({ cells }) =>
    ['value', 'what it says', 'example'].some((column) => !cells[column]),
  );
  expect(lacking).toEqual([]);
});

test.each(shown)('%s: each example is YAML for what the schema has', (name, keys) => {
  for (const { key, cells } of rowsOf(name)) {
    const examples = [...String(cells['example']).matchAll(/`([^`]+)`/g)].map(([, text = '']) => {
      const { root, problems } = parseYaml(`example: ${text}\n`);
      const read =
        root !== undefined && 'data' in root ? (root.data as { example: unknown }).example : undefined;
      return { problems, read };
    });
    const own = (keys[key]?.['examples'] ?? []) as readonly unknown[];
    expect(examples).toEqual(own.map((read) => ({ problems: [], read })));
  }
});

test('what came later than the oldest target says when', () => {
  const since = (name: string, key: string) => rowsOf(name).find((row) => row.key === key)?.cells['since'];
  expect(since('vrrp_instance', 'vrf')).toBe('2.2.5');
  expect(since('vrrp_instance', 'use_vmac')).toBe('');
  expect(since('vip', 'use_vmac')).toBe('2.2.0');
  expect(since('SSL_GET', 'tls_compliant')).toBe('2.2.8');
  expect(rowsOf('virtual_server').find(({ key }) => key === 'lvs_sched')?.cells['value']).toContain(
    '`twos` (2.2.5)',
  );
});

test.each(Object.keys(NEEDED))('%s is required, as the page says', async (path) => {
  const [, key = ''] = path.split('.');
  const line = new RegExp(`^ {4}${key}: .*\\n`, 'm').exec(NAT)?.[0] ?? '';
  const found = await lint('invalid-shape', edit(NAT, line, ''));
  expect(found.map(({ message }) => message)).toEqual([expect.stringContaining(`"${key}"`)]);
});

test('a part without a place on the page, or a place without a part, is an error', () => {
  const without = (marker: string) => page.replace(`<!-- keys of ${marker} -->`, '');
  expect(() => definitionPage(without('tunnel'))).toThrow('the page has no <!-- keys of tunnel -->');
  const misnamed = page.replace('<!-- keys of tunnel -->', '<!-- keys of tunnels -->');
  expect(() => definitionPage(misnamed)).toThrow();
  const wrongKey = page.replace('from delay_loop -->', 'from delay_lop -->');
  expect(() => definitionPage(wrongKey)).toThrow('virtual_server has no key "delay_lop" of its own');
});
