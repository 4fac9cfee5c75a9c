import { expect, test } from 'vitest';
import { DR, edit, HA, NAT, NAT_HA } from '../../../support/definitions.ts';
import { lint } from '../../../support/lint.ts';

const rule = 'route-conflict';
const withList = (list: string, entry: string) => edit(HA, 'advert_int: 1', `${list}: [{ ${entry} }]`);
const fixed = (list: string, entry: string) =>
  edit(HA, '  - name: lvs1\n', `  - name: lvs1\n    ${list}: [{ ${entry} }]\n`);
const messages = async (definition: string) => (await lint(rule, definition)).map(({ message }) => message);

test('a tracked route without an interface', async () => {
  expect(await lint(rule, withList('virtual_routes', 'to: 10.0.0.0/8, via: 192.168.0.1'))).toEqual([
    {
      severity: 'error',
      message: 'the route to "10.0.0.0/8" has no dev, by which keepalived would track it',
      hint: 'name the interface in dev, or set no_track to true',
      at: 'clusters/prod/web-ha.yaml:14:28-14:38 «10.0.0.0/8»',
    },
  ]);
});

test('a tracked route that has no way', async () => {
  const [finding] = await lint(rule, withList('virtual_routes', 'to: 10.0.0.0/8, type: blackhole'));
  expect(finding).toMatchObject({
    message: 'the route to "10.0.0.0/8" has no dev, by which keepalived would track it',
    hint: 'set no_track to true',
  });
});

test.each([
  [
    'to: 10.0.0.0/8, via: "2001:db8::1", dev: eth0',
    'via "2001:db8::1" of a route is not of the family of to "10.0.0.0/8"',
  ],
  ['to: 10.0.0.0/33, dev: eth0', 'to of a route is "10.0.0.0/33", which is no address or subnet'],
  ['to: 10.0.0.0/8, dev: eth7', '"lvs1" has no interface "eth7" for a route'],
  [
    'to: 10.0.0.0/8, dev: eth0, protocol: static',
    'the route to "10.0.0.0/8" has a protocol, which keepalived resets for a route that it tracks',
  ],
  [
    'to: 10.0.0.0/8, type: blackhole, dev: eth0',
    'a route of type "blackhole" has dev, with which the kernel refuses it',
  ],
  [
    'to: default, type: throw, via: 192.168.0.1, dev: eth0',
    'a route of type "throw" has via, with which the kernel refuses it',
  ],
])('route %s', async (entry, message) => {
  expect(await messages(withList('virtual_routes', entry))).toEqual([message]);
  expect(await messages(fixed('static_routes', entry))).toEqual([message]);
});

test('rules', async () => {
  const entry = 'from: 10.0.0.0/8, to: "2001:db8::/32", iif: eth7, table: 100, priority: 10';
  for (const definition of [withList('virtual_rules', entry), fixed('static_rules', entry)]) {
    expect((await messages(definition)).sort()).toEqual([
      '"lvs1" has no interface "eth7" for a rule',
      'from "10.0.0.0/8" of a rule is not of the family of to "2001:db8::/32"',
    ]);
  }
});

test('near misses stay silent', async () => {
  for (const definition of [NAT, DR, HA, NAT_HA]) expect(await lint(rule, definition)).toEqual([]);
  for (const entry of [
    'to: default, via: 192.168.0.1, dev: eth0',
    'to: 10.0.0.0/8, type: blackhole, protocol: static, no_track: true',
    'to: "2001:db8::/32", type: blackhole, dev: eth0',
    'to: "2001:db8::/32", via: "2001:db8:1::1", dev: eth0',
  ]) {
    expect(await messages(withList('virtual_routes', entry))).toEqual([]);
  }
  expect(await messages(withList('virtual_rules', 'from: all, table: 100, priority: 10'))).toEqual([]);
});

test('an address, and then all', async () => {
  const rest = 'table: 100, priority: 10';
  expect(await lint(rule, withList('virtual_rules', `from: 10.0.0.0/8, to: all, ${rest}`))).toEqual([
    {
      severity: 'error',
      message: 'to "all" of a rule behind from "10.0.0.0/8", which keepalived takes for two families',
      hint: 'remove to: it means the same',
      at: 'clusters/prod/web-ha.yaml:14:45-14:48 «all»',
    },
  ]);
  expect(await messages(withList('virtual_rules', `from: all, to: 10.0.0.0/8, ${rest}`))).toEqual([]);
  expect(await messages(withList('virtual_rules', `from: all, to: all, ${rest}`))).toEqual([]);
});

test('the interface of use_vmac, and the loopback', async () => {
  const vmac = edit(
    withList('virtual_routes', 'to: 10.0.0.0/8, via: 192.168.0.1, dev: vrrp.51'),
    'interface: eth0',
    'interface: eth0\n    use_vmac: vrrp.51',
  );
  expect(await lint(rule, vmac)).toEqual([
    {
      severity: 'error',
      message:
        '"lvs1" has no interface "vrrp.51" for a route yet: keepalived makes it after it has read its file, and does not start',
      hint: 'set dynamic_interfaces: true in global_defs',
      at: 'clusters/prod/web-ha.yaml:15:63-15:70 «vrrp.51»',
      related: ['clusters/prod/web-ha.yaml:13:15-13:22 «vrrp.51» the instance that makes it'],
    },
  ]);
  const dynamic = edit(vmac, 'vrrp_instances:', 'global_defs: { dynamic_interfaces: true }\nvrrp_instances:');
  expect(await lint(rule, dynamic)).toEqual([]);
  const early = edit(
    dynamic,
    '  - name: lvs1\n',
    '  - name: lvs1\n    static_rules: [{ iif: vrrp.51, table: 100, priority: 10 }]\n',
  );
  expect(await lint(rule, early)).toMatchObject([
    {
      message:
        '"vrrp.51" is named for a rule before VRRP instance "VI_1", to which keepalived then gives an interface of another name',
      hint: 'write it in VRRP instance "VI_1", or in one behind it',
    },
  ]);
  expect(await messages(withList('virtual_rules', 'iif: lo, table: 100, priority: 10'))).toEqual([]);
});

test('scripts track no route', async () => {
  const script = (entry: string) =>
    messages(edit(DR, '    interfaces:\n', `    static_routes: [{ ${entry} }]\n    interfaces:\n`));
  expect(await script('to: default, via: 192.168.0.1, table: 102')).toEqual([]);
  expect(await script('to: default, via: 192.168.0.1, protocol: static, dev: eth0')).toEqual([]);
  // What the kernel refuses it refuses from a script, too.
  expect(await script('to: 10.0.0.0/8, via: "2001:db8::1", dev: eth0')).toHaveLength(1);
  expect(await script('to: default, via: 192.168.0.1, dev: eth7')).toHaveLength(1);
  expect(await script('to: 10.0.0.0/8, type: blackhole, dev: eth0')).toHaveLength(1);
});
