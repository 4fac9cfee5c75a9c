import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { fileChanges } from '../../src/text-diff/file-changes.ts';
import { textDiff } from '../../src/text-diff/text-diff.ts';
import { emptyFolder, removeProjects, run, writeFiles } from '../support/command.ts';
import { tree } from '../support/tree.ts';

const diff = (before: Record<string, string>, after: Record<string, string>) =>
  textDiff(
    fileChanges(
      new Map(Object.entries(before)),
      new Map(Object.entries(after).map(([path, content]) => [path, { content }])),
    ),
    'artifacts',
  );

afterAll(removeProjects);

describe('textDiff', () => {
  test('shows a changed file with three lines of context', () => {
    const lines = ['1', '2', '3', '4', '5', '6', '7', '8', '9'];
    const text = (fifth: string) => lines.map((line) => `${line === '5' ? fifth : line}\n`).join('');
    expect(
      diff({ 'prod/lvs1/x': text('5') }, { 'prod/lvs1/x': text('five') }),
    ).toBe(`--- a/artifacts/prod/lvs1/x
+++ b/artifacts/prod/lvs1/x
@@ -2,7 +2,7 @@
 2
 3
 4
-5
+five
 6
 7
 8
`);
  });

  test('shows added and removed files whole, against nothing', () => {
    expect(diff({ gone: 'a\nb\n' }, { come: 'c\n' })).toBe(`--- /dev/null
+++ b/artifacts/come
@@ -0,0 +1,1 @@
+c
--- a/artifacts/gone
+++ /dev/null
@@ -1,2 +0,0 @@
-a
-b
`);
  });

  test('says where the last line has no end', () => {
    expect(diff({ x: 'a\n' }, { x: 'a' })).toBe(
      '--- a/artifacts/x\n+++ b/artifacts/x\n@@ -1,1 +1,1 @@\n-a\n+a\n\\ No newline at end of file\n',
    );
  });

  test('is empty where nothing changes, and for what changes in its mode alone', () => {
    expect(diff({ x: 'a\n' }, { x: 'a\n' })).toBe('');
    expect(textDiff([{ path: 'x', kind: 'changed', before: 'a\n', after: 'a\n' }], 'artifacts')).toBe('');
  });

  test('shows files that differ in very many lines as one text after the other, between what is equal', () => {
    const lines = (word: string) => Array.from({ length: 600 }, (_, at) => `${word} ${at}\n`).join('');
    const before = `1\n2\n3\n4\n${lines('old')}5\n6`;
    const after = `1\n2\n3\n4\n${lines('new')}5\n6`;
    const patch = diff({ x: before }, { x: after });
    expect(patch).toBe(
      `--- a/artifacts/x\n+++ b/artifacts/x\n@@ -2,605 +2,605 @@\n 2\n 3\n 4\n${lines('-old')}${lines('+new')} 5\n 6\n\\ No newline at end of file\n`,
    );
    const folder = emptyFolder();
    writeFiles(folder, { 'artifacts/x': before, patch });
    expect(run('git', ['apply', '--unsafe-paths', 'patch'], { cwd: folder })).toMatchObject({ status: 0 });
    expect(tree(join(folder, 'artifacts'))).toEqual({ x: after });
  });

  test('is a patch that makes the one state of the other', () => {
    const line = fc.constantFrom('a', 'b', 'c', '-- x', '++ y', '@@ z', ' ', '');
    const content = fc.array(line, { minLength: 1, maxLength: 12 }).map((lines) => `${lines.join('\n')}\n`);
    const state = fc.dictionary(fc.constantFrom('p/x', 'p/y', 'z'), content, { noNullPrototype: true });
    fc.assert(
      fc.property(state, state, (before, after) => {
        const folder = emptyFolder();
        const inArtifacts = Object.entries(before).map(([path, text]) => [`artifacts/${path}`, text]);
        writeFiles(folder, Object.fromEntries(inArtifacts));
        const patch = diff(before, after);
        writeFileSync(join(folder, 'patch'), patch);
        if (patch !== '')
          expect(run('git', ['apply', '--unsafe-paths', 'patch'], { cwd: folder })).toMatchObject({
            status: 0,
          });
        expect(tree(join(folder, 'artifacts'))).toEqual(after);
      }),
      { numRuns: 60 },
    );
  });
});
