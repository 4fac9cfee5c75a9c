import { expect, test } from 'vitest';
import { DR, edit, HA, NAT, NAT_HA } from '../../../support/definitions.ts';
import { lint } from '../../../support/lint.ts';

const rule = 'vrrp-options-conflict';
const withOptions = (options: string) => edit(HA, 'advert_int: 1', options);
const messages = async (definition: string) => (await lint(rule, definition)).map(({ message }) => message);

test('an option of an interface that is not there', async () => {
  expect(await lint(rule, withOptions('vmac_xmit_base: true'))).toEqual([
    {
      severity: 'error',
      message: 'VRRP instance "VI_1" has vmac_xmit_base without use_vmac',
      hint: 'set use_vmac, or remove vmac_xmit_base',
      at: 'clusters/prod/web-ha.yaml:14:21-14:25 «true»',
    },
  ]);
});

test('use_ipvlan with unicast', async () => {
  const definition = withOptions('use_ipvlan: true\n    unicast: true').replace(
    '[192.168.0.38/32]',
    '["fe80::38/64"]',
  );
  expect(await messages(definition)).toEqual([
    'VRRP instance "VI_1" has unicast and use_ipvlan, which keepalived takes for a vmac',
  ]);
});

test.each([
  ['use_vmac: true\n    use_ipvlan: true', 'use_vmac and use_ipvlan'],
  ['use_ipvlan: true', 'use_ipvlan for IPv4, which never leaves FAULT'],
  [
    'use_vmac: vrrp.51\n    promote_secondaries: true',
    'promote_secondaries next to an interface of its own, which has it anyway',
  ],
  ['accept: true\n    no_accept: true', 'accept and no_accept'],
  ['unicast: true\n    mcast_dst_ip: 224.0.0.19', 'mcast_dst_ip next to unicast'],
  ['mcast_dst_ip: "ff02::12"', 'IPv4 VIPs and a mcast_dst_ip of the other family'],
  ['timer_expired_backup: 254', 'timer_expired_backup without nopreempt'],
  ['vrf: blue', 'a vrf, which keepalived heeds for unicast without an interface only'],
])('%s', async (options, what) => {
  expect(await messages(withOptions(options))).toEqual([`VRRP instance "VI_1" has ${what}`]);
});

test('nopreempt of the owner', async () => {
  const definition = edit(HA, 'state: MASTER, priority: 100', 'priority: 255, nopreempt: true');
  expect(await messages(definition)).toEqual([
    'VRRP instance "VI_1" has nopreempt with priority 255, which always preempts',
  ]);
});

test('near misses stay silent', async () => {
  for (const definition of [NAT, DR, HA, NAT_HA]) expect(await lint(rule, definition)).toEqual([]);
  for (const options of [
    'use_vmac: true\n    vmac_xmit_base: true',
    'use_vmac: false\n    promote_secondaries: true',
    'no_accept: true',
    'accept: true\n    no_accept: false',
    'mcast_dst_ip: 224.0.0.19',
    'unicast: true',
  ]) {
    expect(await messages(withOptions(options))).toEqual([]);
  }
  const backups = edit(HA, 'state: MASTER', 'state: BACKUP');
  const kept = edit(backups, 'advert_int: 1', 'nopreempt: true\n    timer_expired_backup: 100');
  expect(await messages(kept)).toEqual([]);
});

test('two instances with one virtual interface', async () => {
  const both = NAT_HA.replaceAll(
    '    virtual_router_id: 1',
    '    use_vmac: vrrp.1\n    virtual_router_id: 1',
  );
  expect(await messages(both)).toEqual(['VRRP instances "OUTER" and "INNER" have one interface, "vrrp.1"']);
});

test('a virtual MAC with unicast sends by the interface itself', async () => {
  expect(await messages(withOptions('unicast: true\n    use_vmac: true'))).toEqual([
    'VRRP instance "VI_1" has unicast and use_vmac without vmac_xmit_base',
  ]);
  expect(await messages(withOptions('unicast: true\n    use_vmac: true\n    vmac_xmit_base: true'))).toEqual(
    [],
  );
});
