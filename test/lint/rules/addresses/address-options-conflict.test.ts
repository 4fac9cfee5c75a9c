import { expect, test } from 'vitest';
import { DR, edit, HA, NAT, NAT_HA } from '../../../support/definitions.ts';
import { lint } from '../../../support/lint.ts';

const rule = 'address-options-conflict';
const withVip = (entry: string) => edit(HA, '[192.168.0.38/32]', `[192.168.0.38/32, { ${entry} }]`);
const messages = async (definition: string) => (await lint(rule, definition)).map(({ message }) => message);

test('an option of the other family', async () => {
  expect(await lint(rule, withVip('address: 192.168.0.39/32, nodad: true'))).toEqual([
    {
      severity: 'error',
      message: '"192.168.0.39/32" has nodad, which is for IPv6 addresses only',
      hint: 'remove nodad',
      at: 'clusters/prod/web-ha.yaml:16:77-16:81 «true»',
    },
  ]);
});

test.each([
  ['address: "2001:db8::1/64", label: web', '"2001:db8::1/64" has label, which is for IPv4 addresses only'],
  [
    'address: 192.168.0.39/32, brd: "2001:db8::1"',
    'brd "2001:db8::1" of "192.168.0.39/32" is no IPv4 address',
  ],
  [
    'address: "2001:db8::1/64", peer: "2001:db8::9"',
    '"2001:db8::1/64" has a peer, and keepalived ignores its prefix length',
  ],
  [
    'address: 192.168.0.39/32, peer: "2001:db8::1"',
    'peer "2001:db8::1" is not of the family of "192.168.0.39/32"',
  ],
  ['address: 192.168.0.39/32, dev: eth7', '"lvs1" has no interface "eth7" for "192.168.0.39/32"'],
])('%s', async (entry, message) => {
  expect(await messages(withVip(entry))).toEqual([message]);
});

test('static addresses', async () => {
  const fixed = (entry: string) =>
    edit(HA, '  - name: lvs1\n', `  - name: lvs1\n    static_ipaddress: [{ ${entry} }]\n`);
  // keepalived puts it on default_interface: setting-of-unknown-interface.
  expect(await messages(fixed('address: 10.1.0.1/24'))).toEqual([]);
  expect(await messages(fixed('address: 10.1.0.1/24, dev: eth0, use_vmac: true'))).toEqual([
    'static address "10.1.0.1/24" has use_vmac, which is for VIPs of VRRP instances',
  ]);
  expect(await messages(fixed('address: 10.1.0.1/24, dev: eth0'))).toEqual([]);
  expect(await messages(fixed('address: 10.1.0.1/32, dev: eth0, peer: 10.1.0.9, brd: 10.1.0.9'))).toEqual([
    '"10.1.0.1/32" has brd and peer, and keepalived ignores brd',
  ]);
  expect(await messages(fixed('address: 10.1.0.1/24, dev: eth0, peer: 10.1.0.9'))).toEqual([
    '"10.1.0.1/24" has a peer, and keepalived ignores its prefix length',
  ]);
});

test('near misses stay silent', async () => {
  for (const definition of [NAT, DR, HA, NAT_HA]) expect(await lint(rule, definition)).toEqual([]);
  for (const entry of [
    'address: 192.168.0.39/32, label: web, scope: link, nodad: false',
    'address: 192.168.0.39/24, brd: 192.168.0.255, dev: eth0',
    'address: "2001:db8::1/64", nodad: true',
    'address: 192.168.0.39/32, peer: 192.168.0.9',
  ]) {
    expect(await messages(withVip(entry))).toEqual([]);
  }
});

test('of an IPv4 VIP it is the peer that has to go: vip-never-removed', async () => {
  for (const words of ['address: 192.168.0.39/24', 'address: 192.168.0.39/32, brd: 192.168.0.255'])
    expect(await messages(withVip(`${words}, peer: 192.168.0.9`))).toEqual([]);
});

test('use_vmac, which the instance has already', async () => {
  const withVmac = (words: string, vip: string) =>
    edit(edit(HA, 'advert_int: 1', words), '[192.168.0.38/32]', `[{ address: 192.168.0.38/32, ${vip} }]`);
  expect(await lint(rule, withVmac('use_vmac: true', 'use_vmac: true'))).toEqual([
    {
      severity: 'error',
      message: '"192.168.0.38/32" has use_vmac, and VRRP instance "VI_1" has use_vmac, which says it already',
      hint: 'remove use_vmac from the address',
      at: 'clusters/prod/web-ha.yaml:16:63-16:67 «true»',
    },
  ]);
  expect(await lint(rule, withVmac('use_vmac: true', 'use_vmac: false'))).toEqual([]);
  expect(await lint(rule, withVmac('use_vmac_addr: true', 'use_vmac: true'))).toEqual([]);
  expect(await lint(rule, withVmac('use_vmac_addr: true', 'dev: eth0, use_vmac: true'))).toEqual([]);
});

test('a static address is led by nobody', async () => {
  const entry = '[{ address: 203.0.113.10/32, dev: lo, routed: true }]';
  const fixed = edit(HA, '  - name: lvs1\n', `  - name: lvs1\n    static_ipaddress: ${entry}\n`);
  expect(await messages(fixed)).toEqual([
    'static address "203.0.113.10/32" has routed, which is for VIPs of VRRP instances',
  ]);
});

test('the loopback, and the interface of use_vmac', async () => {
  for (const definition of [
    withVip('address: 203.0.113.10/32, dev: lo'),
    edit(
      HA,
      '  - name: lvs1\n',
      '  - name: lvs1\n    static_ipaddress: [{ address: 203.0.113.10/32, dev: lo }]\n',
    ),
  ]) {
    expect(await messages(definition)).toEqual([]);
  }
  const vmac = edit(
    withVip('address: 192.168.0.39/32, dev: vrrp.51'),
    'interface: eth0',
    'interface: eth0\n    use_vmac: vrrp.51',
  );
  expect(await messages(vmac)).toEqual([
    '"lvs1" has no interface "vrrp.51" for "192.168.0.39/32" yet: keepalived makes it after it has read its file, and does not start',
  ]);
  const dynamic = edit(vmac, 'vrrp_instances:', 'global_defs: { dynamic_interfaces: true }\nvrrp_instances:');
  expect(await messages(dynamic)).toEqual([]);
});
