import { expect, test } from 'vitest';
import { DR, edit, HA, NAT, NAT_HA } from '../../../support/definitions.ts';
import { lint } from '../../../support/lint.ts';

const rule = 'route-gateway-unreachable';
const withRoutes = (routes: string, definition = HA) =>
  edit(definition, 'advert_int: 1', `virtual_routes: [${routes}]`);
const fixed = (lines: string, definition = HA) =>
  edit(definition, '  - name: lvs1\n', `  - name: lvs1\n${lines}`);
const messages = async (definition: string) => (await lint(rule, definition)).map(({ message }) => message);
const V6 = HA.replaceAll('192.168.0.', '2001:db8::')
  .replaceAll('/24', '/64')
  .replaceAll('/32', '/128')
  .replace('2001:db8::0/64', '2001:db8::/64')
  .replace('    authentication: { auth_type: PASS, auth_pass: "1111" }\n', '')
  .replaceAll(/2001:db8::[0-9]*(\/\d+)?/g, '"$&"');

test('a gateway in no subnet of the interface', async () => {
  expect(await lint(rule, withRoutes('{ to: 10.0.0.0/8, via: 203.0.113.1, dev: eth0 }'))).toEqual([
    {
      severity: 'error',
      message:
        'via "203.0.113.1" of a route is in no subnet of "lvs1" on "eth0": the kernel refuses the route, and keepalived goes on without it',
      hint: 'name a router in 192.168.0.0/24; or set onlink: true where it answers there all the same',
      at: 'clusters/prod/web-ha.yaml:14:45-14:56 «203.0.113.1»',
      related: ['clusters/prod/web-ha.yaml:7:5-7:15 «interfaces» the interfaces of "lvs1"'],
    },
  ]);
});

test('of a static route', async () => {
  const route = '    static_routes: [{ to: 10.0.0.0/8, via: 203.0.113.1, dev: eth0 }]\n';
  expect(await messages(fixed(route))).toHaveLength(1);
  // The VIP's subnet comes with the VIP, and static routes before it.
  const vip = edit(HA, '[192.168.0.38/32]', '[192.168.0.38/32, 203.0.113.38/24]');
  expect(await messages(fixed(route, vip))).toHaveLength(1);
  const address = '    static_ipaddress: [{ address: 203.0.113.48/24, dev: eth0 }]\n';
  expect(await messages(fixed(`${address}${route}`))).toEqual([]);
  expect(await messages(fixed(`${edit(address, ', dev: eth0', '')}${route}`))).toEqual([]);
});

test('without an interface', async () => {
  const route = (via: string) => withRoutes(`{ to: 10.0.0.0/8, via: ${via}, no_track: true }`);
  expect(await messages(route('203.0.113.1'))).toEqual([
    'via "203.0.113.1" of a route is in no subnet of "lvs1": the kernel refuses the route, and keepalived goes on without it',
  ]);
  expect(await messages(route('192.168.0.1'))).toEqual([]);
});

test('on the other interface', async () => {
  const routed = (via: string, dev: string) =>
    edit(
      NAT_HA,
      'virtual_router_id: 10\n',
      `virtual_router_id: 10\n    virtual_routes: [{ to: 10.9.0.0/16, via: ${via}, dev: ${dev} }]\n`,
    );
  expect(await messages(routed('10.0.0.9', 'eth0'))).toEqual([
    'via "10.0.0.9" of a route is in no subnet of "edge1" on "eth0": the kernel refuses the route, and keepalived goes on without it',
  ]);
  expect(await messages(routed('10.0.0.9', 'eth1'))).toEqual([]);
});

test('what is no other host', async () => {
  const route = (via: string, more = '') => withRoutes(`{ to: 10.0.0.0/8, via: ${via}, dev: eth0${more} }`);
  const found = async (via: string, more?: string) =>
    (await lint(rule, route(via, more))).map(({ severity, message }) => `${severity} ${message}`);
  const own = 'via "192.168.0.48" of a route is an address of "lvs1" itself';
  expect(await found('192.168.0.255')).toEqual([
    'error via "192.168.0.255" of a route is the broadcast address of "192.168.0.0/24"',
  ]);
  expect(await found('192.168.0.0', ', onlink: true')).toEqual([
    'error via "192.168.0.0" of a route is the network address of "192.168.0.0/24"',
  ]);
  expect(await found('192.168.0.48')).toEqual([`warning ${own}: it asks for each destination by ARP`]);
  expect(await found('192.168.0.48', ', onlink: true')).toEqual([
    `error ${own}: the kernel refuses the route`,
  ]);
});

test('over IPv6', async () => {
  const route = (via: string, more = '') =>
    withRoutes(`{ to: "2001:db8:9::/48", via: "${via}", dev: eth0${more} }`, V6);
  expect(await messages(route('2001:db8:1::1'))).toHaveLength(1);
  expect(await messages(route('2001:db8::48'))).toEqual([
    'via "2001:db8::48" of a route is an address of "lvs1" itself: the kernel refuses the route',
  ]);
  for (const [via, more] of [
    ['2001:db8::1'],
    ['fe80::1'],
    ['2001:db8:1::1', ', onlink: true'],
    ['2001:db8::'],
  ])
    expect(await messages(route(String(via), more))).toEqual([]);
});

test('on the interface of use_vmac, where the VIP alone makes neighbours', async () => {
  const vmac = (vip: string, name: string, dev: string) =>
    edit(
      withRoutes(`{ to: 10.0.0.0/8, via: 192.168.0.1, dev: ${dev} }`, HA.replace('192.168.0.38/32', vip)),
      'interface: eth0',
      `interface: eth0\n    use_vmac: ${name}`,
    ).replace('vrrp_instances:', 'global_defs: { dynamic_interfaces: true }\nvrrp_instances:');
  expect(await messages(vmac('192.168.0.38/24', 'vrrp.51', 'vrrp.51'))).toEqual([]);
  expect(await messages(vmac('192.168.0.38/32', 'vrrp.51', 'eth0'))).toEqual([]);
  expect(await messages(vmac('192.168.0.38/32', 'vrrp.51', 'vrrp.51'))).toHaveLength(1);
  expect(await messages(vmac('192.168.0.38/24', 'true', 'eth0'))).toEqual([]);
});

test('near misses stay silent', async () => {
  for (const definition of [NAT, DR, HA, NAT_HA]) expect(await lint(rule, definition)).toEqual([]);
  const vip = edit(HA, '[192.168.0.38/32]', '[203.0.113.38/24]');
  for (const route of [
    '{ to: default, via: 192.168.0.1, dev: eth0 }',
    '{ to: default, via: 203.0.113.1, dev: eth0 }',
    '{ to: 10.0.0.0/8, via: 198.51.100.1, dev: eth0, onlink: true }',
    '{ to: 198.51.100.1, dev: eth0, scope: link }, { to: 10.0.0.0/8, via: 198.51.100.1, dev: eth0 }',
    // Another rule's.
    '{ to: 10.0.0.0/8, via: 198.51.100.1, dev: eth7 }',
    '{ to: "2001:db8::/32", via: 198.51.100.1, dev: eth0 }',
  ])
    expect(await messages(withRoutes(route, vip))).toEqual([]);
  // A route of another scope makes no neighbours over IPv4.
  const routes = '{ to: 198.51.100.1, dev: eth0 }, { to: 10.0.0.0/8, via: 198.51.100.1, dev: eth0 }';
  expect(await messages(withRoutes(routes, vip))).toHaveLength(1);
});
