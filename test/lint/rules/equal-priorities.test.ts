import { expect, test } from 'vitest';
import { DR, edit, HA, NAT, NAT_HA } from '../../support/definitions.ts';
import { lint } from '../../support/lint.ts';

const rule = 'equal-priorities';

test('two members have one priority: the BACKUP has to change', async () => {
  expect(await lint(rule, edit(HA, 'priority: 90', 'priority: 100'))).toEqual([
    {
      severity: 'error',
      message: '"lvs1" and "lvs2" have the same priority "100" in VRRP instance "VI_1"',
      hint: 'give each member a priority of its own: 99 for "lvs2"',
      at: 'clusters/prod/web-ha.yaml:19:52-19:55 «100»',
      related: ['clusters/prod/web-ha.yaml:18:52-18:55 «100» "lvs1" has it too'],
    },
  ]);
  const masterLast = edit(
    edit(HA, 'lvs1, state: MASTER', 'lvs1, state: BACKUP'),
    'lvs2, state: BACKUP, priority: 90',
    'lvs2, state: MASTER, priority: 100',
  );
  expect(await lint(rule, masterLast)).toEqual([
    {
      severity: 'error',
      message: '"lvs1" and "lvs2" have the same priority "100" in VRRP instance "VI_1"',
      hint: 'give each member a priority of its own: 99 for "lvs1"',
      at: 'clusters/prod/web-ha.yaml:18:52-18:55 «100»',
      related: ['clusters/prod/web-ha.yaml:19:52-19:55 «100» "lvs2" has it too'],
    },
  ]);
});

test('three are one finding, and the priority that is advised is free', async () => {
  const four = edit(
    edit(
      HA,
      'vrrp_instances:\n',
      `  - { name: lvs3, interfaces: { eth0: { segment: lan, address: 192.168.0.68/24 } } }
  - { name: lvs4, interfaces: { eth0: { segment: lan, address: 192.168.0.78/24 } } }
vrrp_instances:
`,
    ),
    'priority: 90 }',
    'priority: 100 }\n      - { director: lvs3, priority: 99 }\n      - { director: lvs4, priority: 100 }',
  );
  expect(await lint(rule, four)).toEqual([
    {
      severity: 'error',
      message: '"lvs1", "lvs2" and "lvs4" have the same priority "100" in VRRP instance "VI_1"',
      hint: 'give each member a priority of its own: 98 for "lvs2"',
      at: 'clusters/prod/web-ha.yaml:21:52-21:55 «100»',
      related: [
        'clusters/prod/web-ha.yaml:20:52-20:55 «100» "lvs1" has it too',
        'clusters/prod/web-ha.yaml:23:37-23:40 «100» "lvs4" has it too',
      ],
    },
  ]);
  const lowest = edit(edit(HA, 'priority: 100', 'priority: 1'), 'priority: 90', 'priority: 1');
  expect((await lint(rule, lowest)).map(({ hint }) => hint)).toEqual([
    'give each member a priority of its own: 2 for "lvs2"',
  ]);
});

test('near misses stay silent', async () => {
  for (const definition of [NAT, DR, HA, NAT_HA]) expect(await lint(rule, definition)).toEqual([]);
  // The same director again, and the same priorities in two instances (NAT_HA), are no tie.
  expect(
    await lint(rule, edit(HA, 'lvs2, state: BACKUP, priority: 90', 'lvs1, state: BACKUP, priority: 100')),
  ).toEqual([]);
});
