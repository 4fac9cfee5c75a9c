import { expect, test } from 'vitest';
import { DR, edit, HA, NAT, NAT_HA } from '../../../support/definitions.ts';
import { lint } from '../../../support/lint.ts';

const rule = 'several-masters';
const BACKUP = 'state: BACKUP, priority: 90';

test('two members start as MASTER: the one with the lower priority is wrong', async () => {
  expect(await lint(rule, edit(HA, BACKUP, 'state: MASTER, priority: 90'))).toEqual([
    {
      severity: 'info',
      message:
        '2 members of VRRP instance "VI_1" have state MASTER: the priority decides, and "lvs1" becomes it',
      hint: 'set state to BACKUP for "lvs2"',
      at: 'clusters/prod/web-ha.yaml:19:34-19:40 «MASTER»',
      related: ['clusters/prod/web-ha.yaml:18:34-18:40 «MASTER» "lvs1" is MASTER too'],
    },
  ]);
  // The order in the list does not matter.
  expect(await lint(rule, edit(HA, BACKUP, 'state: MASTER, priority: 190'))).toEqual([
    {
      severity: 'info',
      message:
        '2 members of VRRP instance "VI_1" have state MASTER: the priority decides, and "lvs2" becomes it',
      hint: 'set state to BACKUP for "lvs1"',
      at: 'clusters/prod/web-ha.yaml:18:34-18:40 «MASTER»',
      related: ['clusters/prod/web-ha.yaml:19:34-19:40 «MASTER» "lvs2" is MASTER too'],
    },
  ]);
});

test('three are one finding', async () => {
  const third = edit(
    edit(
      HA,
      'vrrp_instances:\n',
      `  - name: lvs3
    interfaces: { eth0: { segment: lan, address: 192.168.0.68/24 } }
vrrp_instances:
`,
    ),
    BACKUP,
    'state: MASTER, priority: 90 }\n      - { director: lvs3, state: MASTER, priority: 80',
  );
  expect(await lint(rule, third)).toEqual([
    {
      severity: 'info',
      message:
        '3 members of VRRP instance "VI_1" have state MASTER: the priority decides, and "lvs1" becomes it',
      hint: 'set state to BACKUP for "lvs2" and "lvs3"',
      at: 'clusters/prod/web-ha.yaml:21:34-21:40 «MASTER»',
      related: [
        'clusters/prod/web-ha.yaml:20:34-20:40 «MASTER» "lvs1" is MASTER too',
        'clusters/prod/web-ha.yaml:22:34-22:40 «MASTER» "lvs3" is MASTER too',
      ],
    },
  ]);
});

test('near misses stay silent', async () => {
  for (const definition of [NAT, DR, HA, NAT_HA]) expect(await lint(rule, definition)).toEqual([]);
  // No MASTER at all, and a director that is named twice: other rules.
  expect(await lint(rule, edit(HA, 'state: MASTER, ', ''))).toEqual([]);
  const again = edit(HA, 'lvs2, state: BACKUP', 'lvs1, state: MASTER');
  expect(await lint(rule, again)).toEqual([]);
});
