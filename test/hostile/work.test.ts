import { afterAll, expect, test } from 'vitest';
import { project, removeProjects } from '../support/command.ts';
import { workOf } from '../support/work.ts';
import { SHAPES } from './shapes.ts';

afterAll(removeProjects);

/** Four times as much: the logarithm of sorting, and no square, which would be sixteen. */
const MOST = 4.8;

test('are at least 63, and no two of one name', () => {
  expect(new Set(SHAPES.map(({ name }) => name)).size).toBe(SHAPES.length);
  expect(SHAPES.length).toBeGreaterThanOrEqual(63);
});

test.each(SHAPES)(
  '$name: four times as much takes four times the work',
  ({ files, args = ['lint'], n = 1000, status = [0, 1] }) => {
    const [once, fourTimes] = [n, 4 * n].map((size) => {
      const cwd = project({ 'lvsgen.yaml': '', ...files(size) });
      const result = workOf(args, { cwd });
      expect(status, result.stderr.slice(0, 1000)).toContain(result.status);
      return result.blocks;
    }) as [number, number];
    expect(fourTimes / once).toBeLessThan(MOST);
  },
);
