import { expect, test } from 'vitest';
import { edit, HA } from '../../../support/definitions.ts';
import { lint } from '../../../support/lint.ts';

const rule = 'vip-is-check-source';
const SIX = `version: 1
name: six
segments: { lan: { subnet: "2001:db8::/64", gateway: "2001:db8::1" } }
directors:
  - { name: lvs1, interfaces: { eth0: { segment: lan, address: "2001:db8::11/64" } } }
vrrp_instances:
  - name: VI_1
    interface: eth0
    virtual_router_id: 61
    virtual_ipaddress: ["fe80::10/64", { address: "2001:db8::10/64", preferred_lft: forever }]
    members: [{ director: lvs1, priority: 110 }]
real_servers: [{ name: a1, address: "2001:db8::21/64" }, { name: a2, address: "2001:db8::22/64" }]
virtual_servers:
  - name: web
    vip: "2001:db8::10"
    port: 80
    protocol: TCP
    lvs_sched: rr
    lvs_method: DR
    checks: [{ TCP_CHECK: {} }]
    real_servers: [{ name: a1 }, { name: a2 }]
`;
const route = (words: string) =>
  edit(
    HA,
    '    virtual_ipaddress: [192.168.0.38/32]\n',
    `    virtual_ipaddress: [192.168.0.38/32]\n    virtual_routes: [${words}]\n`,
  );

test('a VIP that is preferred for ever', async () => {
  expect(await lint(rule, SIX)).toEqual([
    {
      severity: 'error',
      message:
        'VIP "2001:db8::10/64" has preferred_lft "forever": it is the source of checks of "a1", which has it too, so they fail',
      hint: 'remove preferred_lft: lvsgen writes 0, with which clients reach the VIP all the same',
      at: 'clusters/prod/six.yaml:10:85-10:92 «forever»',
      related: ['clusters/prod/six.yaml:15:10-15:24 «"2001:db8::10"» the service of the VIP'],
    },
  ]);
});

test('with TUN', async () => {
  expect(await lint(rule, edit(SIX, 'lvs_method: DR', 'lvs_method: TUN'))).toEqual([
    {
      severity: 'error',
      message:
        'VIP "2001:db8::10/64" has preferred_lft "forever": it is the source of checks of "a1", which has it too, so they fail',
      hint: 'remove preferred_lft: lvsgen writes 0, with which clients reach the VIP all the same',
      at: 'clusters/prod/six.yaml:10:85-10:92 «forever»',
      related: ['clusters/prod/six.yaml:15:10-15:24 «"2001:db8::10"» the service of the VIP'],
    },
  ]);
});

test('one that is preferred for a time: the checks fail for that long', async () => {
  expect(await lint(rule, edit(SIX, 'preferred_lft: forever', 'preferred_lft: 3600'))).toEqual([
    {
      severity: 'warning',
      message:
        'VIP "2001:db8::10/64" has preferred_lft "3600": for 3600 s it is the source of checks of "a1", which has it too, so they fail',
      hint: 'remove preferred_lft: lvsgen writes 0, with which clients reach the VIP all the same',
      at: 'clusters/prod/six.yaml:10:85-10:89 «3600»',
      related: ['clusters/prod/six.yaml:15:10-15:24 «"2001:db8::10"» the service of the VIP'],
    },
  ]);
});

test('an excluded VIP', async () => {
  expect(
    await lint(
      rule,
      edit(
        SIX,
        '    virtual_ipaddress: ["fe80::10/64", ',
        '    virtual_ipaddress: ["fe80::10/64"]\n    virtual_ipaddress_excluded: [',
      ),
    ),
  ).toEqual([
    {
      severity: 'error',
      message:
        'VIP "2001:db8::10/64" has preferred_lft "forever": it is the source of checks of "a1", which has it too, so they fail',
      hint: 'remove preferred_lft: lvsgen writes 0, with which clients reach the VIP all the same',
      at: 'clusters/prod/six.yaml:11:79-11:86 «forever»',
      related: ['clusters/prod/six.yaml:16:10-16:24 «"2001:db8::10"» the service of the VIP'],
    },
  ]);
});

test('a route to the subnet of the real servers from the VIP: keepalived puts it before that of the kernel', async () => {
  expect(await lint(rule, route('{ to: 192.168.0.0/24, dev: eth0, src: 192.168.0.38 }'))).toEqual([
    {
      severity: 'warning',
      message:
        'route to "192.168.0.0/24" has src "192.168.0.38", a VIP: it is the source of checks of "rs1", which has it too, so they fail',
      hint: 'remove src, or give the route a table of its own and a rule for what needs the VIP as its source',
      at: 'clusters/prod/web-ha.yaml:17:60-17:72 «192.168.0.38»',
      related: ['clusters/prod/web-ha.yaml:26:10-26:22 «192.168.0.38» the service of the VIP'],
    },
  ]);
});

test('a default route, over which TUN real servers are reached', async () => {
  expect(
    await lint(
      rule,
      edit(
        edit(
          edit(
            route('{ to: default, via: 192.168.0.1, src: 192.168.0.38 }'),
            '192.168.0.18/24, gateway: 192.168.0.1',
            '10.1.0.18/24, gateway: 10.1.0.1',
          ),
          '192.168.0.28/24, gateway: 192.168.0.1',
          '10.1.0.28/24, gateway: 10.1.0.1',
        ),
        'lvs_method: DR',
        'lvs_method: TUN',
      ),
    ),
  ).toEqual([
    {
      severity: 'warning',
      message:
        'route to "default" has src "192.168.0.38", a VIP: it is the source of checks of "rs1", which has it too, so they fail',
      hint: 'remove src, or give the route a table of its own and a rule for what needs the VIP as its source',
      at: 'clusters/prod/web-ha.yaml:17:60-17:72 «192.168.0.38»',
      related: ['clusters/prod/web-ha.yaml:26:10-26:22 «192.168.0.38» the service of the VIP'],
    },
  ]);
});

test.each([
  ['0', edit(SIX, 'preferred_lft: forever', 'preferred_lft: 0')],
  ['nothing said', edit(SIX, '{ address: "2001:db8::10/64", preferred_lft: forever }', '"2001:db8::10/64"')],
  ['NAT, where no real server has the VIP', edit(SIX, 'lvs_method: DR', 'lvs_method: NAT')],
  ['no check', edit(SIX, '    checks: [{ TCP_CHECK: {} }]\n', '')],
  [
    'checks from an address of their own',
    edit(SIX, 'TCP_CHECK: {}', 'TCP_CHECK: { bindto: "2001:db8::11" }'),
  ],
  [
    'a VIP of another subnet than the real servers',
    edit(SIX, '{ address: "2001:db8::10/64"', '{ address: "2001:db8::10/124"'),
  ],
  [
    'IPv4, which knows no lifetime',
    edit(HA, '[192.168.0.38/32]', '[{ address: 192.168.0.38/24, preferred_lft: forever }]'),
  ],
  [
    'a route that does not lead to real servers',
    route('{ to: 10.0.0.0/8, via: 192.168.0.1, src: 192.168.0.38 }'),
  ],
  [
    'a default route, when the real servers are on the wire',
    route('{ to: default, via: 192.168.0.1, src: 192.168.0.38 }'),
  ],
  [
    'a route in a table of its own',
    route('{ to: 192.168.0.0/24, dev: eth0, src: 192.168.0.38, table: 100 }'),
  ],
  ['a route from an own address', route('{ to: 192.168.0.0/24, dev: eth0, src: 192.168.0.48 }')],
])('silent: %s', async (_, text) => {
  expect(await lint(rule, text)).toEqual([]);
});
