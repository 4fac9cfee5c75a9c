import { describe, expect, test } from 'vitest';
import { markdown } from '../../src/report/markdown.ts';
import { API, context, FINDINGS, finding, HOSTILE, range } from './sample.ts';

/** The report on a message, from where the message starts. */
const written = (message: string) =>
  markdown([finding({ message })], context())
    .split(/^- .*?: /m)[1]
    ?.trimEnd();

test('is a list, the worst first', () => {
  expect(markdown(FINDINGS, context())).toBe(`\
### lvsgen

3 files: 1 error, 1 warning, 1 info

- **error** [\`duplicate-vip\`](https://example.org/rules/duplicate-vip) at \`clusters/prod/web.yaml:3:10\`: VIP \`192.168.0.38\` is already used by cluster \`api\`
  - \`clusters/prod/api.yaml:3:10\`: first used here
  - help: give one of the two another address
- **warning** \`zero-weight\` at \`clusters/prod/web.yaml:5:13\`: weight 0 takes no connections
- **info** \`odd-port\` at \`clusters/prod/web.yaml:4:11\`: port 80 carries no TLS
`);
});

test('without findings says so', () => {
  expect(markdown([], context())).toBe('### lvsgen\n\n3 files: no findings\n');
});

test.each([
  [
    'host "lvs1" has 2 gateways, "10.0.0.1" and "10.0.0.2"',
    'host `lvs1` has 2 gateways, `10.0.0.1` and `10.0.0.2`',
  ],
  ['"a b" and/or "c": two-node, it isn\'t (much)', "`a b` and/or `c`: two-node, it isn't (much)"],
  ['an empty name ""', 'an empty name `""`'],
  ['an empty name " "', 'an empty name `" "`'],
  ['port 8443 of 10.0.0.1:80, not 123456', 'port 8443 of `10.0.0.1:80`, not `123456`'],
  ['name "日本語" für größe', 'name `日本語` für größe'],
  ['@team look', '`@team` look'],
  ['see #12, owner/repo#1 and GH-1.', 'see `#12, owner/repo#1` and `GH-1`.'],
  ['at https://evil.example/x!', 'at `https://evil.example/x`!'],
  ['<b>x</b> *x* [x](y) &amp;', '`<b>x</b> *x* [x](y) &amp`;'],
  ['a ` b `` c', 'a `` ` `` b ``` `` ``` c'],
  ['a "`x`" b', 'a `` `x` `` b'],
  ['a "\n- b" c\n```', 'a `\\n- b` ```` c\\n``` ````'],
])('puts what is no plain word into code: %j', (message, expected) => {
  expect(written(message)).toBe(expected);
});

describe('hostile text', () => {
  test.each(HOSTILE)('stays within its line and its code span: %j', (text) => {
    const found = finding({ message: `value ${text} end`, hint: text, file: text, rule: text });
    const report = markdown(
      [{ ...found, related: [{ file: text, range: range(1, 1, 2), message: text }] }],
      context(),
    );
    const lines = report.split('\n');
    expect(lines).toHaveLength(8);
    for (const [at, start] of ['- **error** `', '  - `', '  - help: '].entries()) {
      expect(lines[4 + at]?.startsWith(start)).toBe(true);
      // What is left outside of the code spans has nothing that could be markup.
      const outside = (lines[4 + at] as string)
        .replace(/(?<!`)(`+)(?!`).*?(?<!`)\1(?!`)/g, '')
        .slice(start.length - 1);
      expect(outside).toMatch(/^[\p{L}\p{M}\p{N}\s,.;:!?()'/-]*$/u);
    }
  });

  test('does not become the link to a rule', () => {
    const ruleInfo = () => ({ summary: 's', helpUri: 'https://x.example/)<script>' });
    expect(markdown([finding({})], context({}, { ruleInfo }))).toContain('**error** `duplicate-vip` at');
  });
});

describe('a comment holds 65,536 characters', () => {
  test('the rest is counted, and it is the mildest', () => {
    const many = Array.from({ length: 3000 }, (_, at) =>
      finding({ severity: at % 3 === 0 ? 'error' : 'warning', message: `number ${at}` }),
    );
    const report = markdown(many, context());
    expect(report.length).toBeLessThan(65_000);
    const shown = report.match(/^- /gm)?.length as number;
    expect(report.endsWith(`\n\n+${3000 - shown} more (${1000 - shown} errors, 2000 warnings)\n`)).toBe(true);
  });

  test('no single finding fills it', () => {
    const long = `${'`a` '.repeat(100_000)}`;
    const related = Array.from({ length: 1000 }, () => ({
      file: API,
      range: range(1, 1, 2),
      message: 'here',
    }));
    const report = markdown(
      [finding({ message: long, hint: long, file: long, related }), finding({})],
      context(),
    );
    expect(report.length).toBeLessThan(30_000);
    expect(report).toContain('  - and 990 more places\n');
    expect(report).not.toMatch(/^\+/m);
  });
});
