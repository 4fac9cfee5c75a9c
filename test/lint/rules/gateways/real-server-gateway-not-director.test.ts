import { expect, test } from 'vitest';
import { DR, edit, NAT, NAT_HA } from '../../../support/definitions.ts';
import { lint } from '../../../support/lint.ts';

const rule = 'real-server-gateway-not-director';
const RS1 = '18/24, gateway: 192.168.0.8 }';

test('another host is the gateway', async () => {
  expect(await lint(rule, edit(NAT, RS1, '18/24, gateway: 192.168.0.1 }'))).toEqual([
    {
      severity: 'error',
      message:
        'gateway "192.168.0.1" of real server "rs1" is not director "lvs1": the replies of NAT service "http" bypass it',
      hint: 'set gateway to 192.168.0.8, the address of "lvs1" on "lan"',
      at: 'clusters/prod/web-nat.yaml:12:53-12:64 «192.168.0.1»',
      related: ["clusters/prod/web-nat.yaml:10:38-10:52 «192.168.0.8/24» the director's address there"],
    },
  ]);
});

test('no gateway at all', async () => {
  expect(await lint(rule, edit(NAT, RS1, '18/24 }'))).toEqual([
    {
      severity: 'error',
      message:
        'real server "rs1" of NAT service "http" has no gateway: its replies do not pass director "lvs1"',
      hint: 'set gateway to 192.168.0.8, the address of "lvs1" on "lan"',
      at: 'clusters/prod/web-nat.yaml:12:13-12:16 «rs1»',
      related: ["clusters/prod/web-nat.yaml:10:38-10:52 «192.168.0.8/24» the director's address there"],
    },
  ]);
});

test("only the segment's gateway, which is another host", async () => {
  const text = edit(
    edit(NAT, RS1, '18/24 }'),
    'lan: { subnet: 192.168.0.0/24 }',
    'lan: { subnet: 192.168.0.0/24, gateway: 192.168.0.1 }',
  );
  expect(await lint(rule, text)).toEqual([
    {
      severity: 'error',
      message:
        'real server "rs1" of NAT service "http" has no gateway but "192.168.0.1" of segment "lan", which is not director "lvs1"',
      hint: 'set gateway to 192.168.0.8, the address of "lvs1" on "lan"',
      at: 'clusters/prod/web-nat.yaml:5:43-5:54 «192.168.0.1»',
      related: [
        'clusters/prod/web-nat.yaml:12:13-12:16 «rs1» this real server has its gateway from there',
        "clusters/prod/web-nat.yaml:10:38-10:52 «192.168.0.8/24» the director's address there",
      ],
    },
  ]);
});

test('one wrong gateway of a segment is one finding', async () => {
  const text = edit(
    NAT.replaceAll(', gateway: 192.168.0.8 }', ' }'),
    'lan: { subnet: 192.168.0.0/24 }',
    'lan: { subnet: 192.168.0.0/24, gateway: 192.168.0.1 }',
  );
  expect((await lint(rule, text)).map(({ message, at }) => [message, at])).toEqual([
    [
      'real servers "rs1" and "rs2" of NAT service "http" have no gateway but "192.168.0.1" of segment "lan", which is not director "lvs1"',
      'clusters/prod/web-nat.yaml:5:43-5:54 «192.168.0.1»',
    ],
  ]);
});

const BARE = edit(
  edit(NAT, 'name: web-nat', 'name: more').replaceAll(', gateway: 192.168.0.8 }', ' }'),
  '    vip: 172.16.254.200\n    port: 80',
  '    vip: 172.16.254.200\n    port: 81',
);

test('a definition may leave the gateway out that another one of the environment names', async () => {
  const lintBoth = (web: string, folder = 'prod') =>
    lint(rule, { [`clusters/${folder}/more.yaml`]: BARE, 'clusters/prod/web-nat.yaml': web });
  expect(await lintBoth(NAT)).toEqual([]);
  // It may be the gateway of the other one's segment.
  const segment = edit(
    NAT.replaceAll(', gateway: 192.168.0.8 }', ' }'),
    'lan: { subnet: 192.168.0.0/24 }',
    'lan: { subnet: 192.168.0.0/24, gateway: 192.168.0.8 }',
  );
  expect(await lintBoth(segment)).toEqual([]);
  // A wrong one is reported once, where it stands and for the service there.
  expect(await lintBoth(edit(NAT, RS1, '18/24, gateway: 192.168.0.1 }'))).toEqual([
    {
      severity: 'error',
      message:
        'gateway "192.168.0.1" of real server "rs1" is not director "lvs1": the replies of NAT service "http" bypass it',
      hint: 'set gateway to 192.168.0.8, the address of "lvs1" on "lan"',
      at: 'clusters/prod/web-nat.yaml:12:53-12:64 «192.168.0.1»',
      related: ["clusters/prod/more.yaml:10:38-10:52 «192.168.0.8/24» the director's address there"],
    },
  ]);
  // None at all is one fault, and another environment has other hosts.
  expect((await lintBoth(edit(NAT, RS1, '18/24 }'))).map(({ at }) => at)).toEqual([
    'clusters/prod/more.yaml:12:13-12:16 «rs1»',
  ]);
  expect((await lintBoth(NAT, 'test')).map(({ at }) => at)).toEqual([
    'clusters/test/more.yaml:12:13-12:16 «rs1»',
  ]);
});

test("a host's gateway in another definition goes before that of the segment", async () => {
  const second = BARE.replace('name: lvs1', 'name: lvs2')
    .replace('172.16.254.200/24', '172.16.254.201/24')
    .replace('192.168.0.8/24', '192.168.0.9/24')
    .replace('vip: 172.16.254.200', 'vip: 172.16.254.201')
    .replace('lan: { subnet: 192.168.0.0/24 }', 'lan: { subnet: 192.168.0.0/24, gateway: 192.168.0.9 }');
  const found = await lint(rule, { 'clusters/prod/more.yaml': second, 'clusters/prod/web-nat.yaml': NAT });
  expect(found.map(({ message, at }) => [message, at])).toEqual([
    [
      'gateway "192.168.0.8" of real server "rs1" is not director "lvs2": the replies of NAT service "http" bypass it',
      'clusters/prod/web-nat.yaml:12:53-12:64 «192.168.0.8»',
    ],
  ]);
});

test('a default is reported once, where it stands', async () => {
  const bare = edit(edit(NAT, RS1, '18/24 }'), '28/24, gateway: 192.168.0.8 }', '28/24 }');
  const text = edit(
    bare,
    'virtual_servers:\n',
    'defaults: { real_servers: { gateway: 192.168.0.1 } }\nvirtual_servers:\n',
  );
  expect(await lint(rule, text)).toEqual([
    {
      severity: 'error',
      message:
        'gateway "192.168.0.1" of real servers "rs1" and "rs2" is not director "lvs1": the replies of NAT service "http" bypass it',
      hint: 'set gateway to 192.168.0.8, the address of "lvs1" on "lan"',
      at: 'clusters/prod/web-nat.yaml:14:38-14:49 «192.168.0.1»',
      related: ["clusters/prod/web-nat.yaml:10:38-10:52 «192.168.0.8/24» the director's address there"],
    },
  ]);
});

test('a real server of NAT and DR services: no gateway is right', async () => {
  const text = `${edit(NAT, RS1, '18/24, gateway: 192.168.0.1 }')}  - { name: ssh, vip: 192.168.0.38, port: 22, protocol: TCP, lvs_sched: rr, lvs_method: DR, real_servers: [{ name: rs1 }] }\n`;
  expect(await lint(rule, text)).toEqual([
    {
      severity: 'error',
      message:
        'gateway "192.168.0.1" of real server "rs1" is not director "lvs1": the replies of NAT service "http" bypass it',
      hint: 'serve it by one method only: with NAT its gateway is the director, with DR it must not be',
      at: 'clusters/prod/web-nat.yaml:12:53-12:64 «192.168.0.1»',
      related: ["clusters/prod/web-nat.yaml:10:38-10:52 «192.168.0.8/24» the director's address there"],
    },
  ]);
});

test('two directors of which one alone can have the VIP', async () => {
  const text = edit(
    edit(
      NAT,
      'real_servers:\n  - { name: rs1',
      `  - name: lvs2
    interfaces:
      eth0: { segment: wan, address: 172.16.254.201/24 }
      eth1: { segment: lan, address: 192.168.0.9/24 }
vrrp_instances:
  - name: VI_1
    interface: eth0
    virtual_router_id: 51
    virtual_ipaddress: [172.16.254.210/24]
    members:
      - { director: lvs1, priority: 100 }
real_servers:
  - { name: rs1`,
    ),
    'vip: 172.16.254.200',
    'vip: 172.16.254.210',
  );
  expect(await lint(rule, text)).toEqual([]);
  expect(await lint(rule, edit(text, RS1, '18/24, gateway: 192.168.0.9 }'))).toEqual([
    {
      severity: 'error',
      message:
        'gateway "192.168.0.9" of real server "rs1" is not director "lvs1": the replies of NAT service "http" bypass it',
      hint: 'set gateway to 192.168.0.8, the address of "lvs1" on "lan"',
      at: 'clusters/prod/web-nat.yaml:23:53-23:64 «192.168.0.9»',
      related: ["clusters/prod/web-nat.yaml:10:38-10:52 «192.168.0.8/24» the director's address there"],
    },
  ]);
});

test('near misses stay silent', async () => {
  expect(await lint(rule, NAT)).toEqual([]);
  expect(await lint(rule, DR)).toEqual([]);
  // Several directors are real-server-gateway-not-floating's.
  expect(
    await lint(
      rule,
      edit(NAT_HA, '10.0.0.101/24, gateway: 10.0.0.1 ', '10.0.0.101/24, gateway: 10.0.0.254 '),
    ),
  ).toEqual([]);
  // A gateway that nobody on the subnet can be is real-server-gateway-outside-subnet's.
  expect(await lint(rule, edit(NAT, RS1, '18/24, gateway: 172.16.254.200 }'))).toEqual([]);
  // A real server on no subnet of the director is nat-real-server-not-attached's.
  expect(await lint(rule, edit(NAT, `192.168.0.${RS1}`, '192.168.1.18/24, gateway: 192.168.1.1 }'))).toEqual(
    [],
  );
  // The segment's gateway is the director.
  const bySegment = edit(
    NAT,
    'lan: { subnet: 192.168.0.0/24 }',
    'lan: { subnet: 192.168.0.0/24, gateway: 192.168.0.8 }',
  );
  expect(await lint(rule, edit(bySegment, RS1, '18/24 }'))).toEqual([]);
});

test('one-armed NAT, LocalNode and IPv6 stay silent', async () => {
  // The VIP is on the real servers' subnet: as their gateway it is the director as well.
  const oneArmed = `version: 1
segments: { lan: { subnet: 192.168.0.0/24, gateway: 192.168.0.1 } }
directors: [{ name: lvs1, interfaces: { eth0: { segment: lan, address: 192.168.0.8/24 } } }]
real_servers:
  - { name: rs1, address: 192.168.0.18/24, gateway: 192.168.0.8 }
  - { name: rs2, address: 192.168.0.28/24, gateway: 192.168.0.38 }
  - { name: lvs1, address: 192.168.0.8/24, gateway: 192.168.0.1 }
virtual_servers:
  - { name: http, vip: 192.168.0.38, port: 80, protocol: TCP, lvs_sched: rr, lvs_method: NAT, real_servers: [{ name: rs1 }, { name: rs2 }, { name: lvs1 }] }
`;
  expect(await lint(rule, oneArmed)).toEqual([]);
  // Of a link-local gateway no definition says whose it is.
  const ipv6 = `version: 1
segments: { wan: { subnet: "2001:db8:1::/64" }, lan: { subnet: "2001:db8:2::/64" } }
directors:
  - name: lvs1
    interfaces: { eth0: { segment: wan, address: "2001:db8:1::8/64" }, eth1: { segment: lan, address: "2001:db8:2::8/64" } }
real_servers:
  - { name: rs1, address: "2001:db8:2::18/64", gateway: "2001:DB8:2:0::8" }
  - { name: rs2, address: "2001:db8:2::28/64", gateway: "fe80::8" }
virtual_servers:
  - { name: http, vip: "2001:db8:1::38", port: 80, protocol: TCP, lvs_sched: rr, lvs_method: NAT, real_servers: [{ name: rs1 }, { name: rs2 }] }
`;
  expect(await lint(rule, ipv6)).toEqual([]);
});

test('directors and their interfaces may be described in another definition', async () => {
  const other = edit(
    edit(DR, 'name: web-dr', 'name: other'),
    'eth0: { segment: lan, address: 192.168.0.8/24 }',
    'eth1: { segment: lan, address: 192.168.0.8/24 }',
  );
  const half = edit(NAT, '      eth1: { segment: lan, address: 192.168.0.8/24 }\n', '');
  expect(await lint(rule, { 'clusters/prod/web-nat.yaml': half, 'clusters/prod/other.yaml': other })).toEqual(
    [],
  );
});
