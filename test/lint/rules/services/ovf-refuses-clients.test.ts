import { expect, test } from 'vitest';
import { DR, edit, HA, NAT, NAT_HA } from '../../../support/definitions.ts';
import { lint } from '../../../support/lint.ts';

const rule = 'ovf-refuses-clients';

const ovf = (first: string, second: string, base = DR) =>
  edit(
    edit(edit(base, 'lvs_sched: wrr', 'lvs_sched: ovf'), 'rs2, weight: 1', `rs2${second}`),
    'rs1, weight: 3',
    `rs1${first}`,
  );

test('weight 1 under ovf, written or not', async () => {
  expect(await lint(rule, ovf(', weight: 1', ''))).toMatchInlineSnapshot(`
    [
      {
        "at": "clusters/prod/web-dr.yaml:17:16-17:19 «ovf»",
        "hint": "give each real server as its weight the number of connections that it can bear, or set lvs_sched to wlc",
        "message": "virtual server "http" refuses clients beyond 4 connections at a time: weight 1 is enough for two under ovf",
        "severity": "warning",
      },
    ]
  `);
  expect((await lint(rule, ovf(', weight: 1', ', weight: 0'))).map(({ message }) => message)).toEqual([
    'virtual server "http" refuses clients beyond 2 connections at a time: weight 1 is enough for two under ovf',
  ]);
});

test('near misses stay silent', async () => {
  for (const base of [NAT, DR, HA, NAT_HA]) expect(await lint(rule, base)).toEqual([]);
  expect(await lint(rule, ovf(', weight: 1', ', weight: 2'))).toEqual([]);
  // all-weights-zero speaks.
  expect(await lint(rule, ovf(', weight: 0', ', weight: 0'))).toEqual([]);
  // scheduler-counts-nothing speaks.
  expect(await lint(rule, ovf('', '', edit(DR, 'protocol: TCP', 'protocol: UDP')))).toEqual([]);
  expect(await lint(rule, edit(ovf('', ''), 'lvs_sched: ovf', 'lvs_sched: wlc'))).toEqual([]);
});
