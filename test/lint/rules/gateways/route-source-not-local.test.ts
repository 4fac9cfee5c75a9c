import { expect, test } from 'vitest';
import { DR, edit, HA, NAT, NAT_HA } from '../../../support/definitions.ts';
import { lint } from '../../../support/lint.ts';

const rule = 'route-source-not-local';
const route = (src: string) => `[{ to: 10.9.0.0/16, via: 192.168.0.1, dev: eth0, src: ${src} }]`;
const withRoute = (src: string, definition = HA) =>
  edit(definition, 'advert_int: 1', `virtual_routes: ${route(src)}`);
const fixed = (src: string, definition = HA) =>
  edit(definition, '  - name: lvs1\n', `  - name: lvs1\n    static_routes: ${route(src)}\n`);
const messages = async (definition: string) => (await lint(rule, definition)).map(({ message }) => message);

test('a source that the director does not have', async () => {
  expect(await lint(rule, withRoute('192.168.0.99'))).toEqual([
    {
      severity: 'error',
      message:
        'src "192.168.0.99" of a route is no address of "lvs1" and no VIP of "VI_1": the kernel refuses the route, and keepalived goes on without it',
      hint: 'use an address that the director has then, or remove src',
      at: 'clusters/prod/web-ha.yaml:14:75-14:87 «192.168.0.99»',
      related: ['clusters/prod/web-ha.yaml:7:5-7:15 «interfaces» the addresses of "lvs1"'],
    },
  ]);
  expect(await messages(fixed('192.168.0.99'))).toEqual([
    'src "192.168.0.99" of a route is no address of "lvs1": the kernel refuses the route, and keepalived goes on without it',
  ]);
});

test('a source that one of the directors has', async () => {
  expect(await messages(withRoute('192.168.0.48'))).toEqual([
    'src "192.168.0.48" of a route is no address of "lvs2" and no VIP of "VI_1": the kernel refuses the route, and keepalived goes on without it',
  ]);
});

test('a VIP is the source of a static route', async () => {
  expect(await lint(rule, fixed('192.168.0.38'))).toEqual([
    {
      severity: 'error',
      message:
        'src "192.168.0.38" of a route is a VIP of "VI_1", which "lvs1" does not have when keepalived starts: the kernel then refuses the route, and keepalived goes on without it',
      hint: 'move the route to virtual_routes of "VI_1"',
      at: 'clusters/prod/web-ha.yaml:7:74-7:86 «192.168.0.38»',
      related: ['clusters/prod/web-ha.yaml:17:25-17:40 «192.168.0.38/32» the VIP'],
    },
  ]);
});

test('a VIP of another instance', async () => {
  const definition = edit(
    NAT_HA,
    'virtual_router_id: 10\n',
    'virtual_router_id: 10\n    virtual_routes: [{ to: 10.9.0.0/16, via: 10.0.0.9, dev: eth1, src: 10.0.0.1 }]\n',
  );
  const inGroup =
    'src "10.0.0.1" of a route is a VIP of "INNER", which "edge1" may not have yet when it gets the route: the kernel then refuses the route, and keepalived goes on without it';
  expect(await lint(rule, definition)).toMatchObject([{ severity: 'warning', message: inGroup }]);
  const apart = edit(definition, 'vrrp_sync_groups:\n  - name: EDGE\n    group: [OUTER, INNER]\n', '');
  expect(await lint(rule, apart)).toMatchObject([{ severity: 'error' }]);
});

test('near misses stay silent', async () => {
  for (const definition of [NAT, DR, HA, NAT_HA]) expect(await lint(rule, definition)).toEqual([]);
  expect(await messages(withRoute('192.168.0.38'))).toEqual([]);
  expect(await messages(withRoute('127.0.0.1'))).toEqual([]);
  expect(await messages(fixed('192.168.0.48'))).toEqual([]);
  const excluded = edit(
    HA,
    '[192.168.0.38/32]',
    '[192.168.0.38/32]\n    virtual_ipaddress_excluded: [192.168.0.99/32]',
  );
  expect(await messages(withRoute('192.168.0.99', excluded))).toEqual([]);
  const address = '    static_ipaddress: [{ address: 192.168.0.99/32, dev: eth0 }]\n';
  expect(
    await messages(edit(fixed('192.168.0.99'), '  - name: lvs1\n', `  - name: lvs1\n${address}`)),
  ).toEqual([]);
  // route-conflict's.
  expect(await messages(withRoute('"2001:db8::99"'))).toEqual([]);
});
