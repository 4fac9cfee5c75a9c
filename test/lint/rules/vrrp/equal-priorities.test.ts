import { expect, test } from 'vitest';
import { DR, edit, HA, NAT, NAT_HA } from '../../../support/definitions.ts';
import { lint } from '../../../support/lint.ts';

const rule = 'equal-priorities';

test('two members have one priority: the BACKUP has to change', async () => {
  expect(await lint(rule, edit(HA, 'priority: 90', 'priority: 100'))).toEqual([
    {
      severity: 'warning',
      message:
        '"lvs1" and "lvs2" have the same priority "100" in VRRP instance "VI_1": whoever is MASTER stays it',
      hint: 'give each member a priority of its own: 99 for "lvs2"; or write nopreempt if the VIPs should stay where they are',
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
      severity: 'warning',
      message:
        '"lvs1" and "lvs2" have the same priority "100" in VRRP instance "VI_1": whoever is MASTER stays it',
      hint: 'give each member a priority of its own: 99 for "lvs1"; or write nopreempt if the VIPs should stay where they are',
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
      severity: 'warning',
      message:
        '"lvs1", "lvs2" and "lvs4" have the same priority "100" in VRRP instance "VI_1": whoever is MASTER stays it',
      hint: 'give each member a priority of its own: 98 for "lvs2"; or write nopreempt if the VIPs should stay where they are',
      at: 'clusters/prod/web-ha.yaml:21:52-21:55 «100»',
      related: [
        'clusters/prod/web-ha.yaml:20:52-20:55 «100» "lvs1" has it too',
        'clusters/prod/web-ha.yaml:23:37-23:40 «100» "lvs4" has it too',
      ],
    },
  ]);
  const lowest = edit(edit(HA, 'priority: 100', 'priority: 1'), 'priority: 90', 'priority: 1');
  expect((await lint(rule, lowest)).map(({ hint }) => hint)).toEqual([
    'give each member a priority of its own: 2 for "lvs2"; or write nopreempt if the VIPs should stay where they are',
  ]);
});

test('below the highest priority a tie decides only who follows', async () => {
  const three = edit(
    edit(
      HA,
      'vrrp_instances:\n',
      `  - { name: lvs3, interfaces: { eth0: { segment: lan, address: 192.168.0.68/24 } } }
vrrp_instances:
`,
    ),
    'priority: 90 }',
    'priority: 90 }\n      - { director: lvs3, priority: 90 }',
  );
  expect(await lint(rule, three)).toEqual([
    {
      severity: 'info',
      message:
        '"lvs2" and "lvs3" have the same priority "90" in VRRP instance "VI_1": which of them follows the MASTER is left to their addresses',
      hint: 'give each member a priority of its own: 89 for "lvs3"',
      at: 'clusters/prod/web-ha.yaml:21:37-21:39 «90»',
      related: ['clusters/prod/web-ha.yaml:20:52-20:54 «90» "lvs2" has it too'],
    },
  ]);
});

test('near misses stay silent', async () => {
  for (const definition of [NAT, DR, HA, NAT_HA]) expect(await lint(rule, definition)).toEqual([]);
  // The same director again, and the same priorities in two instances (NAT_HA), are no tie.
  expect(
    await lint(rule, edit(HA, 'lvs2, state: BACKUP, priority: 90', 'lvs1, state: BACKUP, priority: 100')),
  ).toEqual([]);
  // The VIPs are to stay where they are: said for all, or for each.
  const tie = edit(edit(HA, 'priority: 90', 'priority: 100'), 'state: MASTER, ', '');
  expect(await lint(rule, edit(tie, '    advert_int: 1\n', '    nopreempt: true\n'))).toEqual([]);
  expect(await lint(rule, tie.replaceAll('priority: 100', 'priority: 100, nopreempt: true'))).toEqual([]);
  expect(await lint(rule, tie.replace('priority: 100', 'priority: 100, nopreempt: true'))).toHaveLength(1);
});
