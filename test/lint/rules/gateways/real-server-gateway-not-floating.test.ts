import { expect, test } from 'vitest';
import { edit, NAT, NAT_HA } from '../../../support/definitions.ts';
import { lint } from '../../../support/lint.ts';

const rule = 'real-server-gateway-not-floating';
const RS1 = '101/24, gateway: 10.0.0.1 }';

test("one director's own address", async () => {
  expect(await lint(rule, edit(NAT_HA, RS1, '101/24, gateway: 10.0.0.11 }'))).toEqual([
    {
      severity: 'error',
      message: `gateway "10.0.0.11" of real server "rs1" is director "edge1"'s own address: after a failover the replies go to the wrong director`,
      hint: 'set gateway to 10.0.0.1, the VIP of VRRP instance "INNER"',
      at: 'clusters/prod/edge.yaml:34:51-34:60 «10.0.0.11»',
      related: [
        'clusters/prod/edge.yaml:10:38-10:50 «10.0.0.11/24» the same address, which never moves',
        'clusters/prod/edge.yaml:29:25-29:36 «10.0.0.1/24» the address that moves with the directors',
        'clusters/prod/edge.yaml:37:11-37:15 «http» the NAT service',
      ],
    },
  ]);
});

test('an address of nobody', async () => {
  expect(await lint(rule, edit(NAT_HA, RS1, '101/24, gateway: 10.0.0.254 }'))).toEqual([
    {
      severity: 'error',
      message:
        'gateway "10.0.0.254" of real server "rs1" is no VIP of the directors: the replies of "http" bypass them',
      hint: 'set gateway to 10.0.0.1, the VIP of VRRP instance "INNER"',
      at: 'clusters/prod/edge.yaml:34:51-34:61 «10.0.0.254»',
      related: [
        'clusters/prod/edge.yaml:29:25-29:36 «10.0.0.1/24» the address that moves with the directors',
        'clusters/prod/edge.yaml:37:11-37:15 «http» the NAT service',
      ],
    },
  ]);
});

test('no gateway, and that of the segment', async () => {
  const bare = edit(NAT_HA, RS1, '101/24 }');
  expect(await lint(rule, bare)).toEqual([
    {
      severity: 'error',
      message:
        'real server "rs1" of NAT service "http" has no gateway: its replies do not pass the directors',
      hint: 'set gateway to 10.0.0.1, the VIP of VRRP instance "INNER"',
      at: 'clusters/prod/edge.yaml:34:13-34:16 «rs1»',
      related: [
        'clusters/prod/edge.yaml:29:25-29:36 «10.0.0.1/24» the address that moves with the directors',
        'clusters/prod/edge.yaml:37:11-37:15 «http» the NAT service',
      ],
    },
  ]);
  const segment = edit(
    bare,
    'lan: { subnet: 10.0.0.0/24 }',
    'lan: { subnet: 10.0.0.0/24, gateway: 10.0.0.12 }',
  );
  expect(await lint(rule, segment)).toEqual([
    {
      severity: 'error',
      message: `gateway "10.0.0.12" of real server "rs1", from segment "lan", is director "edge2"'s own address: after a failover the replies go to the wrong director`,
      hint: 'set gateway to 10.0.0.1, the VIP of VRRP instance "INNER"',
      at: 'clusters/prod/edge.yaml:5:40-5:49 «10.0.0.12»',
      related: [
        'clusters/prod/edge.yaml:34:13-34:16 «rs1» this real server has its gateway from there',
        'clusters/prod/edge.yaml:14:38-14:50 «10.0.0.12/24» the same address, which never moves',
        'clusters/prod/edge.yaml:29:25-29:36 «10.0.0.1/24» the address that moves with the directors',
        'clusters/prod/edge.yaml:37:11-37:15 «http» the NAT service',
      ],
    },
  ]);
  // All real servers: still one finding, at the one place that is wrong.
  const all = edit(segment, '102/24, gateway: 10.0.0.1 }', '102/24 }');
  expect((await lint(rule, all)).map(({ message, at }) => [message, at])).toEqual([
    [
      `gateway "10.0.0.12" of real servers "rs1" and "rs2", from segment "lan", is director "edge2"'s own address: after a failover the replies go to the wrong director`,
      'clusters/prod/edge.yaml:5:40-5:49 «10.0.0.12»',
    ],
  ]);
});

test('no inner VIP at all: a default is reported once', async () => {
  const start = NAT_HA.indexOf('  - name: INNER');
  const outerOnly = NAT_HA.slice(0, start) + NAT_HA.slice(NAT_HA.indexOf('real_servers:\n  - { name: rs1'));
  const text = edit(
    edit(edit(outerOnly, RS1, '101/24 }'), '102/24, gateway: 10.0.0.1 }', '102/24 }'),
    'virtual_servers:\n',
    'defaults: { real_servers: { gateway: 10.0.0.11 } }\nvirtual_servers:\n',
  );
  expect(await lint(rule, text)).toEqual([
    {
      severity: 'error',
      message: `gateway "10.0.0.11" of real servers "rs1" and "rs2" is director "edge1"'s own address: after a failover the replies go to the wrong director`,
      hint: "add a VRRP instance with an address in 10.0.0.0/24, in one sync group with the VIP's, and set gateway to that address",
      at: 'clusters/prod/edge.yaml:29:38-29:47 «10.0.0.11»',
      related: [
        'clusters/prod/edge.yaml:10:38-10:50 «10.0.0.11/24» the same address, which never moves',
        'clusters/prod/edge.yaml:31:11-31:15 «http» the NAT service',
      ],
    },
  ]);
});

test('a real server of NAT and DR services: no gateway is right', async () => {
  const text = `${edit(NAT_HA, RS1, '101/24, gateway: 10.0.0.254 }')}  - { name: ssh, vip: 10.0.0.1, port: 22, protocol: TCP, lvs_sched: rr, lvs_method: DR, delay_loop: 5, real_servers: [{ name: rs1, port: 22 }] }\n`;
  expect(await lint(rule, text)).toEqual([
    {
      severity: 'error',
      message:
        'gateway "10.0.0.254" of real server "rs1" is no VIP of the directors: the replies of "http" bypass them',
      hint: 'serve it by one method only: with NAT its gateway is a VIP of the directors, with DR it must not be',
      at: 'clusters/prod/edge.yaml:34:51-34:61 «10.0.0.254»',
      related: [
        'clusters/prod/edge.yaml:29:25-29:36 «10.0.0.1/24» the address that moves with the directors',
        'clusters/prod/edge.yaml:37:11-37:15 «http» the NAT service',
      ],
    },
  ]);
});

test('near misses stay silent', async () => {
  expect(await lint(rule, NAT_HA)).toEqual([]);
  // One director is real-server-gateway-not-director's.
  expect(
    await lint(rule, edit(NAT, '18/24, gateway: 192.168.0.8 }', '18/24, gateway: 192.168.0.1 }')),
  ).toEqual([]);
  // A gateway that nobody on the subnet can be is real-server-gateway-outside-subnet's.
  expect(await lint(rule, edit(NAT_HA, RS1, '101/24, gateway: 198.51.100.100 }'))).toEqual([]);
  // The segment's gateway is the inner VIP.
  const segment = edit(
    NAT_HA,
    'lan: { subnet: 10.0.0.0/24 }',
    'lan: { subnet: 10.0.0.0/24, gateway: 10.0.0.1 }',
  );
  expect(await lint(rule, edit(segment, RS1, '101/24 }'))).toEqual([]);
});

test('a link-local address of the inner VRRP instance stays silent, another does not', async () => {
  const ipv6 = `version: 1
name: six
segments: { wan: { subnet: "2001:db8:1::/64" }, lan: { subnet: "2001:db8:2::/64" } }
directors:
  - name: lvs1
    interfaces: { eth0: { segment: wan, address: "2001:db8:1::8/64" }, eth1: { segment: lan, address: "2001:db8:2::8/64" } }
  - name: lvs2
    interfaces: { eth0: { segment: wan, address: "2001:db8:1::9/64" }, eth1: { segment: lan, address: "2001:db8:2::9/64" } }
vrrp_sync_groups: [{ name: VG, group: [OUTER, INNER] }]
vrrp_instances:
  - name: OUTER
    interface: eth0
    virtual_router_id: 10
    version: 3
    virtual_ipaddress: ["fe80::10/64", "2001:db8:1::38/64"]
    members: [{ director: lvs1, state: MASTER, priority: 150 }, { director: lvs2, priority: 100 }]
  - name: INNER
    interface: eth1
    virtual_router_id: 11
    version: 3
    virtual_ipaddress: ["fe80::1/64"]
    members: [{ director: lvs1, state: MASTER, priority: 150 }, { director: lvs2, priority: 100 }]
real_servers:
  - { name: rs1, address: "2001:db8:2::18/64", gateway: "fe80::1" }
virtual_servers:
  - { name: http, vip: "2001:db8:1::38", port: 80, protocol: TCP, lvs_sched: rr, lvs_method: NAT, real_servers: [{ name: rs1 }] }
`;
  expect(await lint(rule, ipv6)).toEqual([]);
  expect(await lint(rule, edit(ipv6, 'gateway: "fe80::1"', 'gateway: "fe80::10"'))).toEqual([
    {
      severity: 'error',
      message:
        'gateway "fe80::10" of real server "rs1" is no VIP of the directors: the replies of "http" bypass them',
      hint: 'set gateway to fe80::1, the VIP of VRRP instance "INNER"',
      at: 'clusters/prod/six.yaml:24:57-24:67 «"fe80::10"»',
      related: [
        'clusters/prod/six.yaml:21:25-21:37 «"fe80::1/64"» the address that moves with the directors',
        'clusters/prod/six.yaml:26:13-26:17 «http» the NAT service',
      ],
    },
  ]);
});

test('the inner VIP may be in another definition of the same directors', async () => {
  const second = `version: 1
engine: keepalived
segments: { lan: { subnet: 10.0.0.0/24 } }
directors:
  - { name: edge1, interfaces: { eth1: { segment: lan, address: 10.0.0.11/24 } } }
  - { name: edge2, interfaces: { eth1: { segment: lan, address: 10.0.0.12/24 } } }
real_servers: [{ name: rs3, address: 10.0.0.103/24, gateway: 10.0.0.1 }]
virtual_servers:
  - { name: ssh, vip: 198.51.100.100, port: 22, protocol: TCP, lvs_sched: rr, lvs_method: NAT, checks: [{ TCP_CHECK: {} }], real_servers: [{ name: rs3 }] }
`;
  expect(await lint(rule, { 'clusters/prod/edge.yaml': NAT_HA, 'clusters/prod/ssh.yaml': second })).toEqual(
    [],
  );
});

test('a sorry server of the definition is a NAT real server, too', async () => {
  const withSorry = (gateway: string) =>
    edit(
      edit(
        NAT_HA,
        '    delay_loop: 5\n',
        '    sorry_server: { address: 10.0.0.99, port: 80 }\n    delay_loop: 5\n',
      ),
      'real_servers:\n  - {',
      `real_servers:\n  - { name: sorry, address: 10.0.0.99/24, gateway: ${gateway} }\n  - {`,
    );
  expect((await lint(rule, withSorry('10.0.0.254'))).map(({ message }) => message)).toEqual([
    'gateway "10.0.0.254" of real server "sorry" is no VIP of the directors: the replies of "http" bypass them',
  ]);
  expect(await lint(rule, withSorry('10.0.0.1'))).toEqual([]);
});
