import { expect, test } from 'vitest';
import { dropLetter, keysOf } from '../support/arbitrary-slips.ts';
import { DR, edit, HA, NAT, NAT_HA } from '../support/definitions.ts';
import { lintAll } from '../support/lint.ts';

async function found(text: string, name = /^name: (.*)/m.exec(text)?.[1]): Promise<string[]> {
  const findings = await lintAll({ [`clusters/prod/${name}.yaml`]: text });
  return findings.map(
    ({ rule, range: { start }, message }) =>
      `${start.line}:${start.column} ${rule}${rule === 'invalid-shape' ? `: ${message}` : ''}`,
  );
}

/** With all that its services share in `defaults`. */
const DEFAULTS = `${DR.replace('    protocol: TCP\n    lvs_sched: wrr\n    lvs_method: DR\n', '')}defaults:
  virtual_servers: { protocol: TCP, lvs_sched: wrr, lvs_method: DR }
`;

test.each(
  Object.entries({ DR, HA, NAT, NAT_HA, DEFAULTS }).flatMap(([name, text]) =>
    keysOf(text).map((key) => ({ name, text, key })),
  ),
)('$name: each key misspelt is one finding: $key.name', async ({ text, key }) => {
  const misspelt = text.slice(0, key.start) + dropLetter(key.name) + text.slice(key.end);
  const [only, ...others] = await found(misspelt, /^name: (.*)/m.exec(text)?.[1]);
  expect(others).toEqual([]);
  expect(only).toMatch(/ invalid-shape: unknown key /);
});

test('misspelt keys in misspelt keys are one finding each, and nothing follows from them', async () => {
  const text = DEFAULTS.replace('defaults:', 'default:')
    .replace('  virtual_servers: {', '  virtual_server: {')
    .replace('lvs_method: DR }', 'lb_kind: DR }');
  expect(await found(text)).toEqual([
    '19:1 invalid-shape: unknown key "default"',
    '20:3 invalid-shape: unknown key "virtual_server"',
    '20:52 invalid-shape: unknown key "lb_kind"',
  ]);
});

test('what a misspelt part lacks is missing all the same', async () => {
  const text = DEFAULTS.replace('defaults:', 'default:').replace('protocol: TCP, ', '');
  expect(await found(text)).toEqual([
    '13:11 invalid-shape: virtual server "http" has no "protocol"',
    '19:1 invalid-shape: unknown key "default"',
  ]);
});

test('what is wrong in a misspelt part is found there', async () => {
  const shape = HA.replace('vrrp_instances:', 'vrrp_instance:').replace('priority: 90', 'priority: 900');
  expect(await found(shape)).toEqual([
    '10:1 invalid-shape: unknown key "vrrp_instance"',
    '19:52 invalid-shape: 900 is not between 1 and 255',
  ]);
  const meaning = HA.replace('vrrp_instances:', 'vrrp_instance:').replace('priority: 90', 'priority: 100');
  expect(await found(meaning)).toEqual([
    '10:1 invalid-shape: unknown key "vrrp_instance"',
    '19:52 equal-priorities',
  ]);
});

test('a word is read as it was meant', async () => {
  expect(await found(edit(HA, 'state: MASTER', 'state: master'))).toEqual([
    '18:34 invalid-shape: "master" is not one of MASTER, BACKUP',
  ]);
  expect(
    await found(edit(edit(HA, 'state: MASTER', 'state: master'), 'state: BACKUP', 'state: Master')),
  ).toEqual([
    '18:34 invalid-shape: "master" is not one of MASTER, BACKUP',
    '19:34 invalid-shape: "Master" is not one of MASTER, BACKUP',
    '19:34 several-masters',
  ]);
});

test('a guess is dropped when its value is none of the key', async () => {
  const text = edit(HA, '{ director: lvs1, state', '{ director: lvs1, interfaces: [eth0], state');
  expect(await found(text)).toEqual(['18:27 invalid-shape: unknown key "interfaces"']);
  const needed = edit(NAT, '    vip: 172.16.254.200', '    vipp: [172.16.254.200]');
  expect(await found(needed)).toEqual([
    '16:5 invalid-shape: unknown key "vipp"',
    '16:11 invalid-shape: expected text, found a list',
  ]);
});

test('a key that is there is not what another one was meant to be', async () => {
  const text = edit(NAT, '    port: 80\n', '    port: 80\n    prt: 443\n    pport: 443\n');
  expect(await found(text)).toEqual([
    '18:5 invalid-shape: unknown key "prt"',
    '19:5 invalid-shape: unknown key "pport"',
  ]);
  const both = edit(NAT, '    port: 80\n', '    prt: 80\n    pport: 443\n');
  expect(await found(both)).toEqual([
    '17:5 invalid-shape: unknown key "prt"',
    '18:5 invalid-shape: unknown key "pport"',
  ]);
});

test('services that lack the same are one finding, those that lack something else another one', async () => {
  const [head, service] = DR.split('virtual_servers:\n') as [string, string];
  const named = (name: string, port: number) => service.replace('http', name).replace('80', String(port));
  const lacking = (text: string, ...lines: string[]) =>
    lines.reduce((rest, line) => edit(rest, `    ${line}\n`, ''), text);
  const text = `${head}virtual_servers:\n${lacking(named('a', 80), 'protocol: TCP')}${lacking(named('b', 81), 'protocol: TCP', 'lvs_sched: wrr')}${lacking(named('c', 82), 'protocol: TCP')}`;
  const findings = await lintAll({ 'clusters/prod/web-dr.yaml': text });
  expect(
    findings.map(({ message, hint, related }) => [
      message,
      hint,
      related.map(({ range }) => range.start.line),
    ]),
  ).toEqual([
    [
      'virtual servers "a" and "c" have no "protocol"',
      'without it keepalived would take UDP: say it here or in "defaults"',
      [28],
    ],
    [
      'virtual server "b" has no "protocol" and "lvs_sched"',
      'without them keepalived would take UDP, take wlc: say them here or in "defaults"',
      [],
    ],
  ]);
});
