import { expect, test } from 'vitest';
import { DR, edit, HA, NAT, NAT_HA } from '../../support/definitions.ts';
import { lint } from '../../support/lint.ts';

const rule = 'no-master';
const MASTER = 'state: MASTER, ';

test('all members start as BACKUP, by word or by default', async () => {
  expect(await lint(rule, edit(HA, 'state: MASTER', 'state: BACKUP'))).toEqual([
    {
      severity: 'info',
      message: 'no member of VRRP instance "VI_1" starts as MASTER',
      hint: 'set state to MASTER for "lvs1", or set nopreempt if the VIPs should stay where they are',
      at: 'clusters/prod/web-ha.yaml:11:11-11:15 «VI_1»',
      related: ['clusters/prod/web-ha.yaml:18:52-18:55 «100» the highest priority'],
    },
  ]);
  expect(
    await lint(rule, edit(edit(HA, MASTER, ''), 'state: BACKUP, priority: 90', 'priority: 190')),
  ).toEqual([
    {
      severity: 'info',
      message: 'no member of VRRP instance "VI_1" starts as MASTER',
      hint: 'set state to MASTER for "lvs2", or set nopreempt if the VIPs should stay where they are',
      at: 'clusters/prod/web-ha.yaml:11:11-11:15 «VI_1»',
      related: ['clusters/prod/web-ha.yaml:19:37-19:40 «190» the highest priority'],
    },
  ]);
});

test('a sync group without nopreempt does not excuse it', async () => {
  const none = NAT_HA.replaceAll(MASTER, '');
  expect((await lint(rule, none)).map(({ at }) => at)).toEqual([
    'clusters/prod/edge.yaml:19:11-19:16 «OUTER»',
    'clusters/prod/edge.yaml:26:11-26:16 «INNER»',
  ]);
});

test('near misses stay silent', async () => {
  for (const definition of [NAT, DR, HA, NAT_HA]) expect(await lint(rule, definition)).toEqual([]);
  const none = edit(HA, MASTER, '');
  // nopreempt and preempt_delay demand that all start as BACKUP: for all, for one, and by default.
  expect(await lint(rule, edit(none, 'advert_int: 1', 'nopreempt: true'))).toEqual([]);
  expect(await lint(rule, edit(none, 'advert_int: 1', 'preempt_delay: 60'))).toEqual([]);
  expect(await lint(rule, edit(none, 'priority: 100', 'priority: 100, nopreempt: true'))).toEqual([]);
  expect(await lint(rule, `${none}defaults: { vrrp_instances: { nopreempt: true } }\n`)).toEqual([]);
  // The other instance of its sync group has nopreempt: both stay.
  const group = NAT_HA.replaceAll(MASTER, '');
  expect(
    await lint(rule, edit(group, 'virtual_router_id: 10\n', 'virtual_router_id: 10\n    nopreempt: true\n')),
  ).toEqual([]);
  // One member: nothing is left open.
  expect(
    await lint(rule, edit(none, '      - { director: lvs2, state: BACKUP, priority: 90 }\n', '')),
  ).toEqual([]);
});
