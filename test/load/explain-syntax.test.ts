import { describe, expect, it } from 'vitest';
import { explainSyntax } from '../../src/load/explain-syntax.ts';
import { parseYaml } from '../../src/load/parse-yaml.ts';
import { load, problemsOf } from './loaded.ts';

const NOT_ALIKE = 'the line is not indented like those it belongs to';

describe('explainSyntax', () => {
  it.each<[what: string, text: string, expected: string[]]>([
    ['a tab', 'a:\n  - b: 1\n\t  c: 2\n', ['3:1-3:4 a tab cannot indent a line']],
    [
      'an open list',
      'a: [1, [2, 3]\nb: 1\n',
      ['1:4-1:5 "[" is not closed (what follows from here does not belong to it 2:1-2:3)'],
    ],
    [
      'an open mapping',
      'a: {x: 1,\n  y: 2\nb: 1\n',
      ['1:4-1:5 "{" is not closed (what follows from here does not belong to it 3:1-3:3)'],
    ],
    [
      'an inner one',
      'a: [1, {x: 2, [3]\nb: 1\n',
      ['1:8-1:9 "{" is not closed (what follows from here does not belong to it 2:1-2:3)'],
    ],
    ['an open list at the end', 'a: [1,\n  2\n', ['1:4-1:5 "[" is not closed']],
    [
      'a bracket too far left',
      'a:\n  b: {\n    c: 1\n}\n',
      ['4:1-4:2 "}" is not indented deeper than its key'],
    ],
    ['a bracket below its key', 'a: [\n  1,\n]\nb: 2\n', ['3:1-3:2 "]" is not indented deeper than its key']],
    ['an open double quote', 'a: "b\nc: 1\nd: 2\n', ["1:4-1:5 '\"' is not closed"]],
    ['an open single quote', "a: 'b\nc: 1\n", ['1:4-1:5 "\'" is not closed']],
    ['a line too deep', 'a: 1\n  b: 2\nc: 3\n', ['2:3-2:7 the line is indented deeper than its mapping']],
    ['a key between', 'a:\n    b: 1\n  c: 2 # x\n', [`3:3-3:7 ${NOT_ALIKE}`]],
    ['an item between', 'a:\n  - 1\n - 2\n', [`3:2-3:5 ${NOT_ALIKE}`]],
    ['a key after a list', '- a\nb: 1\n', [`2:1-2:5 ${NOT_ALIKE}`]],
    ['no colon', 'a: 1\nb # x\nc: 2\n', ['2:1-2:2 ":" is missing after "b"']],
    ['no colon at the end', 'a: 1\nb 2\n', ['2:1-2:4 ":" is missing after "b 2"']],
    [
      'no colon twice',
      'a: 1\nb\nc: 2\nd\ne: 1\n',
      ['2:1-2:2 ":" is missing after "b"', '4:1-4:2 ":" is missing after "d"'],
    ],
    [
      'no colon, a password',
      'a:\n  b: 1\n  auth_pass s3cret\n',
      ['3:3-3:19 ":" is missing after "auth_pass"'],
    ],
    ['no space', 'port:80\nb: 2\n', ['1:1-1:6 a space is missing after ":"']],
    ['two colons', 'a: b: c\n', ['1:4-1:6 a second ": " on one line']],
    ['an item for a key', 'a: 1\n- b\n', ['2:1-2:4 a list item stands where a key is expected']],
    ['a list behind its key', 'a: - b\n', ['1:4-1:5 a list cannot start on the line of its key']],
    ['a reserved sign', 'a: @b\n', ['1:4-1:5 a value cannot start with "@"']],
    ['a backtick', 'a: `id`\n', ['1:4-1:5 a value cannot start with "`"']],
    ['a percent sign', 'a: %h\n', ['1:4-1:5 a value cannot start with "%"']],
    ['an asterisk', 'a: *\n', ['1:4-1:5 "*" names no anchor']],
    ['an escape', 'a: "\\q"\n', ['1:5-1:7 "\\q" is no escape']],
    ['a path of Windows', 'a: "C:\\Users"\n', ['1:7-1:9 "\\U" is no escape']],
    ['two commas', 'a: [1,, 2]\n', ['1:7-1:8 a comma with nothing before it']],
    ['no comma in a list', 'a: [1, {b: 1} {c: 2}]\n', ['1:15-1:18 a comma is missing before this']],
    ['no comma in a mapping', 'a: {b: 1 c: 2}\n', ['1:10-1:12 a comma is missing before this']],
    ['text behind a quote', 'a: "x" y\n', ['1:8-1:9 something follows the end of the value']],
    ['a bracket too many', 'a: [1]]\n', ['1:7-1:8 "]" closes nothing']],
    ['a comment too near', 'a: "x"#c\n', ['1:7-1:9 a space is missing before "#"']],
    ['text behind "|"', 'a: |x\n  b\n', ['1:5-1:6 text cannot stand on the line of "|" or ">"']],
    ['a second anchor', 'a: &x &y 1\n', ['1:7-1:9 a node can have at most one anchor']],
    ['no space behind a dash', 'a:\n  -b: 1\n    c: 1\n', ['2:3-2:4 a space is missing after "-"']],
    ['an item too near', 'a:\n  - b: 1\n   c: 1\n    d: 1\n', [`3:4-3:8 ${NOT_ALIKE}`]],
    [
      'a space that is none',
      'a:\n  b: 1\n \u00a0c: 1\n',
      ['3:2-3:3 this is U+00A0 (no-break space), which is no space to YAML'],
    ],
    [
      'what follows from the first fault',
      'a: 1\n b: 2\n c: 3\nd: 1\n',
      ['2:2-2:6 the line is indented deeper than its mapping'],
    ],
    [
      'a fault in two parts',
      'a:\n  b: 1\n c: 2\n d: 3\ne: 1\nf: {g: 1\nh: 1\n',
      [`3:2-3:6 ${NOT_ALIKE}`, '6:4-6:5 "{" is not closed'],
    ],
    ['tabs in two parts', 'a:\n\tb: 1\nc:\n\td: 1\n\te: 1\n', ['2:1-2:2 a tab cannot indent a line']],
    ['with CR LF', 'a: 1\r\nb\r\nc: 2\r\n', ['2:1-2:2 ":" is missing after "b"']],
  ])('%s', async (_, text, expected) => {
    expect(parseYaml(text).syntaxError).toBeDefined();
    expect(await problemsOf(text)).toEqual(expected);
    expect((await load(text)).root).toBeUndefined();
  });

  it('counts the lines that tabs indent', async () => {
    const hintOf = async (text: string) => (await load(text)).problems.map(({ hint }) => hint);
    expect(await hintOf('a:\n\tb: 1\n')).toEqual(['indent with spaces']);
    expect(await hintOf('a:\n\tb: 1\n\t# c\nc:\n \td: 1\n\n\t\n')).toEqual([
      'indent with spaces: 2 lines have tabs',
    ]);
  });

  it('gives advice', async () => {
    const { problems } = await load('a: "b\n');
    expect(problems).toEqual([
      {
        message: "'\"' is not closed",
        hint: "close it with '\"', and indent all lines up to there",
        start: 3,
        end: 4,
      },
    ]);
  });

  it.each([
    ['at the start', '<<<<<<< HEAD\na: 1\n=======\na: 2\n>>>>>>> branch\n', ['1:1-1:13 (5:1-5:15)']],
    ['with CR LF', 'x: 1\r\n<<<<<<< HEAD\r\n>>>>>>> b\r\n', ['2:1-2:13 (3:1-3:10)']],
    ['where the text is YAML all the same', '[\n<<<<<<< a\n]\n', ['2:1-2:10']],
    ['that end without a start', 'a: 1\n>>>>>>> b\n', ['2:1-2:10']],
    [
      'of two conflicts',
      '<<<<<<< a\n>>>>>>> b\n<<<<<<< a\n<<<<<<< a\n>>>>>>> b\n',
      ['1:1-1:10 (2:1-2:10)', '3:1-3:10', '4:1-4:10 (5:1-5:10)'],
    ],
  ])('conflict markers of git %s', async (_, text, places) => {
    expect(await problemsOf(text)).toEqual(
      places.map((place) => {
        const [start, end] = place.split(' (');
        const until = end === undefined ? '' : ` (the conflict ends here ${end}`;
        return `${start} conflict markers of git are still in the file${until}`;
      }),
    );
    expect((await explainSyntax(text, { message: 'x', offset: 0 })).map(({ message }) => message)).toEqual(
      places.map(() => 'conflict markers of git are still in the file'),
    );
  });

  it.each(['a: |\n  <<<<<<< HEAD\n', 'a: x <<<<<<< b\n', '# <<<<<<<\na: 1\n', 'a: 1\n# x\n"<<<<<<<": 2\n'])(
    'no conflict markers in %j',
    async (text) => {
      expect(await problemsOf(text)).toEqual([]);
    },
  );

  it('says what js-yaml said when `yaml` sees no fault', async () => {
    expect(await explainSyntax('a: 1\n', { message: 'Something strange.', offset: 3 })).toEqual([
      { message: 'something strange', start: 3, end: 4 },
    ]);
  });

  it('does so for a large text', async () => {
    const text = `${'a: 1 # x\n'.repeat(20_000)}b\n`;
    expect(await explainSyntax(text, { message: 'can not read it', offset: 180_000 })).toEqual([
      { message: 'can not read it', start: 180_000, end: 180_001 },
    ]);
  });

  it('shows a character behind the end of the text, and in an empty one', async () => {
    expect(await explainSyntax('a: 1\n\n', { message: 'x', offset: 6 })).toEqual([
      { message: 'x', start: 3, end: 4 },
    ]);
    expect(await explainSyntax('', { message: 'x', offset: 0 })).toEqual([
      { message: 'x', start: 0, end: 0 },
    ]);
  });

  it('says at most 20 things, one for each line, in the order of the text', async () => {
    const problems = await explainSyntax(`${'a: b: c: d\n'.repeat(50)}`, { message: 'x', offset: 0 });
    expect(problems).toHaveLength(20);
    expect(problems.map(({ start }) => start)).toEqual(
      Array.from({ length: 20 }, (_, line) => line * 11 + 3),
    );
  });
});
