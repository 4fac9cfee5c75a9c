import { expect, test } from 'vitest';
import { lintAll } from '../support/lint.ts';
import { CLASSES, classOf, pairwise, sayable } from './combinations/classes.ts';
import { allCombinations, definitionOf, textOf } from './combinations/combination.ts';
import { expectedRows, readTable } from './combinations/table.ts';

/** Services in a definition. */
const AT_ONCE = 1000;

test('the table has each class with its combinations, and each class is measured or kept from the kernel', () => {
  const rows = readTable();
  expect(rows.map(({ name, count, lint }) => ({ name, count, lint }))).toEqual(expectedRows());
  for (const { name, count, measured } of rows) {
    const outcomes = CLASSES.find((one) => one.name === name)?.outcomes ?? [];
    expect(
      [...measured.keys()].filter((outcome) => !outcomes.includes(outcome)),
      name,
    ).toEqual([]);
    const sum = [...measured.values()].reduce((total, number) => total + number, 0);
    expect(sum, name).toBeLessThanOrEqual(count);
    expect(sum > 0, name).toBe(outcomes.length > 0);
  }
});

test('what does not carry traffic has its finding, and what carries it has no error and no warning', async () => {
  const all = allCombinations().map((one, index) => [one, index] as const);
  const wrong: string[] = [];
  for (let at = 0; at < all.length; at += AT_ONCE) {
    const part = all.slice(at, at + AT_ONCE);
    const text = definitionOf(part);
    const findings = await lintAll({ 'clusters/prod/combinations.yaml': text });
    const first = text.split('\n').length - part.length + 1;
    const byLine = new Map<number, typeof findings>();
    for (const finding of findings) {
      const { line } = finding.range.start;
      byLine.set(line, [...(byLine.get(line) ?? []), finding]);
    }
    part.forEach(([one], row) => {
      const { rule, severity } = classOf(one);
      const own = byLine.get(first + row) ?? [];
      const isRight =
        rule === undefined
          ? own.every((finding) => finding.severity === 'info')
          : own.some(
              (finding) => finding.rule === rule && finding.severity === (severity ?? finding.severity),
            );
      const said = own.map((finding) => `${finding.severity} ${finding.rule}`).join(', ');
      if (!isRight) wrong.push(`${textOf(one)}: ${said}`);
    });
    // Of the hosts nothing is wrong that would hide what is wrong with a service.
    const others = findings.filter(({ range, severity }) => range.start.line < first && severity !== 'info');
    expect(others.map(({ rule, message }) => `${rule}: ${message}`)).toEqual([]);
  }
  expect(wrong).toEqual([]);
});

test('what is tried on each run has all pairs of values that can come together', () => {
  const chosen = pairwise();
  expect(chosen.length).toBeLessThan(100);
  expect(chosen.length).toBeLessThan(sayable().length / 50);
  expect(new Set(chosen.map(([one]) => classOf(one).name)).size).toBe(
    CLASSES.filter(({ outcomes }) => outcomes.length > 0).length,
  );
});
