import { expect, test } from 'vitest';
import type { Severity } from '../../src/diagnostic/finding.ts';
import { github } from '../../src/report/github.ts';
import { context, FINDINGS, finding, range } from './sample.ts';

test('is a command a finding, the worst first', () => {
  expect(github(FINDINGS, context())).toBe(
    [
      '::error file=clusters/prod/web.yaml,line=3,endLine=3,col=10,endColumn=22,title=duplicate-vip::VIP "192.168.0.38" is already used by cluster "api"%0Aclusters/prod/api.yaml:3:10: first used here%0Ahelp: give one of the two another address',
      '::warning file=clusters/prod/web.yaml,line=5,endLine=5,col=13,endColumn=14,title=zero-weight::weight 0 takes no connections',
      '::notice file=clusters/prod/web.yaml,line=4,endLine=4,col=11,endColumn=13,title=odd-port::port 80 carries no TLS',
      '',
    ].join('\n'),
  );
});

test('without findings is empty', () => {
  expect(github([], context())).toBe('');
});

test('escapes what would end a property or a command', () => {
  const found = finding({ file: 'a,b:c%.yaml', message: '100%: a,b\r\n::error::x', rule: 'r,:' });
  expect(github([found], context())).toBe(
    '::error file=a%2Cb%3Ac%25.yaml,line=3,endLine=3,col=10,endColumn=22,title=r%2C%3A::100%25: a,b\\r\\n::error::x\n',
  );
});

test('has no columns for several lines, and ends with the last that has a character', () => {
  const found = finding({ range: range(3, 10, 1, 6), message: 'm' });
  expect(github([found], context())).toBe(
    '::error file=clusters/prod/web.yaml,line=3,endLine=5,title=duplicate-vip::m\n',
  );
});

test('shows ten of a level and counts the others', () => {
  const many = (severity: Severity, count: number) =>
    Array.from({ length: count }, (_, at) => finding({ severity, message: `${severity} ${at}` }));
  const lines = github([...many('info', 12), ...many('warning', 11), ...many('error', 30)], context()).split(
    '\n',
  );
  const commands = lines.map((line) => /^::\w+/.exec(line)?.[0]);
  expect(commands).toEqual([
    ...Array(10).fill('::error'),
    ...Array(10).fill('::warning'),
    ...Array(10).fill('::notice'),
    undefined,
  ]);
  expect(lines[9]).toMatch(/::error 9$/);
  expect(lines[29]).toBe(
    '::notice title=lvsgen::+24 more findings (20 errors, 1 warning, 3 infos): GitHub shows 10 of a level, "lvsgen lint" shows all',
  );
});
