import { expect, test } from 'vitest';
import { DR, edit, HA, NAT, NAT_HA } from '../../../support/definitions.ts';
import { lint } from '../../../support/lint.ts';

const rule = 'interface-not-on-director';
const INSTANCE = '    interface: eth0\n    virtual_router_id: 51';
const LVS2 = 'interfaces: { eth0: { segment: lan, address: 192.168.0.58/24 } }';

test('no member has the interface of the instance', async () => {
  expect(await lint(rule, edit(HA, 'interface: eth0', 'interface: eth9'))).toEqual([
    {
      severity: 'error',
      message: '"lvs1" and "lvs2" have no interface "eth9"',
      hint: 'did you mean "eth0"?',
      at: 'clusters/prod/web-ha.yaml:12:16-12:20 «eth9»',
      related: [
        'clusters/prod/web-ha.yaml:7:5-7:15 «interfaces» the interfaces are here',
        'clusters/prod/web-ha.yaml:9:5-9:15 «interfaces» the interfaces are here',
      ],
    },
  ]);
  expect(await lint(rule, edit(HA, 'interface: eth0', 'interface: bond0.20'))).toEqual([
    {
      severity: 'error',
      message: '"lvs1" and "lvs2" have no interface "bond0.20"',
      hint: '"lvs1" has "eth0"',
      at: 'clusters/prod/web-ha.yaml:12:16-12:24 «bond0.20»',
      related: [
        'clusters/prod/web-ha.yaml:7:5-7:15 «interfaces» the interfaces are here',
        'clusters/prod/web-ha.yaml:9:5-9:15 «interfaces» the interfaces are here',
      ],
    },
  ]);
});

test('the defaults name the interface', async () => {
  const defaults = edit(HA, INSTANCE, '    virtual_router_id: 51');
  expect(await lint(rule, `${defaults}defaults: { vrrp_instances: { interface: eth9 } }\n`)).toEqual([
    {
      severity: 'error',
      message: '"lvs1" and "lvs2" have no interface "eth9"',
      hint: 'did you mean "eth0"?',
      at: 'clusters/prod/web-ha.yaml:35:42-35:46 «eth9»',
      related: [
        'clusters/prod/web-ha.yaml:7:5-7:15 «interfaces» the interfaces are here',
        'clusters/prod/web-ha.yaml:9:5-9:15 «interfaces» the interfaces are here',
      ],
    },
  ]);
});

test('one member does not have the interface of the instance', async () => {
  expect(await lint(rule, edit(HA, LVS2, LVS2.replace('eth0', 'ens3')))).toEqual([
    {
      severity: 'error',
      message: '"lvs2" has no interface "eth0"',
      hint: 'set interface for this member, such as "ens3"',
      at: 'clusters/prod/web-ha.yaml:19:21-19:25 «lvs2»',
      related: ['clusters/prod/web-ha.yaml:9:5-9:15 «interfaces» the interfaces are here'],
    },
  ]);
});

test('a member does not have its own interface', async () => {
  expect(await lint(rule, edit(HA, 'priority: 90', 'priority: 90, interface: eth1'))).toEqual([
    {
      severity: 'error',
      message: '"lvs2" has no interface "eth1"',
      hint: 'did you mean "eth0"?',
      at: 'clusters/prod/web-ha.yaml:19:67-19:71 «eth1»',
      related: ['clusters/prod/web-ha.yaml:9:5-9:15 «interfaces» the interfaces are here'],
    },
  ]);
});

test('no interface is named', async () => {
  const none = edit(HA, INSTANCE, '    virtual_router_id: 51');
  expect(await lint(rule, none)).toEqual([
    {
      severity: 'error',
      message: 'VRRP instance "VI_1" names no interface',
      hint: 'set interface for the instance, such as "eth0"',
      at: 'clusters/prod/web-ha.yaml:11:11-11:15 «VI_1»',
    },
  ]);
  expect(await lint(rule, edit(none, 'priority: 100', 'priority: 100, interface: eth0'))).toEqual([
    {
      severity: 'error',
      message: 'VRRP instance "VI_1" names no interface for "lvs2"',
      hint: 'set interface for this member, such as "eth0"',
      at: 'clusters/prod/web-ha.yaml:18:21-18:25 «lvs2»',
    },
  ]);
});

test('the loopback', async () => {
  expect(await lint(rule, edit(HA, 'interface: eth0', 'interface: lo'))).toEqual([
    {
      severity: 'error',
      message: 'interface "lo" cannot carry the adverts of VRRP instance "VI_1"',
      hint: 'use the interface that leads to the other directors, such as "eth0"',
      at: 'clusters/prod/web-ha.yaml:12:16-12:18 «lo»',
    },
  ]);
  const described = edit(HA, LVS2, 'interfaces: { lo: { segment: lan, address: 192.168.0.58/24 } }');
  expect(await lint(rule, edit(described, 'priority: 90', 'priority: 90, interface: lo'))).toEqual([
    {
      severity: 'error',
      message: 'interface "lo" cannot carry the adverts of VRRP instance "VI_1"',
      hint: 'use the interface that leads to the other directors',
      at: 'clusters/prod/web-ha.yaml:19:67-19:69 «lo»',
    },
  ]);
});

test('the interface of a virtual server with engine ipvsadm', async () => {
  expect(await lint(rule, edit(DR, 'vip: 192.168.0.38', 'vip: 192.168.0.38\n    interface: eth1'))).toEqual([
    {
      severity: 'error',
      message: '"lvs1" has no interface "eth1"',
      hint: 'did you mean "eth0"?',
      at: 'clusters/prod/web-dr.yaml:15:16-15:20 «eth1»',
      related: ['clusters/prod/web-dr.yaml:7:5-7:15 «interfaces» the interfaces are here'],
    },
  ]);
  expect(await lint(rule, edit(DR, 'vip: 192.168.0.38', 'vip: 192.168.0.38\n    interface: lo'))).toEqual([
    {
      severity: 'error',
      message: '"lvs1" has no interface "lo"',
      hint: '"lvs1" has "eth0"',
      at: 'clusters/prod/web-dr.yaml:15:16-15:18 «lo»',
      related: ['clusters/prod/web-dr.yaml:7:5-7:15 «interfaces» the interfaces are here'],
    },
  ]);
});

test('near misses stay silent', async () => {
  for (const definition of [NAT, DR, HA, NAT_HA]) expect(await lint(rule, definition)).toEqual([]);
  // Each director has its own name for the interface.
  const own = edit(
    edit(HA, LVS2, LVS2.replace('eth0', 'ens3')),
    'priority: 90',
    'priority: 90, interface: ens3',
  );
  expect(await lint(rule, own)).toEqual([]);
  const each = edit(
    edit(own, INSTANCE, '    virtual_router_id: 51'),
    'priority: 100',
    'priority: 100, interface: eth0',
  );
  expect(await lint(rule, each)).toEqual([]);
  // The director itself is not there: another rule.
  expect(await lint(rule, edit(HA, '{ director: lvs2', '{ director: lvs9'))).toEqual([]);
  // A routed VIP on the loopback.
  const routed = edit(DR, 'vip: 192.168.0.38', 'vip: 203.0.113.1\n    routed: true\n    interface: lo');
  expect(await lint(rule, routed)).toEqual([]);
  // keepalived takes no notice of a virtual server's interface.
  expect(
    await lint(rule, edit(HA, '    vip: 192.168.0.38\n', '    vip: 192.168.0.38\n    interface: eth9\n')),
  ).toEqual([]);
});
