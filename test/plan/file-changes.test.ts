import { expect, test } from 'vitest';
import { fileChanges, withoutSums } from '../../src/plan/file-changes.ts';

const after = (files: Record<string, string>) =>
  new Map(Object.entries(files).map(([path, content]) => [path, { content }]));

test('files that are new, other and gone, by path; equal ones are left out', () => {
  const before = new Map([
    ['b', 'same'],
    ['c', 'old'],
    ['d', 'gone'],
  ]);
  expect(fileChanges(before, after({ c: 'new', b: 'same', a: '' }))).toEqual([
    { path: 'a', kind: 'added', before: '', after: '' },
    { path: 'c', kind: 'changed', before: 'old', after: 'new' },
    { path: 'd', kind: 'removed', before: 'gone', after: '' },
  ]);
});

test('a manifest with nothing but other sums is left out, one with more is not', () => {
  const manifest = (sum: string, file: string) => `{ "file": "${file}", "sha256": "${sum.repeat(64)}" }`;
  const before = new Map([
    ['x/manifest.json', manifest('a', 'lvs_dr.sh')],
    ['y/manifest.json', manifest('a', 'lvs_dr.sh')],
  ]);
  const changes = fileChanges(
    before,
    after({ 'x/manifest.json': manifest('b', 'lvs_dr.sh'), 'y/manifest.json': manifest('b', 'lvs_nat.sh') }),
  );
  expect(changes.map(({ path }) => path)).toEqual(['x/manifest.json', 'y/manifest.json']);
  expect(withoutSums(changes).map(({ path }) => path)).toEqual(['y/manifest.json']);
});
