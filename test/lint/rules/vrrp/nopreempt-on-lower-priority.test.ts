import { expect, test } from 'vitest';
import { DR, edit, HA, NAT, NAT_HA } from '../../../support/definitions.ts';
import { lint } from '../../../support/lint.ts';

const rule = 'nopreempt-on-lower-priority';
const LOWER = edit(HA, 'priority: 90', 'priority: 90, nopreempt: true');

test('nopreempt of the second one alone', async () => {
  expect(await lint(rule, LOWER)).toMatchInlineSnapshot(`
    [
      {
        "at": "clusters/prod/web-ha.yaml:19:67-19:71 «true»",
        "hint": "set nopreempt for "lvs1", with state BACKUP; or remove it",
        "message": "nopreempt of "lvs2" has no effect in VRRP instance "VI_1": it is "lvs1", with the higher priority, that takes the VIPs back",
        "related": [
          "clusters/prod/web-ha.yaml:18:52-18:55 «100» the priority of "lvs1"",
        ],
        "severity": "info",
      },
    ]
  `);
});

test('near misses stay silent', async () => {
  for (const base of [NAT, DR, HA, NAT_HA]) expect(await lint(rule, base)).toEqual([]);
  expect(
    await lint(
      rule,
      edit(edit(LOWER, 'priority: 100', 'priority: 100, nopreempt: true'), 'state: MASTER', 'state: BACKUP'),
    ),
  ).toEqual([]);
  // Priorities that change, and the one in the middle of three, which does not take the VIPs from the last.
  expect(
    await lint(rule, edit(LOWER, 'advert_int: 1', 'track_interface: [{ name: eth0, weight: -20 }]')),
  ).toEqual([]);
  const third = edit(
    edit(
      LOWER,
      'vrrp_instances:',
      '  - name: lvs3\n    interfaces: { eth0: { segment: lan, address: 192.168.0.68/24 } }\nvrrp_instances:',
    ),
    'priority: 90, nopreempt: true }',
    'priority: 90, nopreempt: true }\n      - { director: lvs3, priority: 80 }',
  );
  expect(await lint(rule, third)).toEqual([]);
});
