import { expect, test } from 'vitest';
import { DR, edit, HA, NAT_HA } from '../../../support/definitions.ts';
import { lint } from '../../../support/lint.ts';

const rule = 'vip-outside-subnets';
const OUTSIDE = edit(DR, 'vip: 192.168.0.38', 'vip: 203.0.113.38');

test('without VRRP: at the virtual server, once for all services', async () => {
  const text = `${OUTSIDE}  - { name: https, vip: 203.0.113.38, port: 443, protocol: TCP, lvs_sched: rr, lvs_method: DR, real_servers: [{ name: rs1 }] }\n`;
  expect(await lint(rule, text)).toEqual([
    {
      severity: 'warning',
      message: 'VIP "203.0.113.38" is in no subnet of the directors: nobody asks them for it by ARP',
      hint: 'use an address of a subnet that the directors are attached to; or set routed: true on "http" when others lead it to the directors',
      at: 'clusters/prod/web-dr.yaml:14:10-14:22 «203.0.113.38»',
      related: ["clusters/prod/web-dr.yaml:7:5-7:15 «interfaces» the director's subnets"],
    },
  ]);
});

test('with VRRP: at virtual_ipaddress, once with its service', async () => {
  const text = edit(edit(HA, '192.168.0.38/32', '192.168.1.38/32'), 'vip: 192.168.0.38', 'vip: 192.168.1.38');
  expect(await lint(rule, text)).toEqual([
    {
      severity: 'warning',
      message: 'VIP "192.168.1.38" is in no subnet of the directors: nobody asks them for it by ARP',
      hint: 'use an address of a subnet that the directors are attached to; or set routed: true on "http" when others lead it to the directors',
      at: 'clusters/prod/web-ha.yaml:16:25-16:40 «192.168.1.38/32»',
      related: [
        'clusters/prod/web-ha.yaml:25:10-25:22 «192.168.1.38» its service',
        "clusters/prod/web-ha.yaml:7:5-7:15 «interfaces» the director's subnets",
      ],
    },
  ]);
});

test('an address without a service', async () => {
  expect(await lint(rule, edit(HA, '[192.168.0.38/32]', '[192.168.0.38/32, 192.168.1.39/32]'))).toEqual([
    {
      severity: 'warning',
      message: 'VIP "192.168.1.39" is in no subnet of the directors: nobody asks them for it by ARP',
      hint: 'use an address of a subnet that the directors are attached to; or set routed: true on this VIP when others lead it to the directors',
      at: 'clusters/prod/web-ha.yaml:16:42-16:57 «192.168.1.39/32»',
      related: ["clusters/prod/web-ha.yaml:7:5-7:15 «interfaces» the director's subnets"],
    },
  ]);
});

test('IPv6 has neighbour discovery', async () => {
  expect((await lint(rule, edit(HA, '[192.168.0.38/32]', '["2001:db8::38/128"]')))[0]?.message).toBe(
    'VIP "2001:db8::38" is in no subnet of the directors: nobody asks them for it by neighbour discovery',
  );
});

test('a VIP says itself that it is routed', async () => {
  const vips = '[192.168.0.38/32, { address: 203.0.113.38/32, routed: true }]';
  expect(await lint(rule, edit(HA, '[192.168.0.38/32]', vips))).toEqual([]);
});

test('near misses stay silent', async () => {
  expect(await lint(rule, DR)).toEqual([]);
  expect(await lint(rule, NAT_HA)).toEqual([]);
  // Routers lead it there, and inside a subnet that does no harm.
  expect(await lint(rule, edit(OUTSIDE, '    port: 80\n', '    port: 80\n    routed: true\n'))).toEqual([]);
  expect(await lint(rule, edit(DR, '    port: 80\n', '    port: 80\n    routed: true\n'))).toEqual([]);
  // A further subnet of the same wire.
  const wire = edit(
    edit(OUTSIDE, 'lan: { subnet: 192.168.0.0/24,', 'lan: { id: vlan20, subnet: 192.168.0.0/24,'),
    'segments:\n',
    'segments:\n  public: { id: vlan20, subnet: 203.0.113.0/24 }\n',
  );
  expect(await lint(rule, wire)).toEqual([]);
  // No address of a host: vip-not-unicast.
  expect(await lint(rule, edit(DR, 'vip: 192.168.0.38', 'vip: 224.0.0.38'))).toEqual([]);
  // keepalived drops it: mixed-address-families.
  expect(await lint(rule, edit(HA, '[192.168.0.38/32]', '[192.168.0.38/32, "2001:db8::38/64"]'))).toEqual([]);
  // The first address of an IPv6 instance is link-local.
  expect(await lint(rule, edit(HA, '[192.168.0.38/32]', '["fe80::38/64"]'))).toEqual([]);
});

test('a VRRP instance in one definition, the routed service in another', async () => {
  const instance = edit(HA, '[192.168.0.38/32]', '[192.168.0.38/32, 203.0.113.38/32]');
  const service = edit(
    edit(edit(HA, 'name: web-ha', 'name: more'), 'vip: 192.168.0.38', 'vip: 203.0.113.38\n    routed: true'),
    '    port: 80',
    '    port: 8080',
  );
  const start = service.indexOf('vrrp_instances:');
  const bare =
    service.slice(0, start) +
    'engine: keepalived\n' +
    service.slice(service.indexOf('real_servers:\n  - { name: rs1'));
  expect(
    await lint(rule, { 'clusters/prod/web-ha.yaml': instance, 'clusters/prod/more.yaml': bare }),
  ).toEqual([]);
});
