import { expect, test } from 'vitest';
import { neverSource } from '../../src/render/views/keepalived-addresses.ts';
import { plansOfTexts } from '../lab/planned.ts';

test('an IPv6 VIP with more than itself in its prefix is deprecated', () => {
  expect(neverSource('2001:db8::10/64')).toEqual({ address: '2001:db8::10/64', preferred_lft: 0 });
  expect(neverSource({ address: 'fe80::10/64', dev: 'eth1' })).toEqual({
    address: 'fe80::10/64',
    dev: 'eth1',
    preferred_lft: 0,
  });
});

test.each([
  ['IPv4, which has no such thing', '192.0.2.10/24'],
  ['/128, of which keepalived says it by itself', '2001:db8::10/128'],
  ['what says it', { address: '2001:db8::10/64', preferred_lft: 'forever' }],
])('%s stays', (_, entry) => {
  expect(neverSource(entry)).toEqual(entry);
});

test('it is written wherever keepalived gives the host a VIP, and not for the other addresses', async () => {
  const [plan] = await plansOfTexts({
    'clusters/prod/six.yaml': `version: 1
segments: { lan: { subnet: "2001:db8::/64" } }
directors:
  - name: lb1
    interfaces: { eth0: { segment: lan, address: "2001:db8::11/64" } }
    static_ipaddress:
      - { address: "2001:db8::13/64", dev: eth0 }
      - { address: "2001:db8:0:0::80/64", dev: eth0 }
vrrp_instances:
  - name: V6
    interface: eth0
    virtual_router_id: 61
    virtual_ipaddress: ["fe80::10/64", "2001:db8::10/64"]
    virtual_ipaddress_excluded: [{ address: "2001:db8::20/64", no_track: true }, "2001:db8::30/128"]
    members: [{ director: lb1, priority: 110 }]
real_servers: [{ name: a1, address: "2001:db8::21/64" }]
virtual_servers:
  - { name: web, vip: "2001:db8::10", real_servers: [{ name: a1 }] }
  - { name: static, vip: "2001:db8::80", real_servers: [{ name: a1 }] }
defaults:
  virtual_servers: { port: 80, protocol: TCP, lvs_sched: rr, lvs_method: DR, checks: [{ TCP_CHECK: {} }] }
`,
  });
  const conf = plan?.hosts
    .find(({ name }) => name === 'lb1')
    ?.files.find(({ kind }) => kind === 'keepalived');
  const lines = conf?.content.split('\n').map((line) => line.trim());
  expect(lines?.filter((line) => /^(?:2001|fe80):/.test(line))).toEqual([
    '2001:db8::13/64 dev eth0',
    '2001:db8::80/64 dev eth0 preferred_lft 0',
    'fe80::10/64 preferred_lft 0',
    '2001:db8::10/64 preferred_lft 0',
    '2001:db8::20/64 no_track preferred_lft 0',
    '2001:db8::30/128',
  ]);
});
