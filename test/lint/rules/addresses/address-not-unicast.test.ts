import { expect, test } from 'vitest';
import { DR, edit, HA, NAT, NAT_HA } from '../../../support/definitions.ts';
import { lint } from '../../../support/lint.ts';

const rule = 'address-not-unicast';

test('a director, a real server, the gateway of each', async () => {
  expect(await lint(rule, edit(DR, 'address: 192.168.0.8/24', 'address: 224.0.0.8/24'))).toEqual([
    {
      severity: 'error',
      message:
        '"224.0.0.8", the address of director "lvs1", is a multicast address: no other host can send to it',
      hint: "use the host's address on its segment",
      at: 'clusters/prod/web-dr.yaml:8:38-8:50 «224.0.0.8/24»',
    },
  ]);
  expect(await lint(rule, edit(DR, 'address: 192.168.0.18/24', 'address: 0.0.0.0/24'))).toEqual([
    {
      severity: 'error',
      message:
        '"0.0.0.0", the address of real server "rs1", is the unspecified address: no other host can send to it',
      hint: "use the host's address on its segment",
      at: 'clusters/prod/web-dr.yaml:10:27-10:37 «0.0.0.0/24»',
    },
  ]);
  expect(
    await lint(rule, edit(DR, '18/24, gateway: 192.168.0.1', '18/24, gateway: 255.255.255.255')),
  ).toEqual([
    {
      severity: 'error',
      message:
        '"255.255.255.255", the address of the gateway of real server "rs1", is the limited broadcast address: no other host can send to it',
      hint: "use the router's address on the segment",
      at: 'clusters/prod/web-dr.yaml:10:53-10:68 «255.255.255.255»',
    },
  ]);
  expect(
    await lint(
      rule,
      edit(
        DR,
        'lan: { subnet: 192.168.0.0/24, gateway: 192.168.0.1',
        'lan: { subnet: 192.168.0.0/24, gateway: 127.0.0.1',
      ),
    ),
  ).toEqual([
    {
      severity: 'error',
      message:
        '"127.0.0.1", the address of the gateway of segment "lan", is a loopback address: no other host can send to it',
      hint: "use the router's address on the segment",
      at: 'clusters/prod/web-dr.yaml:4:43-4:52 «127.0.0.1»',
    },
  ]);
});

test('a default is reported once', async () => {
  const bare = edit(
    edit(NAT, '18/24, gateway: 192.168.0.8 }', '18/24 }'),
    '28/24, gateway: 192.168.0.8 }',
    '28/24 }',
  );
  const text = edit(
    bare,
    'virtual_servers:\n',
    'defaults: { real_servers: { gateway: 0.0.0.0 } }\nvirtual_servers:\n',
  );
  expect(await lint(rule, text)).toEqual([
    {
      severity: 'error',
      message:
        '"0.0.0.0", the address of the gateway of real server "rs1", is the unspecified address: no other host can send to it',
      hint: "use the router's address on the segment",
      at: 'clusters/prod/web-nat.yaml:14:38-14:45 «0.0.0.0»',
    },
  ]);
});

const LOCAL_NODE = `${edit(DR, 'virtual_servers:\n', '  - { name: lvs1, address: 127.0.0.1/8 }\nvirtual_servers:\n')}      - { name: lvs1 }\n`;

test('a real server at a loopback address: with NAT the kernel drops what goes there', async () => {
  expect(await lint(rule, LOCAL_NODE)).toEqual([]);
  expect(await lint(rule, edit(LOCAL_NODE, 'lvs_method: DR', 'lvs_method: NAT'))).toEqual([
    {
      severity: 'error',
      message:
        '"127.0.0.1", the address of real server "lvs1", is a loopback address: no other host can send to it',
      hint: 'for the director itself with NAT, use its own address on a segment',
      at: 'clusters/prod/web-dr.yaml:12:28-12:39 «127.0.0.1/8»',
    },
  ]);
});

test('near misses stay silent', async () => {
  for (const text of [NAT, DR, HA, NAT_HA]) expect(await lint(rule, text)).toEqual([]);
  // A VIP is vip-not-unicast's; a link-local gateway is a router's.
  expect(await lint(rule, edit(DR, 'vip: 192.168.0.38', 'vip: 127.0.0.1'))).toEqual([]);
  expect(
    await lint(
      rule,
      edit(DR, '192.168.0.18/24, gateway: 192.168.0.1', '"2001:db8::18/64", gateway: "fe80::1"'),
    ),
  ).toEqual([]);
});
