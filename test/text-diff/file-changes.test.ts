import { describe, expect, test } from 'vitest';
import { fileChanges, withoutSums } from '../../src/text-diff/file-changes.ts';

const files = (contents: Record<string, string>) => new Map(Object.entries(contents));
const changes = (before: Record<string, string>, after: Record<string, string>) =>
  fileChanges(files(before), new Map(Object.entries(after).map(([path, content]) => [path, { content }])));

describe('fileChanges', () => {
  test('has one entry for each path that differs, by path', () => {
    expect(
      changes(
        { same: '1', z: 'old', gone: '2', empty: '' },
        { z: 'new', same: '1', B: '3', a: '', empty: '' },
      ),
    ).toEqual([
      { path: 'B', kind: 'added', before: '', after: '3' },
      { path: 'a', kind: 'added', before: '', after: '' },
      { path: 'gone', kind: 'removed', before: '2', after: '' },
      { path: 'z', kind: 'changed', before: 'old', after: 'new' },
    ]);
  });

  test('has none for equal sets, in whatever order', () => {
    expect(changes({ a: '1', b: '2' }, { b: '2', a: '1' })).toEqual([]);
    expect(changes({}, {})).toEqual([]);
  });

  test('tells an empty file from none', () => {
    expect(changes({ a: '' }, {})).toEqual([{ path: 'a', kind: 'removed', before: '', after: '' }]);
    expect(changes({ a: '' }, { a: '1' })).toEqual([{ path: 'a', kind: 'changed', before: '', after: '1' }]);
  });
});

describe('withoutSums', () => {
  const manifest = (digit: string, rest = '') => `{ "sha256": "${digit.repeat(64)}" }${rest}`;

  test('leaves out the manifests of which only sums change', () => {
    expect(withoutSums(changes({ m: manifest('0') }, { m: manifest('1') }))).toEqual([]);
  });

  test('keeps all else', () => {
    const kept = [
      ...changes({ m: manifest('0') }, { m: manifest('1', 'x') }),
      ...changes({}, { m: manifest('1') }),
      ...changes({ m: manifest('1') }, {}),
      ...changes({ m: '"sha256": "0"' }, { m: '"sha256": "1"' }),
    ];
    expect(kept).toHaveLength(4);
    expect(withoutSums(kept)).toEqual(kept);
  });
});
