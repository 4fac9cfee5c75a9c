import { afterAll, expect, test } from 'vitest';
import { project, removeProjects } from '../support/command.ts';
import { workOf } from '../support/work.ts';
import { SHAPES } from './shapes.ts';

afterAll(removeProjects);

/** Twice and four times as much, with the logarithm of sorting: a square would be four and sixteen. */
const MOST = [2.4, 4.8] as const;

test('are at least 63, and no two of one name', () => {
  expect(new Set(SHAPES.map(({ name }) => name)).size).toBe(SHAPES.length);
  expect(SHAPES.length).toBeGreaterThanOrEqual(63);
});

test.each(SHAPES)(
  '$name: twice as much takes twice the work, and four times as much four times',
  ({ name, files, args = ['lint'], n = 1000, status = [0, 1] }) => {
    const [once, twice, fourTimes] = [n, 2 * n, 4 * n].map((size) => {
      const cwd = project({ 'lvsgen.yaml': '', ...files(size) });
      const result = workOf(args, { cwd });
      expect(status, result.stderr.slice(0, 1000)).toContain(result.status);
      return result.blocks;
    }) as [number, number, number];
    if (process.env['SHOW_WORK'] !== undefined)
      console.log(
        `${name} | ${n} | ${once} | ${(twice / once).toFixed(2)} | ${(fourTimes / once).toFixed(2)}`,
      );
    expect(twice / once).toBeLessThan(MOST[0]);
    expect(fourTimes / once).toBeLessThan(MOST[1]);
  },
);
