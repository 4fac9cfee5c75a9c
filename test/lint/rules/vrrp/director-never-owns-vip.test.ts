import { expect, test } from 'vitest';
import { DR, edit, HA, NAT, NAT_HA } from '../../../support/definitions.ts';
import { lint } from '../../../support/lint.ts';

const rule = 'director-never-owns-vip';
const lvs2 = '  - name: lvs2\n    interfaces: { eth0: { segment: lan, address: 192.168.0.58/24 } }\n';
const lvs3 = lvs2.replace('lvs2', 'lvs3').replace('.58', '.68');

test('a director that is no member', async () => {
  expect(await lint(rule, edit(HA, lvs2, lvs2 + lvs3))).toEqual([
    {
      severity: 'warning',
      message: 'director "lvs3" never owns a VIP: it is a member of no VRRP instance that has one',
      hint: 'add it to the members of VRRP instance "VI_1", or remove the director',
      at: 'clusters/prod/web-ha.yaml:10:11-10:15 «lvs3»',
      related: ['clusters/prod/web-ha.yaml:19:5-19:12 «members» the members'],
    },
  ]);
});

test('a member of an instance without a VIP of a service', async () => {
  const inner = edit(
    NAT_HA,
    `    members:
      - { director: edge1, state: MASTER, priority: 150 }
      - { director: edge2, state: BACKUP, priority: 100 }
  - name: INNER`,
    `    members:
      - { director: edge1, state: MASTER, priority: 150 }
  - name: INNER`,
  );
  expect(await lint(rule, inner)).toEqual([
    {
      severity: 'warning',
      message: 'director "edge2" never owns a VIP: it is a member of no VRRP instance that has one',
      hint: 'add it to the members of VRRP instance "OUTER", or remove the director',
      at: 'clusters/prod/edge.yaml:11:11-11:16 «edge2»',
      related: ['clusters/prod/edge.yaml:23:5-23:12 «members» the members'],
    },
  ]);
});

test('near misses stay silent', async () => {
  for (const base of [NAT, DR, HA, NAT_HA]) expect(await lint(rule, base)).toEqual([]);
  // Two pairs that share a cluster, each with its VIP.
  const lvs4 = lvs2.replace('lvs2', 'lvs4').replace('.58', '.78');
  const pairs = `${edit(
    edit(HA, lvs2, lvs2 + lvs3 + lvs4),
    'real_servers:\n  - { name: rs1, address',
    `  - name: VI_2
    interface: eth0
    virtual_router_id: 52
    virtual_ipaddress: [192.168.0.39/32]
    members:
      - { director: lvs3, state: MASTER, priority: 100 }
      - { director: lvs4, state: BACKUP, priority: 90 }
real_servers:
  - { name: rs1, address`,
  )}  - name: api
    vip: 192.168.0.39
    port: 80
    protocol: TCP
    lvs_sched: rr
    lvs_method: DR
    checks: [{ TCP_CHECK: {} }]
    real_servers: [{ name: rs1 }]
`;
  expect(await lint(rule, pairs)).toEqual([]);
  // The VIP is in no instance at all: vip-not-in-vrrp-instance.
  expect(await lint(rule, edit(HA, 'vip: 192.168.0.38', 'vip: 192.168.0.39'))).toEqual([]);
});
