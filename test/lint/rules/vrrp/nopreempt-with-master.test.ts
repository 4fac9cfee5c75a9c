import { expect, test } from 'vitest';
import { DR, edit, HA, NAT, NAT_HA } from '../../../support/definitions.ts';
import { lint } from '../../../support/lint.ts';

const rule = 'nopreempt-with-master';
const ALL_BACKUP = edit(HA, 'state: MASTER', 'state: BACKUP');

test('a MASTER has nopreempt: from the member, from the instance, from the defaults', async () => {
  expect(await lint(rule, edit(HA, 'priority: 100', 'priority: 100, nopreempt: true'))).toEqual([
    {
      severity: 'warning',
      message: '"lvs1" has state MASTER, where keepalived ignores nopreempt',
      hint: 'set state to BACKUP for every member of "VI_1", or remove nopreempt',
      at: 'clusters/prod/web-ha.yaml:18:34-18:40 «MASTER»',
      related: ['clusters/prod/web-ha.yaml:18:68-18:72 «true» has no effect here'],
    },
  ]);
  expect(await lint(rule, edit(HA, 'advert_int: 1', 'nopreempt: true'))).toEqual([
    {
      severity: 'warning',
      message: '"lvs1" has state MASTER, where keepalived ignores nopreempt',
      hint: 'set state to BACKUP for every member of "VI_1", or remove nopreempt',
      at: 'clusters/prod/web-ha.yaml:18:34-18:40 «MASTER»',
      related: ['clusters/prod/web-ha.yaml:14:16-14:20 «true» has no effect here'],
    },
  ]);
  const defaults = `${HA}defaults: { vrrp_instances: { nopreempt: true } }\n`;
  expect(await lint(rule, defaults)).toEqual([
    {
      severity: 'warning',
      message: '"lvs1" has state MASTER, where keepalived ignores nopreempt',
      hint: 'set state to BACKUP for every member of "VI_1", or remove nopreempt',
      at: 'clusters/prod/web-ha.yaml:18:34-18:40 «MASTER»',
      related: ['clusters/prod/web-ha.yaml:36:42-36:46 «true» has no effect here'],
    },
  ]);
});

test('a MASTER has preempt_delay, or both', async () => {
  expect(await lint(rule, edit(HA, 'advert_int: 1', 'preempt_delay: 60'))).toEqual([
    {
      severity: 'warning',
      message: '"lvs1" has state MASTER, where keepalived ignores preempt_delay',
      hint: 'set state to BACKUP for every member of "VI_1", or remove preempt_delay',
      at: 'clusters/prod/web-ha.yaml:18:34-18:40 «MASTER»',
      related: ['clusters/prod/web-ha.yaml:14:20-14:22 «60» has no effect here'],
    },
  ]);
  expect(
    await lint(rule, edit(HA, 'priority: 100', 'priority: 100, nopreempt: true, preempt_delay: 60')),
  ).toEqual([
    {
      severity: 'warning',
      message: '"lvs1" has state MASTER, where keepalived ignores nopreempt and preempt_delay',
      hint: 'set state to BACKUP for every member of "VI_1", or remove nopreempt and preempt_delay',
      at: 'clusters/prod/web-ha.yaml:18:34-18:40 «MASTER»',
      related: [
        'clusters/prod/web-ha.yaml:18:68-18:72 «true» has no effect here',
        'clusters/prod/web-ha.yaml:18:89-18:91 «60» has no effect here',
      ],
    },
  ]);
});

test('nopreempt and preempt_delay together are one finding for all members', async () => {
  expect(
    await lint(rule, edit(ALL_BACKUP, 'advert_int: 1', 'nopreempt: true\n    preempt_delay: 60')),
  ).toEqual([
    {
      severity: 'warning',
      message: 'keepalived ignores preempt_delay "60" next to nopreempt',
      hint: 'remove one of the two: nopreempt never takes the VIPs back, preempt_delay does it later',
      at: 'clusters/prod/web-ha.yaml:15:20-15:22 «60»',
      related: ['clusters/prod/web-ha.yaml:14:16-14:20 «true» nopreempt is set here'],
    },
  ]);
});

test('near misses stay silent', async () => {
  for (const definition of [NAT, DR, HA, NAT_HA]) expect(await lint(rule, definition)).toEqual([]);
  expect(await lint(rule, edit(ALL_BACKUP, 'advert_int: 1', 'nopreempt: true'))).toEqual([]);
  expect(await lint(rule, edit(ALL_BACKUP, 'advert_int: 1', 'preempt_delay: 60'))).toEqual([]);
  // On the BACKUP only, and taken back for the MASTER.
  expect(await lint(rule, edit(HA, 'priority: 90', 'priority: 90, nopreempt: true'))).toEqual([]);
  const takenBack = edit(
    edit(HA, 'advert_int: 1', 'nopreempt: true'),
    'priority: 100',
    'priority: 100, nopreempt: false',
  );
  expect(await lint(rule, takenBack)).toEqual([]);
  // One has the one, the other the other.
  const each = edit(
    edit(ALL_BACKUP, 'priority: 100', 'priority: 100, nopreempt: true'),
    'priority: 90',
    'priority: 90, preempt_delay: 60',
  );
  expect(await lint(rule, each)).toEqual([]);
});
