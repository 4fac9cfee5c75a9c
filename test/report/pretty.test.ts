import { stripVTControlCharacters } from 'node:util';
import { describe, expect, test } from 'vitest';
import { pretty } from '../../src/report/pretty.ts';
import { API, context, FINDINGS, finding, range, rangeOf, SOURCES, WEB } from './sample.ts';

/** The report on one finding about a text, without the summary. */
function frame(text: string, given: Parameters<typeof finding>[0], width?: number): string {
  const found = finding({ message: 'message', rule: 'rule', ...given });
  const report = pretty([found], context({ [WEB]: text }, width === undefined ? {} : { width }));
  return report.slice(0, report.indexOf('\n\n') + 1);
}

test('shows each finding, then the counts', () => {
  expect(pretty(FINDINGS, context(SOURCES))).toBe(`\
error[duplicate-vip]: VIP "192.168.0.38" is already used by cluster "api"
 --> clusters/prod/web.yaml:3:10
  |
2 |   - name: http
3 |     vip: 192.168.0.38
  |          ^^^^^^^^^^^^
  |
 ::: clusters/prod/api.yaml:3:10
  |
2 |   - name: api
3 |     vip: 192.168.0.38
  |          ------------ first used here
  |
  = help: give one of the two another address

info[odd-port]: port 80 carries no TLS
 --> clusters/prod/web.yaml:4:11
  |
3 |     vip: 192.168.0.38
4 |     port: 80
  |           ^^

warning[zero-weight]: weight 0 takes no connections
 --> clusters/prod/web.yaml:5:13
  |
4 |     port: 80
5 |     weight: 0
  |             ^

3 files: 1 error, 1 warning, 1 info
`);
});

test('says when there is nothing', () => {
  expect(pretty([], context())).toBe('3 files: no findings\n');
  expect(pretty([], context({}, { files: 1 }))).toBe('1 file: no findings\n');
  expect(pretty([], context({}, { files: 0 }))).toBe('0 files: no findings\n');
});

test('counts in the plural', () => {
  const two = [finding({ severity: 'warning' }), finding({ severity: 'warning' })];
  expect(pretty(two, context({}, { files: 1 }))).toMatch(/\n1 file: 2 warnings\n$/);
});

describe('color', () => {
  const colored = pretty(FINDINGS, context(SOURCES, { color: true }));

  test('changes no text', () => {
    expect(colored).not.toBe(pretty(FINDINGS, context(SOURCES)));
    expect(stripVTControlCharacters(colored)).toBe(pretty(FINDINGS, context(SOURCES)));
  });

  test('does not ask the environment again', () => {
    expect(colored.split('\n')[0]).toBe(
      '\u001b[1m\u001b[91merror[duplicate-vip]\u001b[39m\u001b[22m' +
        '\u001b[1m: VIP "192.168.0.38" is already used by cluster "api"\u001b[22m',
    );
  });
});

describe('places', () => {
  const text = 'a: 1\nb: 2\nc: 3\nd: 4\ne: 5\nf: 6\ng: 7\nh: 8\ni: 9\nj: 10\nk: 11\n';
  const at = (part: string, message: string) => ({ file: WEB, range: rangeOf(text, part), message });

  test('that are near each other share a frame', () => {
    expect(
      frame(text, { range: rangeOf(text, '4'), related: [at('2', 'not this'), at('d', 'its key')] }),
    ).toBe(`\
error[rule]: message
 --> clusters/prod/web.yaml:4:4
  |
1 | a: 1
2 | b: 2
  |    - not this
3 | c: 3
4 | d: 4
  |    ^
  | - its key
`);
  });

  test('that are far apart have frames of their own, with one gutter', () => {
    expect(
      frame(text, { range: rangeOf(text, '11'), related: [at('2', 'not this'), at('3', 'nor this')] }),
    ).toBe(`\
error[rule]: message
  --> clusters/prod/web.yaml:11:4
   |
10 | j: 10
11 | k: 11
   |    ^^
   |
  ::: clusters/prod/web.yaml:2:4
   |
 1 | a: 1
 2 | b: 2
   |    - not this
 3 | c: 3
   |    - nor this
`);
  });

  test('without a text are named', () => {
    const related = [{ file: API, range: range(3, 10, 22), message: 'first used here' }];
    const found = finding({ rule: 'rule', message: 'message', related, hint: 'hint' });
    expect(pretty([found], context({ [API]: 'a\n' }))).toBe(`\
error[rule]: message
 --> clusters/prod/web.yaml:3:10
  |
 ::: clusters/prod/api.yaml:3:10: first used here
  |
  = help: hint

3 files: 1 error
`);
  });

  test('beyond the eighth are counted', () => {
    const related = Array.from({ length: 20 }, () => at('2', 'again'));
    const shown = frame(text, { range: rangeOf(text, '4'), related });
    expect(shown.match(/again/g)).toHaveLength(8);
    expect(shown).toMatch(/\n {2}= note: and 12 more places\n$/);
  });
});

describe('underlines exactly', () => {
  const underlined = (text: string, part: string) => {
    const [line, carets] = frame(text, { range: rangeOf(text, part) })
      .split('\n')
      .slice(-3);
    return `${line}\n${carets}`;
  };

  test.each([
    ['wide characters', '名前: "日本語" # x', '本', '1 | 名前: "日本語" # x\n  |          ^^'],
    ['after wide characters', '日本語: x', 'x', '1 | 日本語: x\n  |         ^'],
    ['full-width forms', 'ＡＢ: x', 'x', '1 | ＡＢ: x\n  |       ^'],
    ['Hangul', '한글: x', 'x', '1 | 한글: x\n  |       ^'],
    ['half-width forms', 'ｱｲ: x', 'x', '1 | ｱｲ: x\n  |     ^'],
    ['emoji', '👍🏽✅: x', 'x', '1 | 👍🏽✅: x\n  |       ^'],
    ['flags', '🇩🇪: x', 'x', '1 | 🇩🇪: x\n  |     ^'],
    ['letters with marks', 'e\u0301a\u0308: x', 'x', '1 | e\u0301a\u0308: x\n  |     ^'],
    ['a part of a letter', 'e\u0301', '\u0301', '1 | e\u0301\n  | ^'],
    ['tabs', '\tvip:\tx\t# y', 'x', '1 |     vip:    x   # y\n  |             ^'],
    ['a tab itself', 'a\tb', '\t', '1 | a   b\n  |  ^^^'],
    ['escaped characters', 'a\u001b[1mb', '\u001b', '1 | a\\u{1b}[1mb\n  |  ^^^^^^'],
    ['after escaped characters', 'a\u202eb', 'b', '1 | a\\u{202e}b\n  |          ^'],
    ['joined emoji', '👨\u200d👩 x', 'x', '1 | 👨\\u{200d}👩 x\n  |              ^'],
    ['what CI takes for a command', '##[group]x', 'x', '1 | #\\u{23}[group]x\n  |               ^'],
  ])('%s', (_, text, part, expected) => {
    expect(underlined(text, part)).toBe(expected);
  });

  test.each([
    ['LF', '\n'],
    ['CR LF', '\r\n'],
    ['CR', '\r'],
  ])('in lines that end in %s', (_, end) => {
    expect(frame(`a: 1${end}${end}b: 2${end}`, { range: range(3, 4, 5) })).toBe(
      'error[rule]: message\n --> clusters/prod/web.yaml:3:4\n  |\n3 | b: 2\n  |    ^\n',
    );
  });

  test('an empty range, at the end of a line and of the text', () => {
    expect(frame('ab', { range: range(1, 3, 3) })).toMatch(/\n1 \| ab\n {2}\| {3}\^\n$/);
    expect(frame('ab\n', { range: range(2, 1, 1) })).toMatch(/\n1 \| ab\n2 \|\n {2}\| \^\n$/);
  });

  test('the first line of several, without the blanks at its end', () => {
    expect(frame('a:\n  - b  \n  - c\n', { range: range(2, 3, 6, 3) })).toMatch(
      /\n2 \| {3}- b {2}\n {2}\| {3}\^{3}\n$/,
    );
    expect(frame('a: |\n  b\n', { range: range(1, 4, 1, 3) })).toMatch(/\n1 \| a: \|\n {2}\| {4}\^\n$/);
  });

  test('shows no frame for a line that is not there', () => {
    expect(frame('a', { range: range(7, 1, 2) })).toBe(
      'error[rule]: message\n --> clusters/prod/web.yaml:7:1\n',
    );
  });
});

describe('long lines', () => {
  const text = `key: ${'x'.repeat(500_000)} needle ${'y'.repeat(500_000)} last`;

  test.each([
    ['at the start', 'key', '1 | key: xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…\n  | ^^^'],
    ['in the middle', 'needle', '1 | …xxxxxxxx needle yyyyyyyyyyyyyyyyyy…\n  |           ^^^^^^'],
    ['at the end', 'last', '1 | …yyyyyyyyy last\n  |            ^^^^'],
  ])('are cut around a place %s', (_, part, expected) => {
    const lines = frame(text, { range: rangeOf(text, part) }, 40)
      .split('\n')
      .slice(-3, -1);
    expect(lines.join('\n')).toBe(expected);
  });

  test('keep their beginning when the place itself is too long', () => {
    expect(frame(text, { range: range(1, 6, text.length) }, 40)).toMatch(
      /\n1 \| key: x{30}…\n {2}\| {6}\^{30}\n$/,
    );
  });

  test('of wide characters fit as well', () => {
    const wide = `${'日'.repeat(50_000)}x${'本'.repeat(50_000)}`;
    const lines = frame(wide, { range: rangeOf(wide, 'x') }, 40)
      .split('\n')
      .slice(-3, -1);
    expect(lines.join('\n')).toBe('1 | …日日日日日x本本本本本本本本本本本…\n  |            ^');
  });

  test('are shown in part, however many findings name them', () => {
    const many = Array.from({ length: 500 }, () => finding({ range: rangeOf(text, 'needle') }));
    expect(pretty(many, context({ [WEB]: text })).length).toBeLessThan(1_000_000);
  });
});

describe('passwords', () => {
  const shown = (text: string, line: number) =>
    frame(text, { range: range(line, 1, 2) })
      .split('\n')
      .find((each) => each.startsWith(`${line} |`))
      ?.slice(4);

  test.each([
    ['  auth_pass: hunter2 # it', 1, '  auth_pass: ******* # it'],
    ['  auth_pass: "hun ter"', 1, '  auth_pass: *********'],
    ["  'auth_pass' : 'hun}ter'", 1, "  'auth_pass' : *********"],
    ['  auth_pass: hun, }ter', 1, '  auth_pass: *********'],
    [
      'a: { auth_type: PASS, auth_pass: hunter2, b: 1 }',
      1,
      'a: { auth_type: PASS, auth_pass: *******, b: 1 }',
    ],
    ['a: [{ auth_pass: x1 }, { auth_pass: x2 }]', 1, 'a: [{ auth_pass: ** }, { auth_pass: ** }]'],
    ['  auth_pass: # next\n    hunter2', 2, '    *******'],
    ['  auth_pass: >-\n    hunter2', 2, '    *******'],
    ['  auth_pass: { secret: VRRP_PASS }', 1, '  auth_pass: { secret: VRRP_PASS }'],
    ['  auth_pass:\n    secret: VRRP_PASS', 2, '    secret: VRRP_PASS'],
    ['  - { id: 1, hmac_key: "hex:00" }', 1, '  - { id: 1, hmac_key: ******** }'],
    [
      'key: [{ id: 1, hmac_key: a/b= }, { hmac_key: { secret: VRRP_KEY }, id: 2 }]',
      1,
      'key: [{ id: 1, hmac_key: **** }, { hmac_key: { secret: VRRP_KEY }, id: 2 }]',
    ],
    ['  hmac_key: >-\n    hunter2', 2, '    *******'],
    // Keys that are none are shown by the finding that says so.
    ['  auth_pas: hunter2', 1, '  auth_pas: *******'],
    ['a: { auth_type: PASS, authpass: hunter2 }', 1, 'a: { auth_type: PASS, authpass: ******* }'],
    ['  password: hunter2', 1, '  password: *******'],
    ['  - hmac_keys: hunter2', 1, '  - hmac_keys: *******'],
    ['  auth_pass hunter2 # it', 1, '  auth_pass ************'],
    ['  passive: true', 1, '  passive: true'],
  ])('are not shown: %j', (text, line, expected) => {
    expect(shown(text, line)).toBe(expected);
  });

  // To look at each rest of such a line would take hours.
  test('are looked for once in a line', () => {
    const text = `${'auth_pass: # '.repeat(400_000)}\n${'{auth_pass: "'.repeat(400_000)}\nx`;
    const report = pretty(
      [1, 2, 3].map((line) => finding({ range: range(line, 1, 2) })),
      context({ [WEB]: text }),
    );
    expect(report).toContain('3 | x');
  });
});
