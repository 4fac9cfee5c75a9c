import { expect, test } from 'vitest';
import { DR, edit, HA, NAT, NAT_HA } from '../../../support/definitions.ts';
import { lint } from '../../../support/lint.ts';

const rule = 'master-priority-not-highest';

test('a BACKUP has a higher priority than the MASTER', async () => {
  expect(await lint(rule, edit(HA, 'priority: 90', 'priority: 120'))).toEqual([
    {
      severity: 'warning',
      message: 'MASTER "lvs1" has priority "100", less than "lvs2" with "120", which becomes MASTER',
      hint: 'swap the two priorities, or make "lvs2" the MASTER of VRRP instance "VI_1"',
      at: 'clusters/prod/web-ha.yaml:18:52-18:55 «100»',
      related: ['clusters/prod/web-ha.yaml:19:52-19:55 «120» higher here, on a BACKUP'],
    },
  ]);
});

test('near misses stay silent', async () => {
  for (const definition of [NAT, DR, HA, NAT_HA]) expect(await lint(rule, definition)).toEqual([]);
  // A tie, several masters and no master have rules of their own.
  expect(await lint(rule, edit(HA, 'priority: 90', 'priority: 100'))).toEqual([]);
  expect(await lint(rule, edit(HA, 'state: BACKUP, priority: 90', 'state: MASTER, priority: 120'))).toEqual(
    [],
  );
  expect(await lint(rule, edit(HA, 'state: MASTER, ', ''))).toEqual([]);
  // With nopreempt the BACKUP leaves the VIPs where they are.
  expect(await lint(rule, edit(HA, 'priority: 90', 'priority: 120, nopreempt: true'))).toEqual([]);
});
