import type { Finding, Range } from '../../src/diagnostic/finding.ts';
import type { ReportContext } from '../../src/report/report.ts';

export const WEB = 'clusters/prod/web.yaml';
export const API = 'clusters/prod/api.yaml';

/** `range(12, 10, 22)`: columns 10 to 21 of line 12. */
export function range(line: number, column: number, endColumn: number, endLine = line): Range {
  return { start: { line, column }, end: { line: endLine, column: endColumn } };
}

/** Where `part` stands in `text`: the `nth` time, counted from 1. */
export function rangeOf(text: string, part: string, nth = 1): Range {
  let at = -1;
  for (let count = 0; count < nth; count++) at = text.indexOf(part, at + 1);
  if (at === -1) throw new Error(`"${part}" is not in the text`);
  const position = (offset: number) => {
    const before = text.slice(0, offset).split(/\r\n|\r|\n/);
    return { line: before.length, column: (before.at(-1) as string).length + 1 };
  };
  return { start: position(at), end: position(at + part.length) };
}

export function finding(given: Partial<Finding>): Finding {
  return {
    rule: 'duplicate-vip',
    severity: 'error',
    message: 'VIP "192.168.0.38" is already used by cluster "api"',
    file: WEB,
    range: range(3, 10, 22),
    related: [],
    ...given,
  };
}

export function context(
  sources: Readonly<Record<string, string>> = {},
  given: Partial<ReportContext> = {},
): ReportContext {
  return {
    files: 3,
    sourceOf: (file) => (Object.hasOwn(sources, file) ? sources[file] : undefined),
    color: false,
    ruleInfo: (rule) =>
      rule === 'duplicate-vip'
        ? { summary: 'each VIP belongs to one cluster', helpUri: 'https://example.org/rules/duplicate-vip' }
        : undefined,
    version: '1.2.3',
    ...given,
  };
}

export const SOURCES: Readonly<Record<string, string>> = {
  [WEB]: 'virtual_servers:\n  - name: http\n    vip: 192.168.0.38\n    port: 80\n    weight: 0\n',
  [API]: 'virtual_servers:\n  - name: api\n    vip: 192.168.0.38\n',
};

/** An error with all there can be, a warning and an info. */
export const FINDINGS: readonly Finding[] = [
  finding({
    hint: 'give one of the two another address',
    related: [{ file: API, range: range(3, 10, 22), message: 'first used here' }],
  }),
  finding({
    rule: 'odd-port',
    severity: 'info',
    message: 'port 80 carries no TLS',
    range: range(4, 11, 13),
  }),
  finding({
    rule: 'zero-weight',
    severity: 'warning',
    message: 'weight 0 takes no connections',
    range: range(5, 13, 14),
  }),
];

/** What a definition may hold to hurt whoever reads the report. */
export const HOSTILE = [
  '\u001b[31mred\u001b[0m',
  '\u001b]8;;https://evil.example\u001b\\link\u001b]8;;\u001b\\',
  '\u009b2J\u0007\u0000\u007f',
  'a\u202egnp.exe\u2066\u200b\u00ad\ufeff',
  '\ud800 lone \udc00',
  '\nnew line\r\n::error file=x::pwned',
  '::stop-commands::token',
  '::add-mask::secret',
  '##[add-mask]x ##vso[task.setvariable variable=a]b',
  '%0A::error::x',
  ']]><evil/>&lt;',
  '<script>alert(1)</script><!-- ',
  '`code` ``` fence\n```\n',
  '@team @org/team #123 owner/repo#1 !5 https://evil.example www.evil.example a@evil.example',
  '| a | b |\\| \\',
  '[x](https://evil.example) ![x](1) [a [b] c](javascript:1)',
  '**bold** _x_ ~~y~~ :smile: &amp; &#64;team',
  '# heading\n- item\n> quote\n---',
  '\u2028\u2029\u0085\ufffe',
  '"quoted" \'single\' \\',
] as const;
