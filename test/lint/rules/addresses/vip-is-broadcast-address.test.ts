import { expect, test } from 'vitest';
import { DR, edit, HA, NAT_HA } from '../../../support/definitions.ts';
import { lint } from '../../../support/lint.ts';

const rule = 'vip-is-broadcast-address';
const withVip = (vip: string) => edit(DR, 'vip: 192.168.0.38', `vip: ${vip}`);
const withVrrp = (prefix: string, vip: string) =>
  edit(edit(HA, '192.168.0.38/32', prefix), 'vip: 192.168.0.38', `vip: ${vip}`);

test("of the segment's subnet", async () => {
  expect(await lint(rule, withVip('192.168.0.255'))).toEqual([
    {
      severity: 'error',
      message: 'VIP "192.168.0.255" is the broadcast address of "192.168.0.0/24"',
      hint: 'use an address between the first and the last of the subnet',
      at: 'clusters/prod/web-dr.yaml:14:10-14:23 «192.168.0.255»',
    },
  ]);
  expect(await lint(rule, withVrrp('192.168.0.255/32', '192.168.0.255'))).toEqual([
    {
      severity: 'error',
      message: 'VIP "192.168.0.255" is the broadcast address of "192.168.0.0/24"',
      hint: 'use an address between the first and the last of the subnet',
      at: 'clusters/prod/web-ha.yaml:16:25-16:41 «192.168.0.255/32»',
    },
  ]);
});

test('by its own prefix length', async () => {
  expect(await lint(rule, withVrrp('192.168.0.127/25', '192.168.0.127'))).toEqual([
    {
      severity: 'error',
      message: 'VIP "192.168.0.127" is the broadcast address of "192.168.0.0/25"',
      hint: 'use an address between the first and the last of the subnet',
      at: 'clusters/prod/web-ha.yaml:16:25-16:41 «192.168.0.127/25»',
    },
  ]);
  expect(await lint(rule, withVrrp('203.0.113.255/24', '203.0.113.255'))).toEqual([
    {
      severity: 'error',
      message: 'VIP "203.0.113.255" is the broadcast address of "203.0.113.0/24"',
      hint: 'use an address between the first and the last of the subnet',
      at: 'clusters/prod/web-ha.yaml:16:25-16:41 «203.0.113.255/24»',
    },
  ]);
});

test('of a subnet that another definition gives the director', async () => {
  const half = edit(withVip('10.0.0.255'), '    port: 80\n', '    port: 80\n    routed: true\n');
  const other = `version: 1
segments: { inner: { subnet: 10.0.0.0/24 } }
directors: [{ name: lvs1, interfaces: { eth1: { segment: inner, address: 10.0.0.8/24 } } }]
real_servers: [{ name: rs3, address: 10.0.0.18/24 }]
virtual_servers:
  - { name: api, vip: 10.0.0.38, port: 80, protocol: TCP, lvs_sched: rr, lvs_method: DR, real_servers: [{ name: rs3 }] }
`;
  expect(await lint(rule, { 'clusters/prod/web-dr.yaml': half, 'clusters/prod/api.yaml': other })).toEqual([
    {
      severity: 'error',
      message: 'VIP "10.0.0.255" is the broadcast address of "10.0.0.0/24"',
      hint: 'use an address between the first and the last of the subnet',
      at: 'clusters/prod/web-dr.yaml:14:10-14:20 «10.0.0.255»',
    },
  ]);
});

test('near misses stay silent', async () => {
  expect(await lint(rule, DR)).toEqual([]);
  expect(await lint(rule, NAT_HA)).toEqual([]);
  // Inside the subnet; the network address is another rule's.
  expect(await lint(rule, withVip('192.168.0.127'))).toEqual([]);
  expect(await lint(rule, withVip('192.168.0.0'))).toEqual([]);
  // A routed VIP in no subnet has none, and neither has a /31.
  expect(
    await lint(rule, edit(withVip('203.0.113.255'), '    port: 80\n', '    port: 80\n    routed: true\n')),
  ).toEqual([]);
  const link = edit(withVip('10.0.0.1'), 'segments:\n', 'segments:\n  link: { subnet: 10.0.0.0/31 }\n');
  expect(await lint(rule, link)).toEqual([]);
  // IPv6 has no broadcast, and what is no host's address is vip-not-unicast's.
  expect(await lint(rule, withVip('"2001:db8::"'))).toEqual([]);
  expect(await lint(rule, withVip('255.255.255.255'))).toEqual([]);
});
