import { afterAll, expect, test } from 'vitest';
import { project, removeProjects } from '../support/command.ts';
import { workOf } from '../support/work.ts';
import { SHAPES } from './shapes.ts';

afterAll(removeProjects);

/** For the doubling of a size: the logarithm of sorting, and no square. */
const MOST = 2.2;

test('are at least 63, and no two of one name', () => {
  expect(new Set(SHAPES.map(({ name }) => name)).size).toBe(SHAPES.length);
  expect(SHAPES.length).toBeGreaterThanOrEqual(63);
});

test.each(SHAPES)(
  '$name: twice as much takes twice the work',
  ({ files, args = ['lint'], n = 1000, status = [0, 1] }) => {
    const [once, twice, fourTimes] = [n, 2 * n, 4 * n].map((size) => {
      const cwd = project({ 'lvsgen.yaml': '', ...files(size) });
      const result = workOf(args, { cwd });
      expect(status, result.stderr.slice(0, 1000)).toContain(result.status);
      return result.blocks;
    }) as [number, number, number];
    expect(twice / once).toBeLessThan(MOST);
    expect(fourTimes / twice).toBeLessThan(MOST);
  },
);
