import { expect, test } from 'vitest';
import { DR, edit, HA, NAT, NAT_HA } from '../../../support/definitions.ts';
import { lint } from '../../../support/lint.ts';

const rule = 'vip-prefix-length';
const withVip = (vip: string) => edit(HA, '192.168.0.38/32', vip);

test('a prefix that is wider than the subnet, and one that is narrower', async () => {
  expect(await lint(rule, withVip('192.168.0.38/16'))).toEqual([
    {
      severity: 'error',
      message:
        'VIP "192.168.0.38/16" has prefix length 16, but its subnet is "192.168.0.0/24": the MASTER gets a route of "192.168.0.0/16"',
      hint: 'write 192.168.0.38/32 or 192.168.0.38/24',
      at: 'clusters/prod/web-ha.yaml:16:38-16:40 «16»',
    },
  ]);
  expect((await lint(rule, withVip('192.168.0.38/25'))).map(({ message }) => message)).toEqual([
    'VIP "192.168.0.38/25" has prefix length 25, but its subnet is "192.168.0.0/24": the MASTER gets a route of "192.168.0.0/25"',
  ]);
  expect(
    (await lint(rule, edit(NAT_HA, '198.51.100.100/24]', '198.51.100.100/8]'))).map(({ at }) => at),
  ).toEqual(['clusters/prod/edge.yaml:22:40-22:41 «8»']);
});

const ROUTED = edit(withVip('203.0.113.9/24'), 'vip: 192.168.0.38\n', 'vip: 203.0.113.9\n    routed: true\n');

test('a routed VIP has no subnet', async () => {
  expect(await lint(rule, ROUTED)).toEqual([
    {
      severity: 'error',
      message:
        'VIP "203.0.113.9/24" has prefix length 24, but it is routed: its MASTER would look for "203.0.113.0/24" on the wire',
      hint: 'write 203.0.113.9/32',
      at: 'clusters/prod/web-ha.yaml:16:37-16:39 «24»',
    },
  ]);
  expect(await lint(rule, edit(ROUTED, '203.0.113.9/24', '203.0.113.9/32'))).toEqual([]);
});

const SIX = `version: 1
name: six
segments: { lan: { subnet: "2001:db8::/64" } }
directors:
  - { name: lvs1, interfaces: { eth0: { segment: lan, address: "2001:db8::8/64" } } }
  - { name: lvs2, interfaces: { eth0: { segment: lan, address: "2001:db8::9/64" } } }
vrrp_instances:
  - name: VI_6
    interface: eth0
    virtual_router_id: 51
    virtual_ipaddress: ["fe80::51/64", "2001:db8::38/128"]
    members: [{ director: lvs1, state: MASTER, priority: 100 }, { director: lvs2, priority: 90 }]
real_servers: [{ name: rs1, address: "2001:db8::18/64" }]
virtual_servers:
  - { name: http, vip: "2001:db8::38", port: 80, protocol: TCP, lvs_sched: rr, lvs_method: DR, real_servers: [{ name: rs1 }] }
`;

test('IPv6', async () => {
  expect(await lint(rule, edit(SIX, '::38/128', '::38/48'))).toEqual([
    {
      severity: 'error',
      message:
        'VIP "2001:db8::38/48" has prefix length 48, but its subnet is "2001:db8::/64": the MASTER gets a route of "2001:db8::/48"',
      hint: 'write 2001:db8::38/128 or 2001:db8::38/64',
      at: 'clusters/prod/six.yaml:11:40-11:57 «"2001:db8::38/48"»',
    },
  ]);
  expect(await lint(rule, SIX)).toEqual([]);
  expect(await lint(rule, edit(SIX, '::38/128', '::38/64'))).toEqual([]);
  // Link-local addresses are on every wire, whatever their length.
  for (const length of [10, 128]) {
    expect(await lint(rule, edit(SIX, 'fe80::51/64', `fe80::51/${length}`))).toEqual([]);
  }
});

test('near misses stay silent', async () => {
  for (const base of [NAT, DR, HA, NAT_HA]) expect(await lint(rule, base)).toEqual([]);
  expect(await lint(rule, withVip('192.168.0.38/24'))).toEqual([]);
  // In no subnet of the directors, and not said to be routed: vip-outside-subnets.
  expect(await lint(rule, edit(ROUTED, '    routed: true\n', ''))).toEqual([]);
  // A further subnet of the same wire, by its id.
  const further = edit(
    withVip('203.0.113.9/24'),
    '  lan: { subnet: 192.168.0.0/24, gateway: 192.168.0.1 }\n',
    '  lan: { subnet: 192.168.0.0/24, gateway: 192.168.0.1, id: v20 }\n  public: { subnet: 203.0.113.0/24, id: v20 }\n',
  );
  expect(await lint(rule, edit(further, 'vip: 192.168.0.38', 'vip: 203.0.113.9'))).toEqual([]);
  // A mixed list: keepalived drops the other family's.
  expect(await lint(rule, withVip('192.168.0.38/32, "2001:db8::38/48"'))).toEqual([]);
});
