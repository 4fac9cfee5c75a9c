import { describe, expect, it } from 'vitest';
import { parseYaml } from '../../src/load/parse-yaml.ts';
import { readSuppressions } from '../../src/load/suppressions.ts';
import { load, problemsOf } from './loaded.ts';

const read = (text: string) => readSuppressions(text, parseYaml(text).scalars);

describe('suppressions', () => {
  it('for the next line', () => {
    const text = 'a: 1\n  # lvsgen-disable-next-line duplicate-vip -- shared on purpose \nvip: x\n';
    expect(read(text)).toEqual({
      suppressions: [
        {
          rules: [{ name: 'duplicate-vip', start: 34, end: 47 }],
          reason: 'shared on purpose',
          line: 3,
          start: 7,
          end: 68,
        },
      ],
      problems: [],
    });
    expect(text.slice(7, 68)).toBe('# lvsgen-disable-next-line duplicate-vip -- shared on purpose');
    expect(text.slice(34, 47)).toBe('duplicate-vip');
  });

  it('for the file, for several rules, until a day', () => {
    const text = '# lvsgen-disable one-rule , other -- moves soon -- really until 2028-02-29\na: 1\n';
    const [found] = read(text).suppressions;
    expect(found).toEqual({
      rules: [
        { name: 'one-rule', start: 17, end: 25 },
        { name: 'other', start: 28, end: 33 },
      ],
      reason: 'moves soon -- really',
      line: undefined,
      until: { date: '2028-02-29', start: 64, end: 74 },
      start: 0,
      end: 74,
    });
    expect(text.slice(64, 74)).toBe('2028-02-29');
  });

  it.each([
    ['behind a value', 'a: 1 # lvsgen-disable-next-line x -- r\nb: 1\n', 2],
    ['above a comment', '# lvsgen-disable-next-line x -- r\n\n  # why\na: 1\n', 4],
    ['at the end', 'a: 1\n# lvsgen-disable-next-line x -- r', 3],
    ['at the end, before blank lines', 'a: 1\n# lvsgen-disable-next-line x -- r\n', 3],
    ['with CR LF', 'a: 1\r\n# lvsgen-disable-next-line x -- r\r\nb: 1\r\n', 3],
    ['with CR', 'a: 1\r# lvsgen-disable-next-line x -- r\rb: 1\r', 3],
    ['without a space', '#lvsgen-disable-next-line x -- r\na: 1\n', 2],
    ['on the first line of a block scalar', 'a: | # lvsgen-disable-next-line x -- r\n  b\n', 2],
    ['in a flow list', 'a: [\n  # lvsgen-disable-next-line x -- r\n  1 ]\n', 3],
  ])('is seen %s', (_, text, line) => {
    expect(read(text)).toMatchObject({ suppressions: [{ line, reason: 'r' }], problems: [] });
  });

  it('stand one below the other, with the same line in mind', () => {
    const text = `${'# lvsgen-disable-next-line x -- r\n'.repeat(3)}a: 1\n# lvsgen-disable-next-line x -- r\nb: 1\n`;
    expect(read(text).suppressions.map(({ line }) => line)).toEqual([4, 4, 4, 6]);
  });

  it.each([
    ['a double quote', 'a: "x # lvsgen-disable x -- r"\n'],
    ['a single quote', "a: 'x\n  # lvsgen-disable x -- r'\n"],
    ['a block scalar', 'a: |\n  # lvsgen-disable x -- r\nb: 1\n'],
    ['a key', '"# lvsgen-disable x -- r": 1\n'],
    ['a word', 'a: b#lvsgen-disable x -- r\n'],
    ['a sentence', 'a: 1 # see lvsgen-disable x -- r\n'],
    ['a comment of a comment', '# # lvsgen-disable x -- r\na: 1\n'],
    ['another word', '# lvsgen-secrets.conf is included\na: 1\n'],
    ['text that lvsgen does not read', 'a: 1 # nothing here\n'],
  ])('is not seen in %s', (_, text) => {
    expect(read(text)).toEqual({ suppressions: [], problems: [] });
  });

  it.each([
    ['no reason', '# lvsgen-disable x', ['1:1-1:19 a suppression needs a reason']],
    ['dashes alone', '# lvsgen-disable x --', ['1:1-1:22 a suppression needs a reason']],
    ['a date alone', '# lvsgen-disable x -- until 2027-01-31', ['1:1-1:39 a suppression needs a reason']],
    ['dashes without spaces', '# lvsgen-disable x--r', ['1:1-1:22 a suppression needs a reason']],
    ['no rule', '# lvsgen-disable -- r', ['1:1-1:17 a suppression has to name a rule']],
    [
      'nothing',
      '# lvsgen-disable-next-line',
      ['1:1-1:27 a suppression has to name a rule', '1:1-1:27 a suppression needs a reason'],
    ],
    ['a comma too many', '# lvsgen-disable x, -- r', ['1:19-1:20 a rule is missing']],
    ['a comma first', '# lvsgen-disable , x -- r', ['1:18-1:19 a rule is missing']],
    ['two commas', '# lvsgen-disable x,,y -- r', ['1:20-1:21 a rule is missing']],
    ['spaces for commas', '# lvsgen-disable x y -- r', ['1:18-1:21 "x y" is not the name of a rule']],
    [
      'one dash',
      '# lvsgen-disable x - r',
      ['1:18-1:23 "x - r" is not the name of a rule', '1:1-1:23 a suppression needs a reason'],
    ],
    [
      'an impossible day',
      '# lvsgen-disable x -- r until 2027-02-30',
      ['1:31-1:41 "2027-02-30" is not a date'],
    ],
    [
      'the 29th of February',
      '# lvsgen-disable x -- r until 2027-02-29',
      ['1:31-1:41 "2027-02-29" is not a date'],
    ],
    ['month 13', '# lvsgen-disable x -- r until 2027-13-01', ['1:31-1:41 "2027-13-01" is not a date']],
    [
      'a day of another form',
      '# lvsgen-disable x -- r until 31.01.2027',
      ['1:31-1:41 "31.01.2027" is not a date'],
    ],
    ['a short day', '# lvsgen-disable x -- r until 2027-1-31', ['1:31-1:40 "2027-1-31" is not a date']],
    ['another word', '# lvsgen-disable-line x -- r', ['1:3-1:22 unknown word "lvsgen-disable-line"']],
    ['a slip', '# lvsgen-disbale x -- r', ['1:3-1:17 unknown word "lvsgen-disbale"']],
    [
      'a slip in the second half',
      '# lvsgen-disable-nextline x -- r',
      ['1:3-1:26 unknown word "lvsgen-disable-nextline"'],
    ],
  ])('%s is a problem, and hides nothing', async (_, comment, expected) => {
    expect(await problemsOf(`${comment}\na: 1\n`)).toEqual(expected);
    expect((await load(`${comment}\na: 1\n`)).suppressions).toEqual([]);
  });

  it.each([
    ['lvsgen-disable-line', 'lvsgen-disable'],
    ['lvsgen-disable-nextline', 'lvsgen-disable-next-line'],
    ['lvsgen-disable-next', 'lvsgen-disable'],
    ['lvsgen-disables', 'lvsgen-disable'],
  ])('%s: did you mean %s?', (word, meant) => {
    const hint = read(`# ${word} x -- r\n`).problems[0]?.hint;
    expect(
      ['lvsgen-disable', 'lvsgen-disable-next-line'].map((known) => `did you mean "${known}"?`),
    ).toContain(hint);
    if (word !== 'lvsgen-disable-next') expect(hint).toBe(`did you mean "${meant}"?`);
  });

  it('a reason may say "until"', () => {
    expect(read('# lvsgen-disable x -- wait until tomorrow\n').suppressions[0]).toMatchObject({
      reason: 'wait until tomorrow',
    });
    expect(read('# lvsgen-disable x -- wait until tomorrow\n').suppressions[0]).not.toHaveProperty('until');
  });

  it('are not read where the syntax is broken: what is a comment is not known', async () => {
    const { suppressions, suppressionProblems } = await load('# lvsgen-disable x\na: [\n');
    expect([suppressions, suppressionProblems]).toEqual([[], []]);
  });

  it('do not flood a report', () => {
    expect(read(`${'# lvsgen-disable x\n'.repeat(2000)}a: 1\n`).problems).toHaveLength(50);
  });
});
