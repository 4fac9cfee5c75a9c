import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { inputRules } from '../../src/lint/input-rules.ts';
import { rules } from '../../src/lint/registry.ts';

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
