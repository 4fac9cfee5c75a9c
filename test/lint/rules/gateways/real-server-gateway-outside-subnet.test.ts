import { expect, test } from 'vitest';
import { DR, edit, NAT, NAT_HA } from '../../../support/definitions.ts';
import { lint } from '../../../support/lint.ts';

const rule = 'real-server-gateway-outside-subnet';
const RS1 = '192.168.0.18/24, gateway: 192.168.0.1 }';

test('DR: outside, its own, the network and the broadcast address', async () => {
  const found = async (gateway: string) =>
    await lint(rule, edit(DR, RS1, `192.168.0.18/24, gateway: ${gateway} }`));
  expect(await found('192.168.1.1')).toEqual([
    {
      severity: 'error',
      message: 'gateway "192.168.1.1" of real server "rs1" is outside its subnet "192.168.0.0/24"',
      hint: 'set gateway to 192.168.0.1, the gateway of segment "lan"',
      at: 'clusters/prod/web-dr.yaml:10:53-10:64 «192.168.1.1»',
      related: ["clusters/prod/web-dr.yaml:10:27-10:42 «192.168.0.18/24» the real server's address"],
    },
  ]);
  expect(await found('192.168.0.18')).toEqual([
    {
      severity: 'error',
      message: 'gateway "192.168.0.18" of real server "rs1" is its own address',
      hint: 'set gateway to 192.168.0.1, the gateway of segment "lan"',
      at: 'clusters/prod/web-dr.yaml:10:53-10:65 «192.168.0.18»',
      related: ["clusters/prod/web-dr.yaml:10:27-10:42 «192.168.0.18/24» the real server's address"],
    },
  ]);
  expect(await found('192.168.0.0')).toEqual([
    {
      severity: 'error',
      message:
        'gateway "192.168.0.0" of real server "rs1" is the network address of its subnet "192.168.0.0/24"',
      hint: 'set gateway to 192.168.0.1, the gateway of segment "lan"',
      at: 'clusters/prod/web-dr.yaml:10:53-10:64 «192.168.0.0»',
      related: ["clusters/prod/web-dr.yaml:10:27-10:42 «192.168.0.18/24» the real server's address"],
    },
  ]);
  expect(await found('192.168.0.255')).toEqual([
    {
      severity: 'error',
      message:
        'gateway "192.168.0.255" of real server "rs1" is the broadcast address of its subnet "192.168.0.0/24"',
      hint: 'set gateway to 192.168.0.1, the gateway of segment "lan"',
      at: 'clusters/prod/web-dr.yaml:10:53-10:66 «192.168.0.255»',
      related: ["clusters/prod/web-dr.yaml:10:27-10:42 «192.168.0.18/24» the real server's address"],
    },
  ]);
});

test('NAT: the hint is the director, or the inner VIP', async () => {
  expect(
    await lint(rule, edit(NAT, '18/24, gateway: 192.168.0.8 }', '18/24, gateway: 172.16.254.200 }')),
  ).toEqual([
    {
      severity: 'error',
      message: 'gateway "172.16.254.200" of real server "rs1" is outside its subnet "192.168.0.0/24"',
      hint: 'set gateway to 192.168.0.8, the address of "lvs1" on "lan"',
      at: 'clusters/prod/web-nat.yaml:12:53-12:67 «172.16.254.200»',
      related: ["clusters/prod/web-nat.yaml:12:27-12:42 «192.168.0.18/24» the real server's address"],
    },
  ]);
  expect(
    await lint(rule, edit(NAT_HA, '101/24, gateway: 10.0.0.1 }', '101/24, gateway: 198.51.100.100 }')),
  ).toEqual([
    {
      severity: 'error',
      message: 'gateway "198.51.100.100" of real server "rs1" is outside its subnet "10.0.0.0/24"',
      hint: 'set gateway to 10.0.0.1, the VIP of VRRP instance "INNER"',
      at: 'clusters/prod/edge.yaml:34:51-34:65 «198.51.100.100»',
      related: ["clusters/prod/edge.yaml:34:27-34:40 «10.0.0.101/24» the real server's address"],
    },
  ]);
});

test('without a router to name, and in a default', async () => {
  const bare = edit(
    edit(edit(DR, RS1, '192.168.0.18/24 }'), '28/24, gateway: 192.168.0.1 }', '28/24 }'),
    ', gateway: 192.168.0.1 }',
    ' }',
  );
  const text = edit(
    bare,
    'virtual_servers:\n',
    'defaults: { real_servers: { gateway: "2001:db8::1" } }\nvirtual_servers:\n',
  );
  expect(await lint(rule, text)).toEqual([
    {
      severity: 'error',
      message: 'gateway "2001:db8::1" of real server "rs1" is outside its subnet "192.168.0.0/24"',
      hint: 'set gateway to the address of a router in 192.168.0.0/24',
      at: 'clusters/prod/web-dr.yaml:12:38-12:51 «"2001:db8::1"»',
      related: ["clusters/prod/web-dr.yaml:10:27-10:42 «192.168.0.18/24» the real server's address"],
    },
  ]);
});

test('near misses stay silent', async () => {
  expect(await lint(rule, DR)).toEqual([]);
  expect(await lint(rule, edit(DR, RS1, '192.168.0.18/24 }'))).toEqual([]);
  // Another address of the subnet is for other rules.
  expect(await lint(rule, edit(DR, RS1, '192.168.0.18/24, gateway: 192.168.0.8 }'))).toEqual([]);
  // The prefix length is what is wrong (prefix-length-mismatch), and the real server's address (dr-real-server-not-attached).
  expect(await lint(rule, edit(DR, RS1, '192.168.0.18/28, gateway: 192.168.0.1 }'))).toEqual([]);
  expect(await lint(rule, edit(DR, RS1, '192.168.1.18/24, gateway: 192.168.0.1 }'))).toEqual([]);
  // The real server has taken the router's address: host-address-is-gateway.
  expect(await lint(rule, edit(DR, RS1, '192.168.0.1/24, gateway: 192.168.0.1 }'))).toEqual([]);
  // No host can have that: address-not-unicast.
  expect(await lint(rule, edit(DR, RS1, '192.168.0.18/24, gateway: 0.0.0.0 }'))).toEqual([]);
});

test('a /31, a /32 and a link-local gateway stay silent', async () => {
  const pair = edit(
    edit(DR, RS1, '10.0.0.1/31, gateway: 10.0.0.0 }'),
    'segments:\n',
    'segments:\n  link: { subnet: 10.0.0.0/31 }\n',
  );
  expect(await lint(rule, pair)).toEqual([]);
  expect(await lint(rule, edit(DR, RS1, '10.9.9.1/32, gateway: 10.9.0.1 }'))).toEqual([]);
  expect(await lint(rule, edit(DR, RS1, '"2001:db8::18/64", gateway: "fe80::1" }'))).toEqual([]);
});
