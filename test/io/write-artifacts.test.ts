import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { ArtifactFolder } from '../../src/io/artifact-folder.ts';
import { type WritePlan, writeArtifacts } from '../../src/io/write-artifacts.ts';
import { project, removeProjects } from '../support/command.ts';
import { tree } from '../support/tree.ts';

afterAll(removeProjects);

const LIST = 'manifest.json';
const OLD = { 'lvs1/a.sh': 'old a', 'lvs1/manifest.json': 'old list', 'lvs1/z.sh': 'old z' };

/**
 * What artifacts/ holds after writing that ends early: once all has been looked at, a folder takes the place `at`, and no
 * file can be put there or removed.
 */
function stoppedAt(
  at: string,
  before: Readonly<Record<string, string>>,
  plan: { readonly write?: Readonly<Record<string, string>>; readonly remove?: readonly string[] },
): Record<string, string> {
  const root = project(
    Object.fromEntries(Object.entries(before).map(([path, text]) => [`artifacts/${path}`, text])),
  );
  mkdirSync(join(root, 'artifacts'), { recursive: true });
  const artifacts = new ArtifactFolder(root, 'artifacts');
  artifacts.hasFile(at);
  rmSync(join(root, 'artifacts', at), { force: true });
  mkdirSync(join(root, 'artifacts', at), { recursive: true });
  const write: WritePlan['write'] = new Map(
    Object.entries(plan.write ?? {}).map(([path, content]) => [path, { content, isExecutable: false }]),
  );
  expect(() => writeArtifacts(artifacts, { write, remove: plan.remove ?? [], list: LIST })).toThrow(
    'cannot write artifacts: EISDIR: illegal operation on a directory',
  );
  return tree(join(root, 'artifacts'));
}

test('a list is written before the files that it names', () => {
  const write = { 'lvs1/a.sh': 'new a', 'lvs1/manifest.json': 'new list', 'lvs1/z.sh': 'new z' };
  expect(stoppedAt('lvs1/manifest.json', OLD, { write })).toEqual({
    ...OLD,
    'lvs1/manifest.json': 'folder',
  });
  expect(stoppedAt('lvs1/a.sh', OLD, { write })).toEqual({
    ...OLD,
    'lvs1/a.sh': 'folder',
    'lvs1/manifest.json': 'new list',
  });
  expect(stoppedAt('lvs1/z.sh', OLD, { write })).toEqual({ ...write, 'lvs1/z.sh': 'folder' });
});

test('a file is removed before the list that names it', () => {
  const remove = ['lvs1/manifest.json', 'lvs1/a.sh', 'lvs1/z.sh'];
  const { 'lvs1/a.sh': _, ...others } = OLD;
  expect(stoppedAt('lvs1/z.sh', OLD, { remove })).toEqual({ ...others, 'lvs1/z.sh': 'folder' });
  expect(stoppedAt('lvs1/manifest.json', OLD, { remove })).toEqual({ 'lvs1/manifest.json': 'folder' });
});

test('a file is removed before a list without it is written', () => {
  const plan = { write: { 'lvs1/manifest.json': 'new list' }, remove: ['lvs1/a.sh', 'lvs1/z.sh'] };
  const { 'lvs1/a.sh': _, ...others } = OLD;
  expect(stoppedAt('lvs1/z.sh', OLD, plan)).toEqual({ ...others, 'lvs1/z.sh': 'folder' });
});

test('a new folder is put in its place before a new folder within it', () => {
  const write = {
    'lvs1/a/a.sh': 'inner a',
    'lvs1/a/manifest.json': 'inner list',
    'lvs1/a.sh': 'outer a',
    'lvs1/manifest.json': 'outer list',
  };
  // Another run has made the folder, with a folder where a file belongs.
  expect(stoppedAt('lvs1/a.sh', {}, { write })).toEqual({ 'lvs1/a.sh': 'folder' });
});
