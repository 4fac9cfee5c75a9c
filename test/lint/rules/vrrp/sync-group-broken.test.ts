import { expect, test } from 'vitest';
import { DR, edit, HA, NAT, NAT_HA } from '../../../support/definitions.ts';
import { lint } from '../../../support/lint.ts';

const rule = 'sync-group-broken';
const GROUP = '    group: [OUTER, INNER]\n';

test('an instance is in two groups', async () => {
  const third = edit(
    NAT_HA,
    'real_servers:\n  - { name: rs1, a',
    `  - name: THIRD
    interface: eth1
    virtual_router_id: 12
    virtual_ipaddress: [10.0.0.2/24]
    members:
      - { director: edge1, state: MASTER, priority: 150 }
      - { director: edge2, state: BACKUP, priority: 100 }
real_servers:
  - { name: rs1, a`,
  );
  expect(await lint(rule, edit(third, GROUP, `${GROUP}  - name: SIDE\n    group: [INNER, THIRD]\n`))).toEqual(
    [
      {
        severity: 'warning',
        message: 'VRRP instance "INNER" is in sync groups "EDGE" and "SIDE"',
        hint: 'join the two groups, or take the instance out of one',
        at: 'clusters/prod/edge.yaml:19:13-19:18 «INNER»',
        related: ['clusters/prod/edge.yaml:17:20-17:25 «INNER» first named here'],
      },
    ],
  );
});

test('an instance is in one group twice', async () => {
  expect(await lint(rule, edit(NAT_HA, GROUP, '    group: [OUTER, INNER, OUTER]\n'))).toEqual([
    {
      severity: 'warning',
      message: 'VRRP instance "OUTER" is in sync group "EDGE" twice',
      hint: 'remove one of the two',
      at: 'clusters/prod/edge.yaml:17:27-17:32 «OUTER»',
      related: ['clusters/prod/edge.yaml:17:13-17:18 «OUTER» first named here'],
    },
  ]);
});

test('the instances of a group have different directors', async () => {
  const INNER = '[10.0.0.1/24]\n    members:\n      - { director: edge1, state: MASTER, priority: 150 }\n';
  const BACKUP = '      - { director: edge2, state: BACKUP, priority: 100 }\n';
  expect(await lint(rule, edit(NAT_HA, INNER + BACKUP, INNER))).toEqual([
    {
      severity: 'warning',
      message:
        'VRRP instances "OUTER" and "INNER" of sync group "EDGE" have different members: "edge2" only in "OUTER"',
      hint: 'give the instances of a sync group the same directors as members',
      at: 'clusters/prod/edge.yaml:17:20-17:25 «INNER»',
      related: [
        'clusters/prod/edge.yaml:23:5-23:12 «members» the members of "OUTER"',
        'clusters/prod/edge.yaml:30:5-30:12 «members» the members of "INNER"',
      ],
    },
  ]);
  const other = edit(NAT_HA, INNER + BACKUP, `${INNER}      - { director: edge3, priority: 100 }\n`);
  expect(await lint(rule, other)).toEqual([]);
  const alone = await lint(rule, other, 'rules: { unknown-name: off }\n');
  expect(alone.map(({ message }) => message)).toEqual([
    'VRRP instances "OUTER" and "INNER" of sync group "EDGE" have different members: "edge2" only in "OUTER", "edge3" only in "INNER"',
  ]);
});

test('near misses stay silent', async () => {
  for (const definition of [NAT, DR, HA, NAT_HA]) expect(await lint(rule, definition)).toEqual([]);
  // An unknown instance, also twice, and a group that is there twice: other rules.
  expect(await lint(rule, edit(NAT_HA, GROUP, '    group: [OUTER, INER, INER]\n'))).toEqual([]);
  expect(await lint(rule, edit(NAT_HA, GROUP, `${GROUP}  - name: EDGE\n${GROUP}`))).toEqual([]);
});

test('an instance alone: its programs run, and keepalived -t fails', async () => {
  const group = 'vrrp_sync_groups: [{ name: VG, group: [VI_1], notify_master: /usr/bin/true }]\n';
  expect(await lint(rule, `${HA}${group}`)).toEqual([
    {
      severity: 'warning',
      message:
        'sync group "VG" has one VRRP instance, of which keepalived -t complains: a reload is not done, and keepalived before 2.2.3 removes the group',
      hint: 'say its programs, smtp_alert and what it tracks at VRRP instance "VI_1", and remove the group',
      at: 'clusters/prod/web-ha.yaml:36:39-36:45 «[VI_1]»',
    },
  ]);
});
