import { describe, expect, it } from 'vitest';
import type { SourceNode } from '../../src/load/source-node.ts';
import { load, problemsOf } from './loaded.ts';

const repeat = (times: number, item: (index: number) => string) =>
  Array.from({ length: times }, (_, i) => item(i)).join('');
const nest = (depth: number) => repeat(depth, (level) => `${' '.repeat(level)}a:\n`);

describe('A: structure', () => {
  it('1 a bomb of aliases', async () => {
    const nine = (item: string) => `[${Array(9).fill(item).join(', ')}]`;
    const text = `a0: &a0 ${nine('x')}\n${repeat(9, (i) => `a${i + 1}: &a${i + 1} ${nine(`*a${i}`)}\n`)}`;
    expect(await problemsOf(text)).toEqual(['6:10-6:13 more than 100000 keys and values, aliases followed']);
    expect(countNodes((await load(text)).root as SourceNode, 200_000)).toBeLessThan(100_100);
  });

  it('2 an alias within its anchor', async () => {
    expect(await problemsOf('a: &a [*a]\n')).toEqual(['1:8-1:10 alias "*a" contains itself']);
    expect(await problemsOf('a: &a {b: &b [*a]}\n')).toEqual(['1:15-1:17 alias "*a" contains itself']);
    expect((await load('a: &a [*a]\n')).data).toEqual({ a: [null] });
  });

  it('3 100 and 101 aliases', async () => {
    const text = (aliases: number) => `a: &a 1\nb:\n${'- *a\n'.repeat(aliases)}`;
    expect(await problemsOf(text(100))).toEqual([]);
    expect(await problemsOf(text(101))).toEqual(['103:3-103:5 more than 100 aliases']);
    expect(await problemsOf(text(5000))).toEqual(['103:3-103:5 more than 100 aliases']);
  });

  it('3 aliases that nest', async () => {
    const lists = `${'['.repeat(60)}1${']'.repeat(60)}`;
    expect(await problemsOf(`a: &a ${lists}\nb: ${'['.repeat(39)}*a${']'.repeat(39)}\n`)).toEqual([]);
    expect(await problemsOf(`a: &a ${lists}\nb: ${'['.repeat(40)}*a${']'.repeat(40)}\n`)).toEqual([
      '2:44-2:46 aliases nest deeper than 100 levels',
    ]);
    const chain = `a0: &a0 [1]\n${repeat(99, (i) => `a${i + 1}: &a${i + 1} [*a${i}]\n`)}`;
    expect(await problemsOf(chain)).toEqual(['100:12-100:16 aliases nest deeper than 100 levels']);
  });

  it('4 5,000 deep', async () => {
    expect(await problemsOf(`a: ${'['.repeat(5000)}`)).toEqual(['1:104-1:105 nested deeper than 100 levels']);
    expect(await problemsOf(`a: ${'['.repeat(5000)}${']'.repeat(5000)}`)).toEqual([
      '1:104-1:105 nested deeper than 100 levels',
    ]);
  });

  it('5 mappings 99, 100 and 101 deep', async () => {
    expect(await problemsOf(nest(99))).toEqual([]);
    expect(await problemsOf(nest(100))).toEqual([]);
    expect(await problemsOf(nest(101))).toEqual(['101:101-101:102 nested deeper than 100 levels']);
    expect(await problemsOf(`a: ${'['.repeat(99)}${']'.repeat(99)}`)).toEqual([]);
    expect(await problemsOf(`a: ${'['.repeat(100)}${']'.repeat(100)}`)).toEqual([
      '1:103-1:104 nested deeper than 100 levels',
    ]);
  });

  it('6 50,000 keys', async () => {
    const text = (keys: number) => repeat(keys, (i) => `k${i}: 1\n`);
    const { root, problems } = await load(text(49_999));
    expect(problems).toEqual([]);
    expect(root?.entries.size).toBe(49_999);
    expect(await problemsOf(text(50_000))).toEqual([
      '50000:9-50000:10 more than 100000 keys and values, aliases followed',
    ]);
  });

  it('7 100,000 anchors', async () => {
    const text = `a: [${repeat(100_000, (i) => `&x${i},`)}]\n`;
    expect(await problemsOf(text)).toEqual([expect.stringContaining('more than 100000 keys and values')]);
    const { data, problems } = await load(`a: [${repeat(40_000, (i) => `&x${i} 1,`)}]`);
    expect(problems).toEqual([]);
    expect(data?.['a']).toHaveLength(40_000);
  });

  it('8 a list of 100,000 that is not closed', async () => {
    expect(await problemsOf(`a: [${'1,'.repeat(100_000)}`)).toEqual([
      expect.stringMatching(/^1:200004-1:200005 /),
    ]);
    expect(await problemsOf(`a: [${'1,'.repeat(10_000)}\nb: 1\n`)).toEqual([
      '1:4-1:5 "[" is not closed (what follows from here does not belong to it 2:1-2:3)',
    ]);
  });

  it('9 a scalar of 10 MB', async () => {
    expect(await problemsOf(`a: ${'x'.repeat(10_000_000)}`)).toEqual([
      '1:1-1:1 the file has 10000003 bytes, the most is 1048576',
    ]);
  });

  it('10 a line of 1 MB', async () => {
    const { data, problems } = await load(`a: ${'x'.repeat(1_048_573)}`);
    expect(problems).toEqual([]);
    expect(data?.['a']).toHaveLength(1_048_573);
    expect(await problemsOf(`a: ${'x'.repeat(1_048_574)}`)).toEqual([
      '1:1-1:1 the file has 1048577 bytes, the most is 1048576',
    ]);
  });

  it.each([
    ['11 nothing', '', '1:1-1:1 the file is empty'],
    ['11 blank lines', ' \n\n', '1:1-1:1 the file is empty'],
    ['11 a mark alone', '\ufeff', '1:1-1:1 the file is empty'],
    ['12 comments', '# a: 1\n', '1:1-1:1 the file has only comments'],
    ['12 a start', '--- # a: 1\n', '1:1-1:1 the file has no content'],
    ['13 null', '# x\nnull\n', '2:1-2:5 a definition is a mapping, this is null'],
    ['13 a tilde', '~', '1:1-1:2 a definition is a mapping, this is null'],
    ['13 a scalar', 'hello\n', '1:1-1:6 a definition is a mapping, this is a single value'],
    ['13 a number', '--- 1\n', '1:5-1:6 a definition is a mapping, this is a single value'],
    ['13 a list', '- a\n- b\n', '1:1-2:4 a definition is a mapping, this is a list'],
    [
      '14 two documents',
      'a: 1\n--- # x\nb: 2\n',
      '2:1-2:4 a definition is one YAML document, this file has several',
    ],
    [
      '14 two documents',
      'a: 1\n...\nb: 2\n',
      '3:1-3:5 a definition is one YAML document, this file has several',
    ],
    ['14 an empty second', 'a: 1\n---\n', '2:1-2:4 a definition is one YAML document, this file has several'],
  ])('%s: %j', async (_, text, expected) => {
    const definition = await load(text);
    expect(await problemsOf(text)).toEqual([expected]);
    expect(definition.root === undefined).toBe(!text.startsWith('a: 1'));
  });

  it('14 a mark of the end alone is no second document', async () => {
    expect(await problemsOf('---\na: 1\n...\n# x\n')).toEqual([]);
  });

  it('15 "---" in a block scalar', async () => {
    expect((await load('a: |\n  ---\n  b\n')).data).toEqual({ a: '---\nb\n' });
  });

  it.each([
    [
      '16 twice',
      'a: 1\nb: 2\na: 3\n',
      ['3:1-3:2 key "a" stands twice in one mapping (first written here 1:1-1:2)'],
    ],
    [
      '16 in quotes',
      '{a: 1, "a": 2}',
      ['1:8-1:11 key "a" stands twice in one mapping (first written here 1:2-1:3)'],
    ],
    [
      '16 three times',
      'x:\n  a: 1\n  a: 2\n  a: 3\n',
      [
        '3:3-3:4 key "a" stands twice in one mapping (first written here 2:3-2:4)',
        '4:3-4:4 key "a" stands twice in one mapping (first written here 2:3-2:4)',
      ],
    ],
    [
      '16 lines pasted twice',
      'x: 1\na:\n  c: 1\nb: 2\na: 3\nb: 4\nb: 5\nz: 1\nz: 2\n',
      [
        '5:1-5:2 keys "a" and "b" stand twice in one mapping (first written here 2:1-2:2)',
        '9:1-9:2 key "z" stands twice in one mapping (first written here 8:1-8:2)',
      ],
    ],
    ['17 numbers as keys', '1: a\n1.0: b\n01: c\ntrue: d\nnull: e\n', []],
    ['18 a list as key', '? [a, b]\n: 1\n', ['1:3-1:9 a key has to be plain text']],
    ['18 a mapping as key', '{a: 1}: 2\nb: 3\n', ['1:1-1:7 a key has to be plain text']],
    [
      '18 a mapping as key in a list',
      'x: [{a: 1}: 2, [b]: 3]\n',
      ['1:5-1:11 a key has to be plain text', '1:16-1:19 a key has to be plain text'],
    ],
    ['18 a template', 'a: {{ name }}\n', ['1:5-1:13 a key has to be plain text']],
    ['18 no key', 'a: 1\n: 2\n', ['2:1-2:2 a key is missing']],
    ['18 no key in a flow mapping', 'a: {b: 1, : 2}\n', ['1:11-1:12 a key is missing']],
    ['18 a block scalar as key', '? |\n  a\n: 1\n', ['1:3-2:4 a key has to be plain text on one line']],
    ['18 an alias as key', 'a: &x b\n*x : 1\n', ['2:1-2:3 a key has to be plain text']],
    ['18 a long key', `? ${'k'.repeat(1025)}\n: 1\n`, ['1:3-1:1028 a key has at most 1024 characters']],
    ['19 a merge key', 'a: &a {b: 1}\nc:\n  <<: *a\n', ['3:3-3:5 merge keys ("<<") are not allowed']],
    [
      '19 nested',
      '<<: {<<: {a: 1}}\n',
      ['1:1-1:3 merge keys ("<<") are not allowed', '1:6-1:8 merge keys ("<<") are not allowed'],
    ],
    ['19 in quotes', '"<<": 1\n', []],
    ['20 a tag', 'a: !exec id\n', ['1:4-1:9 tag "!exec" is not allowed']],
    ['20 a function', "a: !!js/function 'x'\n", ['1:4-1:17 tag "!!js/function" is not allowed']],
    ['20 a verbatim tag', 'a: [!<tag:x,]> b]\n', ['1:5-1:15 tag "!<tag:x,]>" is not allowed']],
    ['20 a tag without a value', 'a: [!!str , 1]\n', ['1:5-1:10 tag "!!str" is not allowed']],
    ['20 a tag on a key', '!!str a: 1\n', ['1:1-1:6 a key cannot have a tag']],
    ['20 a handle that is not declared', 'a: !e!x 1\n', ['1:4-1:8 tag "!e!x" is not allowed']],
    ['21 binary', 'a: !!binary aGk=\n', ['1:4-1:12 tag "!!binary" is not allowed']],
    ['21 a set', 'a: !!set {x}\n', ['1:4-1:9 tag "!!set" is not allowed']],
    ['22 YAML 1.1', '# 100 %\n%YAML 1.1 # old\n---\na: no\n', ['2:1-2:16 directive "%YAML" is not allowed']],
    [
      '22 a prefix',
      '%TAG ! tag:x:\n%FOO\n---\na: !b c\n',
      [
        '1:1-1:14 directive "%TAG" is not allowed',
        '2:1-2:5 directive "%FOO" is not allowed',
        '4:4-4:6 tag "!b" is not allowed',
      ],
    ],
    ['22 YAML 2', '%YAML 2.0\n---\na: 1\n', ['1:1-1:10 directive "%YAML" is not allowed']],
    ['22 without "---"', '%YAML 1.2\na: 1\n', ['1:1-1:10 directive "%YAML" is not allowed']],
    ['23 a tab', 'a:\n\tb: 1\n', ['2:1-2:2 a tab cannot indent a line']],
    ['23 a tab further down', 'a:\n  b: 1\n\tc: 2\n', ['3:1-3:2 a tab cannot indent a line']],
    ['23 a tab before a value', 'a:\t1\n', []],
    ['an anchor too near', 'a: &x[1]\n', ['1:4-1:6 a space is missing after anchor "&x"']],
    ['an anchor for a key', 'a:\n  &b: 1\n', ['2:3-2:6 anchor "&b:" ends with a colon']],
    [
      'a mapping behind an anchor on the line of its key',
      'a: &x b: c\n',
      ['1:4-1:11 a second ": " on one line'],
    ],
    ['the same behind an explicit key', '? a\n: &x b: c\n', []],
    ['14 an end before the start', '# x\n...\na: 1\n', ['2:1-2:4 "..." ends a document that has not begun']],
    ['an alias to nothing', 'a: *.conf\n', ['1:4-1:10 alias "*.conf" has no anchor before it']],
    [
      'an alias before its anchor',
      'a: &a 1\nb: *b\nc: &b 2\n',
      ['2:4-2:6 alias "*b" has no anchor before it'],
    ],
  ])('%s: %j', async (_, text, expected) => {
    expect(await problemsOf(text)).toEqual(expected);
  });

  it('does not flood a report', async () => {
    expect(await problemsOf('a: 1\n'.repeat(60_000))).toHaveLength(50);
    expect(await problemsOf(repeat(5_000, (i) => `a${i}: b: c\n`))).toHaveLength(20);
    expect(await problemsOf(`a: ${'\u202e'.repeat(1000)}`)).toHaveLength(20);
    const [only] = await problemsOf(`${'k'.repeat(900)}: 1\n${'k'.repeat(900)}: 2\n`);
    expect(only).toBe(
      `2:1-2:901 key "${'k'.repeat(60)}…" stands twice in one mapping (first written here 1:1-1:901)`,
    );
  });
});

function countNodes(node: SourceNode, most: number): number {
  const pending = [node];
  let count = 0;
  for (let next = pending.pop(); next !== undefined && count < most; next = pending.pop()) {
    count++;
    if (next.kind === 'list') pending.push(...next.items);
    if (next.kind === 'map') for (const entry of next.entries.values()) pending.push(entry.node);
  }
  return count;
}

describe('B: encoding', () => {
  const bytes = (...parts: (string | number)[]) =>
    Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : Buffer.from([part]))));

  it.each([
    ['24 a mark', bytes(0xef, 0xbb, 0xbf, 'a: 1\n'), []],
    [
      '24 a mark further down',
      bytes('a: 1\n', 0xef, 0xbb, 0xbf, 'b: 1\n'),
      ['2:1-2:2 the file contains U+FEFF (byte order mark), which cannot be seen'],
    ],
    ['25 UTF-16', Buffer.from('\ufeffa: 1\n', 'utf16le'), ['1:1-1:1 the file is UTF-16']],
    [
      '25 UTF-16, the other way',
      Buffer.from('\ufeffa: 1\n', 'utf16le').swap16(),
      ['1:1-1:1 the file is UTF-16'],
    ],
    ['25 UTF-16 without a mark', Buffer.from('a: 1\n', 'utf16le'), ['1:1-1:1 the file is UTF-16']],
    [
      '26 Latin-1',
      bytes('é: 1\nname: caf', 0xe9, '\n'),
      ['2:10-2:11 the file is not valid UTF-8: byte 0xE9'],
    ],
    [
      '26 behind a mark and a U+FFFD',
      bytes(0xef, 0xbb, 0xbf, 'a: "\ufffd\ufffd", ', 0x80),
      ['1:10-1:11 the file is not valid UTF-8: byte 0x80'],
    ],
    ['26 a cut character', bytes('a: ', 0xe2, 0x82), ['1:4-1:5 the file is not valid UTF-8: byte 0xE2']],
    ['26 an overlong slash', bytes('a: ', 0xc0, 0xaf), ['1:4-1:5 the file is not valid UTF-8: byte 0xC0']],
    ['26 a surrogate', bytes('a: ', 0xed, 0xa0, 0x80), ['1:4-1:5 the file is not valid UTF-8: byte 0xED']],
    ['26 a valid U+FFFD', bytes('a: "\ufffd"'), []],
  ])('%s', async (_, content, expected) => {
    expect(await problemsOf(content)).toEqual(expected);
  });

  it('shows the place of a wrong byte, and has nothing else to say', async () => {
    const definition = await load(bytes('a: ', 0xff, 'b'));
    expect(definition.text).toBe('a: \ufffdb');
    expect(definition.fileProblem).toEqual({
      message: 'the file is not valid UTF-8: byte 0xFF',
      hint: 'save it as UTF-8',
      start: 3,
      end: 4,
    });
    expect(definition.problems).toEqual([]);
    expect(definition.root).toBeUndefined();
  });

  it.each([
    ['27 NUL', 'a: b\0c\n', '1:5-1:6 the file contains U+0000 (null), which cannot be seen'],
    [
      '29 a line separator',
      '# x\u2028y\na: 1\n',
      '1:4-1:5 the file contains U+2028 (line separator), which cannot be seen',
    ],
    ['29 NEL', 'a: 1\u0085b: 2\n', '1:5-1:6 the file contains U+0085 (next line), which cannot be seen'],
    [
      '30 an override',
      'a: 1 # \u202e\n',
      '1:8-1:9 the file contains U+202E (right-to-left override), which cannot be seen',
    ],
    [
      '30 an isolate',
      'a: \u2066x\n',
      '1:4-1:5 the file contains U+2066 (left-to-right isolate), which cannot be seen',
    ],
    [
      '30 zero width',
      '😀: 1\nna\u200bme: x\n',
      '2:3-2:4 the file contains U+200B (zero width space), which cannot be seen',
    ],
    ['30 a tag character', 'a: x\u{e0041}\n', '1:5-1:7 the file contains U+E0041, which cannot be seen'],
    ['34 ANSI', 'a: \u001b[31mx\n', '1:4-1:5 the file contains U+001B (escape), which cannot be seen'],
    ['34 OSC 8 with C1', 'a: \u009d8;;http://x\n', '1:4-1:5 the file contains U+009D, which cannot be seen'],
    [
      '34 an escape for ANSI',
      'a: "x\\e]8;;u\\e"\n',
      '1:4-1:16 an escape stands for U+001B (escape), which cannot be seen',
    ],
    [
      '34 an escape in a key',
      '"\\u202e": 1\n',
      '1:1-1:9 an escape stands for U+202E (right-to-left override), which cannot be seen',
    ],
    [
      '27 an escape for NUL',
      'a: "\\0"\n',
      '1:4-1:8 an escape stands for U+0000 (null), which cannot be seen',
    ],
    [
      'an escape for CR',
      'a: "\\r"\n',
      '1:4-1:8 an escape stands for U+000D (carriage return), which cannot be seen',
    ],
    ['half a character', 'a: "\\ud83d"\n', '1:4-1:12 an escape stands for U+D83D, which cannot be seen'],
    ['no character', 'a: "\\UFFFFFFFF"\n', '1:4-1:16 "\\UFFFFFFFF" is no character'],
    ['a no-break space', 'a: 1\nb: x\u00a0y\n', '2:4-2:7 "x\u00a0y" contains U+00A0 (no-break space)'],
    [
      'a no-break space for a space',
      'a: 1\nb:\u00a02\nc: 3\n',
      '2:3-2:4 this is U+00A0 (no-break space), which is no space to YAML',
    ],
  ])('%s: %j', async (_, text, expected) => {
    expect(await problemsOf(text)).toEqual([expected]);
  });

  it('lets pass what can be seen, and an escape for a line feed, a tab or a whole character', async () => {
    const { data, problems } = await load(
      'a: "\\n\\t\\u00e9\\U0001F600\\\\U12"\nb: "x\u00a0y"\n# \u00a0\nc: ⚠️\n',
    );
    expect(problems).toEqual([]);
    expect({ ...data }).toEqual({ a: '\n\té😀\\U12', b: 'x\u00a0y', c: '⚠️' });
  });

  it.each(['\r\n', '\r'])('28 line ends %j give the same data', async (end) => {
    const text = 'a:\n  - |\n    x\n    y\n  - "b\n    c"\n  - d\n    e\n';
    expect((await load(text.replaceAll('\n', end))).data).toEqual((await load(text)).data);
    expect((await load(text)).data).toEqual({ a: ['x\ny\n', 'b c', 'd e'] });
  });

  it.each(['rs１', 'раypal', '١٩٢.١٦٨.٠.١', 'e\u0301'])(
    '31-33 %s is text like any other here',
    async (text) => {
      expect((await load(`a: ${text}\n`)).data).toEqual({ a: text });
    },
  );

  it('33 NFC and NFD are two keys', async () => {
    expect(Object.keys((await load('\u00e9: 1\ne\u0301: 2\n')).data ?? {})).toEqual(['\u00e9', 'e\u0301']);
  });
});

describe('C: types and numbers', () => {
  const notPlain = (text: string) =>
    `1:4-1:${4 + text.length} number "${text}" is not written in plain decimal`;
  const tooLong = (text: string) =>
    `1:4-1:${4 + text.length} number "${text}" has more digits than are read exactly`;

  it.each([
    '080',
    '00',
    '0o17',
    '0x1F',
    '0b11',
    '1_000',
    '12:30:45',
    '1:30',
    '190:20:30.15',
    '.inf',
    '-.INF',
    '+.Inf',
    '.nan',
    '.NaN',
    '-0',
    '-0.0',
    '1e400',
    '1E3',
    '1.5e+3',
    '.5',
    '5.',
    '+1',
    '+1.5',
    '-.5',
    '10_',
  ])('36-41 %s', async (text) => {
    expect(await problemsOf(`a: ${text}`)).toEqual([notPlain(text)]);
    expect((await load(`a: ${text}`)).data).toEqual({ a: text });
    expect(await problemsOf(`a: "${text}"`)).toEqual([]);
  });

  it.each(['12345678901234567890', '1234567890123456', '-1234567890123456', '0.1234567890123456'])(
    '40 %s',
    async (text) => {
      expect(await problemsOf(`a: ${text}`)).toEqual([tooLong(text)]);
    },
  );

  it('cuts a number of a million digits, and sees at once that it is one', async () => {
    expect(await problemsOf(`a: ${'1'.repeat(1_000_000)}`)).toEqual([
      `1:4-1:1000004 number "${'1'.repeat(60)}…" has more digits than are read exactly`,
    ]);
    expect(await problemsOf(`a: ${'1'.repeat(1_000_000)}x`)).toEqual([]);
  });

  it.each([
    ['0', 0],
    ['-1', -1],
    ['65536', 65_536],
    ['999999999999999', 999_999_999_999_999],
    ['1.0', 1],
    ['-0.5', -0.5],
    ['true', true],
    ['FALSE', false],
    ['null', null],
    ['~', null],
    ['', null],
    ['"80"', '80'],
    ["'null'", 'null'],
    ['no', 'no'],
    ['yes', 'yes'],
    ['on', 'on'],
    ['off', 'off'],
    ['y', 'y'],
    ['tRUE', 'tRUE'],
    ['10.0.0.1', '10.0.0.1'],
    ['10.0.0.1/24', '10.0.0.1/24'],
    ['010.0.0.1', '010.0.0.1'],
    ['fd00::1', 'fd00::1'],
    ['::1', '::1'],
    ['1::2', '1::2'],
    ['2026-01-31', '2026-01-31'],
    ['-', undefined],
    ['-x', '-x'],
    ['1e', '1e'],
    ['0x', '0x'],
    ['.', '.'],
    ['1.2.3', '1.2.3'],
    ['12a', '12a'],
    ['60:99', '60:99'],
  ])('42-46 %s', async (text, value) => {
    if (value === undefined)
      return expect(await problemsOf(`a: ${text}`)).toEqual([
        '1:4-1:5 a list cannot start on the line of its key',
      ]);
    expect(await problemsOf(`a: ${text}`)).toEqual([]);
    expect((await load(`a: ${text}`)).data).toEqual({ a: value });
  });
});

describe('E: objects', () => {
  it('60-63 no key has a meaning of its own', async () => {
    const keys = [
      '__proto__',
      'constructor',
      'prototype',
      'toString',
      'hasOwnProperty',
      'length',
      'then',
      'if',
      'each',
      'lookup',
      'this',
    ];
    const { data, root, problems } = await load(keys.map((key) => `${key}: {${key}: 1}\n`).join(''));
    expect(problems).toEqual([]);
    expect(Object.keys(data ?? {})).toEqual(keys);
    expect([...(root?.entries.keys() ?? [])]).toEqual(keys);
    expect(Object.getPrototypeOf(data)).toBeNull();
    for (const key of keys) {
      const inner = data?.[key] as Record<string, unknown>;
      expect(Object.getPrototypeOf(inner)).toBeNull();
      expect(Object.entries(inner)).toEqual([[key, 1]]);
    }
    expect(({} as Record<string, unknown>)['1']).toBeUndefined();
  });

  it('61 a prototype under constructor', async () => {
    const { data } = await load('constructor: {prototype: {polluted: 1}}\n__proto__: {polluted: 1}\n');
    expect(Object.hasOwn(data ?? {}, '__proto__')).toBe(true);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
    expect(data?.['polluted']).toBeUndefined();
  });

  it('60 twice is twice', async () => {
    expect(await problemsOf('__proto__: 1\n__proto__: 2\n')).toEqual([
      '2:1-2:10 key "__proto__" stands twice in one mapping (first written here 1:1-1:10)',
    ]);
  });

  it('keeps the order of the text in the entries', async () => {
    const { root } = await load('b: 1\n2: 1\na: 1\n1: 1\n');
    expect([...(root?.entries.keys() ?? [])]).toEqual(['b', '2', 'a', '1']);
  });
});
