import { describe, expect, it } from 'vitest';
import type { Path } from '../../src/diagnostic/finding.ts';
import { FILE, load, placeOf } from './loaded.ts';

type Step = [path: Path, value: string, key?: string];

async function expectPlaces(text: string, steps: readonly Step[]): Promise<void> {
  const definition = await load(text);
  expect(definition.problems).toEqual([]);
  for (const [path, value, key] of steps) {
    expect(placeOf(definition, path), path.join('.')).toBe(value);
    if (key !== undefined) expect(placeOf(definition, path, 'key'), path.join('.')).toBe(key);
  }
}

describe('places of keys and values', () => {
  it('in block collections', () =>
    expectPlaces('version: 1\nhosts:\n  - name: rs1 # first\n    port: 80\n  -   name: rs2\n\nlast: x\n', [
      [
        [],
        '1:1-7:8 "version: 1\\nhosts:\\n  - name: rs1 # first\\n    port: 80\\n  -   name: rs2\\n\\nlast: x"',
      ],
      [['version'], '1:10-1:11 "1"', '1:1-1:8 "version"'],
      [['hosts'], '3:3-5:16 "- name: rs1 # first\\n    port: 80\\n  -   name: rs2"', '2:1-2:6 "hosts"'],
      [['hosts', 0], '3:5-4:13 "name: rs1 # first\\n    port: 80"'],
      [['hosts', 0, 'name'], '3:11-3:14 "rs1"', '3:5-3:9 "name"'],
      [['hosts', 0, 'port'], '4:11-4:13 "80"', '4:5-4:9 "port"'],
      [['hosts', 1, 'name'], '5:13-5:16 "rs2"', '5:7-5:11 "name"'],
      [['last'], '7:7-7:8 "x"', '7:1-7:5 "last"'],
    ]));

  it('in flow collections, with brackets in comments and quotes', () =>
    expectPlaces('a: [ 1, "]", { b: c, d }, # ] }\n  [ ], # , ]\n  x#y, ] # ]\nz: {"k": [1 , ] , }\n', [
      [['a'], '1:4-3:9 "[ 1, \\"]\\", { b: c, d }, # ] }\\n  [ ], # , ]\\n  x#y, ]"'],
      [['a', 1], '1:9-1:12 "\\"]\\""'],
      [['a', 2], '1:14-1:25 "{ b: c, d }"'],
      [['a', 2, 'b'], '1:19-1:20 "c"', '1:16-1:17 "b"'],
      [['a', 2, 'd'], '1:22-1:23 "d"', '1:22-1:23 "d"'],
      [['a', 3], '2:3-2:6 "[ ]"'],
      [['a', 4], '3:3-3:6 "x#y"'],
      [['z'], '4:4-4:20 "{\\"k\\": [1 , ] , }"'],
      [['z', 'k'], '4:10-4:16 "[1 , ]"', '4:5-4:8 "\\"k\\""'],
    ]));

  it('of the mapping without braces in "[a: 1]"', () =>
    expectPlaces('x: [a: 1, b: [ ] , c: {d: e}]\n', [
      [['x'], '1:4-1:30 "[a: 1, b: [ ] , c: {d: e}]"'],
      [['x', 0], '1:5-1:9 "a: 1"'],
      [['x', 1], '1:11-1:17 "b: [ ]"'],
      [['x', 2, 'c', 'd'], '1:27-1:28 "e"', '1:24-1:25 "d"'],
    ]));

  it('of quoted and of folded scalars', () =>
    expectPlaces("\"a b\": 'it''s'\nc: \"x\\ty\n  z\"\nd: one\n  two # no\ne: ''\n", [
      [['a b'], "1:8-1:15 \"'it''s'\"", '1:1-1:6 "\\"a b\\""'],
      [['c'], '2:4-3:5 "\\"x\\\\ty\\n  z\\""'],
      [['d'], '4:4-5:6 "one\\n  two"'],
      [['e'], '6:4-6:6 "\'\'"'],
    ]));

  it('of block scalars: from their sign to the end of their text', () =>
    expectPlaces(
      'a: |\n  x\n  # y\n\nb: >- # | no\n  z\nd: |+\n\ne:\n  - |2-\n     w\n'.replace('c: !!str\n', ''),
      [
        [['a'], '1:4-3:6 "|\\n  x\\n  # y"'],
        [['b'], '5:4-6:4 ">- # | no\\n  z"'],
        [['d'], '7:4-7:6 "|+"'],
        [['e', 0], '10:5-11:7 "|2-\\n     w"'],
        [['e'], '10:3-11:7 "- |2-\\n     w"'],
      ],
    ));

  it('of anchors, aliases and what they stand for', () =>
    expectPlaces('a: &x [1]\nb: *x\nc: &y z\nd: [*y, &w ]\n&k e: *k\nf: *x\n', [
      [['a'], '1:7-1:10 "[1]"'],
      [['b'], '2:4-2:6 "*x"'],
      [['b', 0], '1:8-1:9 "1"'],
      [['d'], '4:4-4:13 "[*y, &w ]"'],
      [['d', 0], '4:5-4:7 "*y"'],
      [['d', 1], '4:9-4:11 "&w"'],
      [['e'], '5:7-5:9 "*k"', '5:4-5:5 "e"'],
    ]));

  it('of what is absent: its key, or its dash', () =>
    expectPlaces('port:\nhost: # none\nflow: {a: , b}\nlist:\n  -\n  - # none\n  - - \n? x\n', [
      [['port'], '1:1-1:5 "port"', '1:1-1:5 "port"'],
      [['host'], '2:1-2:5 "host"'],
      [['flow', 'a'], '3:8-3:9 "a"'],
      [['flow'], '3:7-3:15 "{a: , b}"'],
      [['list', 0], '5:3-5:4 "-"'],
      [['list', 1], '6:3-6:4 "-"'],
      [['list', 2, 0], '7:5-7:6 "-"'],
      [['list'], '5:3-7:6 "-\\n  - # none\\n  - -"'],
      [['x'], '8:3-8:4 "x"'],
    ]));

  it('of explicit keys', () =>
    expectPlaces('? a\n: 1\n? "b"\n:\n  - 2\n', [
      [['a'], '2:3-2:4 "1"', '1:3-1:4 "a"'],
      [['b', 0], '5:5-5:6 "2"'],
      [['b'], '5:3-5:6 "- 2"', '3:3-3:6 "\\"b\\""'],
    ]));

  it.each([
    ['LF', '\n'],
    ['CR LF', '\r\n'],
    ['CR', '\r'],
  ])('with lines that end in %s', (_, end) =>
    expectPlaces(['a: 1', 'b:', '  - c', '  - [', '    d ]', ''].join(end), [
      [['a'], '1:4-1:5 "1"', '1:1-1:2 "a"'],
      [['b', 0], '3:5-3:6 "c"'],
      [['b', 1, 0], '5:5-5:6 "d"'],
    ]),
  );

  it('behind emoji, wide characters and tabs on the line: columns are UTF-16 code units', () =>
    expectPlaces('{"😀": "日本", é: \t x}\n', [
      [['😀'], '1:8-1:12 "\\"日本\\""', '1:2-1:6 "\\"😀\\""'],
      [['é'], '1:19-1:20 "x"', '1:14-1:15 "é"'],
    ]));

  it('behind a byte order mark, which is not of the text', async () => {
    const definition = await load('\ufeffa: 1\n');
    expect(definition.text).toBe('a: 1\n');
    expect(placeOf(definition, ['a'], 'key')).toBe('1:1-1:2 "a"');
  });

  it('behind "---" and comments', () =>
    expectPlaces('# x: 1\n--- # y\na: b\n...\n# end\n', [[['a'], '3:4-3:5 "b"']]));

  it('has no place for what is not there', async () => {
    const definition = await load('a: [1]\n');
    const places: [Path, 'key' | 'value'][] = [
      [['b'], 'value'],
      [['a', 1], 'value'],
      [['a', -1], 'value'],
      [['a', 'length'], 'value'],
      [['a', 0, 0], 'value'],
      [['__proto__'], 'value'],
    ];
    for (const [path, part] of places) {
      expect(() => definition.resolve({ file: FILE, path, part })).toThrow(
        `no such place in ${FILE}: ${path.join('.')}`,
      );
    }
    expect(() => definition.resolve({ file: FILE, path: [], part: 'key' })).toThrow('(root) has no key');
    expect(() => definition.resolve({ file: FILE, path: ['a', 0], part: 'key' })).toThrow('a.0 has no key');
  });

  it('has no places at all when the file could not be read', async () => {
    const definition = await load('a: [');
    expect(definition.root).toBeUndefined();
    expect(() => definition.resolve({ file: FILE, path: [], part: 'value' })).toThrow('could not be read');
  });
});

describe('slices of scalars', () => {
  it.each([
    ['a: 10.0.0.1/24', '1:13-1:15 "24"'],
    ['a: "10.0.0.1/24"', '1:14-1:16 "24"'],
    ["a: '10.0.0.1/24'", '1:14-1:16 "24"'],
    ['"😀": { a: 10.0.0.1/24 }', '1:21-1:23 "24"'],
  ])('%s', async (text, expected) => {
    const definition = await load(text);
    const path = text.includes('{') ? ['😀', 'a'] : ['a'];
    expect(placeOf(definition, path, 'value', [9, 11])).toBe(expected);
  });

  it.each([
    ['with an escape', 'a: "10.0.0.1\\u002f24"', '1:4-1:22 "\\"10.0.0.1\\\\u002f24\\""'],
    ['of a block scalar', 'a: |\n  10.0.0.1/24', '1:4-2:14 "|\\n  10.0.0.1/24"'],
  ])('are the whole scalar where it stands otherwise in the text: %s', async (_, text, expected) => {
    expect(placeOf(await load(text), ['a'], 'value', [9, 11])).toBe(expected);
  });

  it('of a block scalar that is as long as its text', async () => {
    // One space of indentation goes, one line feed comes: equal in length, not in place.
    const definition = await load('a: |\n x/y');
    expect(definition.data).toEqual({ a: 'x/y\n' });
    expect(placeOf(definition, ['a'], 'value', [2, 3])).toBe('1:4-2:5 "|\\n x/y"');
  });

  it('of an alias are the alias', async () => {
    expect(placeOf(await load('a: &x 10.0.0.1/24\nb: *x\n'), ['b'], 'value', [9, 11])).toBe('2:4-2:6 "*x"');
  });

  it.each([
    [-1, 1],
    [2, 1],
    [0, 4],
  ])('out of the text are a bug: %i to %i', async (start, end) => {
    const definition = await load('a: "abc"\n');
    expect(() => placeOf(definition, ['a'], 'value', [start, end])).toThrow(
      `no characters ${start} to ${end}`,
    );
  });

  it('may be empty, and may be all', async () => {
    const definition = await load('a: "abc"\n');
    expect(placeOf(definition, ['a'], 'value', [3, 3])).toBe('1:8-1:8 ""');
    expect(placeOf(definition, ['a'], 'value', [0, 3])).toBe('1:5-1:8 "abc"');
  });
});
