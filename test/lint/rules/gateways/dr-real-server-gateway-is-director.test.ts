import { expect, test } from 'vitest';
import { DR, edit, HA, NAT, NAT_HA } from '../../../support/definitions.ts';
import { lint } from '../../../support/lint.ts';

const rule = 'dr-real-server-gateway-is-director';
const RS1 = '192.168.0.18/24, gateway: 192.168.0.1 }';

test("the director's address", async () => {
  expect(await lint(rule, edit(DR, RS1, '192.168.0.18/24, gateway: 192.168.0.8 }'))).toEqual([
    {
      severity: 'error',
      message:
        'gateway "192.168.0.8" of real server "rs1" is director "lvs1": it drops the replies of DR service "http"',
      hint: 'set gateway to 192.168.0.1, the gateway of segment "lan"',
      at: 'clusters/prod/web-dr.yaml:10:53-10:64 «192.168.0.8»',
      related: ['clusters/prod/web-dr.yaml:8:38-8:52 «192.168.0.8/24» the same address'],
    },
  ]);
});

test('a VIP of the directors, with VRRP and without', async () => {
  expect(await lint(rule, edit(HA, RS1, '192.168.0.18/24, gateway: 192.168.0.38 }'))).toEqual([
    {
      severity: 'error',
      message:
        'gateway "192.168.0.38" of real server "rs1" is a VIP of the directors: it drops the replies of DR service "http"',
      hint: 'set gateway to 192.168.0.1, the gateway of segment "lan"',
      at: 'clusters/prod/web-ha.yaml:21:53-21:65 «192.168.0.38»',
      related: ['clusters/prod/web-ha.yaml:16:25-16:40 «192.168.0.38/32» the same address'],
    },
  ]);
  expect(await lint(rule, edit(DR, RS1, '192.168.0.18/24, gateway: 192.168.0.38 }'))).toEqual([
    {
      severity: 'error',
      message:
        'gateway "192.168.0.38" of real server "rs1" is a VIP of the directors: it drops the replies of DR service "http"',
      hint: 'set gateway to 192.168.0.1, the gateway of segment "lan"',
      at: 'clusters/prod/web-dr.yaml:10:53-10:65 «192.168.0.38»',
      related: ['clusters/prod/web-dr.yaml:14:10-14:22 «192.168.0.38» the same address'],
    },
  ]);
});

test('no router to name, and a default: reported once', async () => {
  const bare = edit(
    edit(edit(DR, RS1, '192.168.0.18/24 }'), '28/24, gateway: 192.168.0.1 }', '28/24 }'),
    ', gateway: 192.168.0.1 }',
    ' }',
  );
  const text = edit(
    bare,
    'virtual_servers:\n',
    'defaults: { real_servers: { gateway: 192.168.0.8 } }\nvirtual_servers:\n',
  );
  expect(await lint(rule, text)).toEqual([
    {
      severity: 'error',
      message:
        'gateway "192.168.0.8" of real servers "rs1" and "rs2" is director "lvs1": it drops the replies of DR service "http"',
      hint: 'set gateway to a router that is no director of this cluster, or lvs_method to NAT',
      at: 'clusters/prod/web-dr.yaml:12:38-12:49 «192.168.0.8»',
      related: ['clusters/prod/web-dr.yaml:8:38-8:52 «192.168.0.8/24» the same address'],
    },
  ]);
});

test('a real server of NAT and DR services: no gateway is right', async () => {
  const text = `${NAT}  - { name: ssh, vip: 192.168.0.38, port: 22, protocol: TCP, lvs_sched: rr, lvs_method: DR, real_servers: [{ name: rs1 }] }\n`;
  expect(await lint(rule, text)).toEqual([
    {
      severity: 'error',
      message:
        'gateway "192.168.0.8" of real server "rs1" is director "lvs1": it drops the replies of DR service "ssh"',
      hint: 'serve it by one method only: with NAT its gateway is the director, with DR it must not be',
      at: 'clusters/prod/web-nat.yaml:12:53-12:64 «192.168.0.8»',
      related: ['clusters/prod/web-nat.yaml:10:38-10:52 «192.168.0.8/24» the same address'],
    },
  ]);
});

test('an address that the directors have by another definition', async () => {
  const second = `version: 1
engine: keepalived
segments: { lan: { subnet: 10.0.0.0/24 } }
directors:
  - { name: edge1, interfaces: { eth1: { segment: lan, address: 10.0.0.11/24 } } }
  - { name: edge2, interfaces: { eth1: { segment: lan, address: 10.0.0.12/24 } } }
real_servers: [{ name: rs3, address: 10.0.0.103/24, gateway: 10.0.0.1 }]
virtual_servers:
  - { name: ssh, vip: 198.51.100.100, port: 22, protocol: TCP, lvs_sched: rr, lvs_method: DR, real_servers: [{ name: rs3 }] }
`;
  expect(await lint(rule, { 'clusters/prod/edge.yaml': NAT_HA, 'clusters/prod/ssh.yaml': second })).toEqual([
    {
      severity: 'error',
      message:
        'gateway "10.0.0.1" of real server "rs3" is a VIP of the directors: it drops the replies of DR service "ssh"',
      hint: 'set gateway to a router that is no director of this cluster, or lvs_method to NAT',
      at: 'clusters/prod/ssh.yaml:7:62-7:70 «10.0.0.1»',
      related: ['clusters/prod/edge.yaml:29:25-29:36 «10.0.0.1/24» the same address'],
    },
  ]);
});

const LAN = `version: 1
segments: { lan: { subnet: 192.168.0.0/24 } }
directors: [{ name: lvs1, interfaces: { eth1: { segment: lan, address: 192.168.0.8/24 } } }]
real_servers: [{ name: rs1, address: 192.168.0.18/24 }, { name: rs2, address: 192.168.0.28/24, gateway: 192.168.0.8 }]
virtual_servers:
  - { name: ldap, vip: 192.168.0.60, port: 389, protocol: TCP, lvs_sched: wlc, lvs_method: DR, real_servers: [{ name: rs1 }] }
`;

test('another definition says that the gateway is the director', async () => {
  const files = { 'clusters/prod/web-nat.yaml': NAT, 'clusters/prod/zz.yaml': LAN };
  expect(await lint(rule, files)).toEqual([
    {
      severity: 'error',
      message:
        'gateway "192.168.0.8" of real server "rs1" is director "lvs1": it drops the replies of DR service "ldap"',
      hint: 'serve it by one method only: with NAT its gateway is the director, with DR it must not be',
      at: 'clusters/prod/web-nat.yaml:12:53-12:64 «192.168.0.8»',
      related: [
        'clusters/prod/zz.yaml:4:24-4:27 «rs1» this real server has its gateway from there',
        'clusters/prod/web-nat.yaml:10:38-10:52 «192.168.0.8/24» the same address',
      ],
    },
  ]);
  // Hosts of another environment are other hosts.
  expect(await lint(rule, { 'clusters/prod/web-nat.yaml': NAT, 'clusters/test/zz.yaml': LAN })).toEqual([]);
  // The director of the other definition is a router like any other.
  const other = LAN.replace('name: lvs1', 'name: lvs9').replace('192.168.0.8/24', '192.168.0.9/24');
  expect(await lint(rule, { ...files, 'clusters/prod/zz.yaml': other })).toEqual([]);
});

test('a real server without gateway has that of its segment: reported once', async () => {
  const segment = edit(
    NAT_HA,
    'lan: { subnet: 10.0.0.0/24 }',
    'lan: { subnet: 10.0.0.0/24, gateway: 10.0.0.1 }',
  );
  const mixed = (own: string) =>
    `${edit(segment, 'virtual_servers:\n', `  - { name: rs3, address: 10.0.0.103/24${own} }\n  - { name: rs4, address: 10.0.0.104/24${own} }\nvirtual_servers:\n`)}  - { name: dns, vip: 10.0.0.50, port: 53, protocol: TCP, lvs_sched: rr, lvs_method: DR, real_servers: [{ name: rs3 }, { name: rs4 }] }\n`;
  expect(await lint(rule, mixed(''))).toEqual([
    {
      severity: 'error',
      message:
        'gateway "10.0.0.1" of real servers "rs3" and "rs4", from segment "lan", is a VIP of the directors: it drops the replies of DR service "dns"',
      hint: 'set gateway of "rs3" and "rs4" to a router that is no director of this cluster, or lvs_method to NAT',
      at: 'clusters/prod/edge.yaml:5:40-5:48 «10.0.0.1»',
      related: [
        'clusters/prod/edge.yaml:36:13-36:16 «rs3» this real server has its gateway from there',
        'clusters/prod/edge.yaml:29:25-29:36 «10.0.0.1/24» the same address',
      ],
    },
  ]);
  expect(await lint(rule, mixed(', gateway: 10.0.0.254'))).toEqual([]);
  // A director at the address of its segment's router: host-address-is-gateway.
  const taken = edit(
    DR,
    'subnet: 192.168.0.0/24, gateway: 192.168.0.1',
    'subnet: 192.168.0.0/24, gateway: 192.168.0.8',
  );
  expect(await lint(rule, taken.replaceAll('/24, gateway: 192.168.0.1 }', '/24 }'))).toEqual([]);
});

test('near misses stay silent', async () => {
  expect(await lint(rule, DR)).toEqual([]);
  expect(await lint(rule, HA)).toEqual([]);
  expect(await lint(rule, NAT)).toEqual([]);
  expect(await lint(rule, edit(DR, RS1, '192.168.0.18/24 }'))).toEqual([]);
  // Its own address: real-server-gateway-outside-subnet.
  expect(await lint(rule, edit(DR, RS1, '192.168.0.18/24, gateway: 192.168.0.18 }'))).toEqual([]);
  // The directors of another cluster are routers like any other.
  const behind = edit(edit(DR, 'name: web-dr', 'name: inner'), '- name: lvs1', '- name: lvs9');
  const elsewhere = behind.replaceAll('192.168.0.', '10.0.0.');
  expect(
    await lint(rule, { 'clusters/prod/edge.yaml': NAT_HA, 'clusters/prod/inner.yaml': elsewhere }),
  ).toEqual([]);
  // The VIP has taken the router's address: vip-is-host-address.
  expect(await lint(rule, edit(DR, 'vip: 192.168.0.38', 'vip: 192.168.0.1'))).toEqual([]);
});

test('a sorry server of the definition is a DR real server, too', async () => {
  const withSorry = (gateway: string) =>
    edit(
      edit(
        HA,
        '    delay_loop: 6\n',
        '    sorry_server: { address: 192.168.0.99, port: 80 }\n    delay_loop: 6\n',
      ),
      'real_servers:\n  - {',
      `real_servers:\n  - { name: sorry, address: 192.168.0.99/24, gateway: ${gateway} }\n  - {`,
    );
  expect((await lint(rule, withSorry('192.168.0.38'))).map(({ message }) => message)).toEqual([
    'gateway "192.168.0.38" of real server "sorry" is a VIP of the directors: it drops the replies of DR service "http"',
  ]);
  expect(await lint(rule, withSorry('192.168.0.1'))).toEqual([]);
});

test('TUN is as DR, and a real server of a DR service that has NAT is not', async () => {
  const wrong = edit(DR, RS1, '192.168.0.18/24, gateway: 192.168.0.8 }');
  const own = (method: string) =>
    edit(wrong, '{ name: rs1, weight: 3 }', `{ name: rs1, lvs_method: ${method} }`);
  expect(await lint(rule, own('NAT'))).toEqual([]);
  expect(await lint(rule, own('TUN'))).toEqual([
    {
      severity: 'error',
      message:
        'gateway "192.168.0.8" of real server "rs1" is director "lvs1": it drops the replies of TUN service "http"',
      hint: 'set gateway to 192.168.0.1, the gateway of segment "lan"',
      at: 'clusters/prod/web-dr.yaml:10:53-10:64 «192.168.0.8»',
      related: ['clusters/prod/web-dr.yaml:8:38-8:52 «192.168.0.8/24» the same address'],
    },
  ]);
});

test('a VIP of the directors that is not in the adverts', async () => {
  const excluded = edit(
    edit(HA, RS1, '192.168.0.18/24, gateway: 192.168.0.39 }'),
    '    members:',
    '    virtual_ipaddress_excluded: [192.168.0.39/32]\n    members:',
  );
  expect((await lint(rule, excluded)).map(({ related }) => related)).toEqual([
    ['clusters/prod/web-ha.yaml:17:34-17:49 «192.168.0.39/32» the same address'],
  ]);
});
