import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { inputRules } from '../../src/lint/input-rules.ts';
import { rules } from '../../src/lint/registry.ts';
import { analyse } from '../../src/pipeline.ts';
import { renderHosts } from '../../src/render/render-hosts.ts';
import { loadTemplates } from '../../src/render/templates.ts';
import { readSettings } from '../../src/settings.ts';
import { lintAll } from '../support/lint.ts';
import { CASES, type Case, type Files } from './catalogue-cases.ts';

const KINDS = ['impossible', 'schema', 'rule', 'script', 'not yet'];

interface Entry {
  readonly id: string;
  readonly fault: string;
  readonly met: readonly string[];
  readonly by: string;
  /** What looks like a rule's id: words in code with a hyphen, and nothing else that code can have. */
  readonly ruleIds: readonly string[];
}

const entries: Entry[] = readFileSync('docs/catalogue.md', 'utf8')
  .split('\n')
  .filter((line) => /^\| [A-Z][0-9]/.test(line))
  .map((line) => {
    const [, id = '', fault = '', met = '', by = ''] = line.split('|').map((cell) => cell.trim());
    const ruleIds = [...by.matchAll(/`([a-z][a-z0-9]*(?:-[a-z0-9]+)+)`/g)].map((match) => match[1] as string);
    return { id, fault, met: met.split(', '), by, ruleIds };
  });

const everyRule = [...inputRules, ...rules];

test('each id of the four lists is there exactly once, in order', () => {
  const ids = [
    ['A', 29],
    ['V', 49],
    ['S', 42],
    ['X', 16],
  ] as const;
  const expected = ids.flatMap(([letter, count]) =>
    Array.from({ length: count }, (_, index) => `${letter}${String(index + 1).padStart(2, '0')}`),
  );
  expect(entries.map(({ id }) => id)).toEqual(expected);
});

test('each entry says its fault and how it is met', () => {
  for (const { id, fault, met, by, ruleIds } of entries) {
    expect(fault, id).not.toBe('');
    expect(
      met.filter((kind) => !KINDS.includes(kind)),
      id,
    ).toEqual([]);
    expect(met.length === 1 || !met.includes('not yet'), id).toBe(true);
    expect(by !== '' || met.includes('not yet'), id).toBe(true);
    expect(met.includes('schema'), id).toBe(ruleIds.includes('invalid-shape'));
    expect(met.includes('rule'), id).toBe(ruleIds.some((rule) => rule !== 'invalid-shape'));
  }
});

test('each rule that the table names exists', () => {
  const known = new Set(everyRule.map(({ id }) => id));
  expect(entries.flatMap(({ ruleIds }) => ruleIds).filter((rule) => !known.has(rule))).toEqual([]);
});

test('the table and the rules name the same entries for each other', () => {
  const fromTable = entries.flatMap(({ id, ruleIds }) => ruleIds.map((rule) => `${id} ${rule}`));
  const fromRules = everyRule.flatMap(({ id, catalogue }) => catalogue.map((entry) => `${entry} ${id}`));
  expect(fromRules.sort()).toEqual(fromTable.sort());
});

/** What has to be shown of a row: its rules, the schema among them, and that the rest is impossible. */
function claims({ met, ruleIds }: Entry): string[] {
  return [...new Set([...ruleIds, ...(met.includes('impossible') ? ['impossible'] : [])])].sort();
}

/** What is impossible cannot be written, or does not come out. */
function shown(cases: readonly Case[], { met, ruleIds }: Entry): string[] {
  const found = cases.map(({ rule }) =>
    rule !== undefined && (rule !== 'invalid-shape' || ruleIds.includes(rule)) ? rule : 'impossible',
  );
  // A file that shows what a rule's row says besides.
  const own = met.includes('impossible') ? found : found.filter((what) => what !== 'impossible');
  return [...new Set(own)].sort();
}

// The scripts have tests of their own, which run them.
const provable = entries.filter(({ met }) => !met.includes('not yet') && !met.includes('script'));

test('each row has cases for all that it claims, and no others have any', () => {
  expect(Object.keys(CASES)).toEqual(provable.map(({ id }) => id));
  for (const entry of provable) {
    expect(shown(CASES[entry.id] ?? [], entry), entry.id).toEqual(claims(entry));
  }
});

const byPath = (files: Files): Record<string, string> =>
  typeof files === 'string' ? { [`clusters/prod/${/^name: (\S+)$/m.exec(files)?.[1]}.yaml`]: files } : files;

test.each(provable.map(({ id }) => id))('%s', async (id) => {
  for (const { rule, rendered, files } of CASES[id] ?? []) {
    const { 'lvsgen.yaml': settings, ...definitions } = byPath(files);
    if (rule !== undefined) {
      const findings = await lintAll(definitions, settings);
      expect([...new Set(findings.map((finding) => finding.rule))], JSON.stringify(files)).toContain(rule);
    }
    if (rendered === undefined) continue;
    const [file, expected, isThere] = rendered;
    const contents = await contentsOf(definitions, file);
    expect(contents.length, `${id}: ${file}`).toBeGreaterThan(0);
    if (isThere)
      expect(
        contents.some((content) => expected.test(content)),
        `${id}: ${expected}`,
      ).toBe(true);
    else for (const content of contents) expect(content).not.toMatch(expected);
  }
});

/** Of all hosts, the rendered files whose path ends so. */
async function contentsOf(definitions: Record<string, string>, file: string): Promise<string[]> {
  const inputs = Object.entries(definitions).map(([path, text]) => ({
    file: path,
    bytes: new TextEncoder().encode(text),
  }));
  const { repository, findings } = await analyse(
    inputs,
    (await readSettings(undefined)).settings,
    '2026-11-23',
  );
  expect(findings.filter(({ rule }) => rule === 'invalid-shape')).toEqual([]);
  const hosts = [...repository.environments.values()].flatMap((environment) => [
    ...environment.hosts.values(),
  ]);
  return [...renderHosts(hosts, await loadTemplates())]
    .filter(([path]) => path.endsWith(`/${file}`))
    .map(([, { content }]) => content);
}
