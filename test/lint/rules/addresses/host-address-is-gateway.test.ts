import { expect, test } from 'vitest';
import { DR, edit, HA, NAT, NAT_HA } from '../../../support/definitions.ts';
import { lint } from '../../../support/lint.ts';

const rule = 'host-address-is-gateway';

test('a director, a real server', async () => {
  const noRoute = DR.replaceAll(
    '/24, gateway: 192.168.0.1 }\n  - { name: rs2',
    '/24 }\n  - { name: rs2',
  ).replace('28/24, gateway: 192.168.0.1', '28/24');
  expect(await lint(rule, edit(noRoute, 'address: 192.168.0.8/24', 'address: 192.168.0.1/24'))).toEqual([
    {
      severity: 'error',
      message: 'director "lvs1" has address "192.168.0.1", the gateway of segment "lan"',
      hint: "correct the host's address, or the segment's gateway",
      at: 'clusters/prod/web-dr.yaml:8:38-8:52 «192.168.0.1/24»',
      related: ["clusters/prod/web-dr.yaml:4:43-4:54 «192.168.0.1» the segment's gateway"],
    },
  ]);
  expect(await lint(rule, edit(DR, 'address: 192.168.0.18/24', 'address: 192.168.0.1/24'))).toEqual([
    {
      severity: 'error',
      message: 'real server "rs1" has address "192.168.0.1", the gateway of segment "lan"',
      hint: "correct the host's address, or the segment's gateway",
      at: 'clusters/prod/web-dr.yaml:10:27-10:41 «192.168.0.1/24»',
      related: ["clusters/prod/web-dr.yaml:4:43-4:54 «192.168.0.1» the segment's gateway"],
    },
  ]);
});

test('the outer address of a NAT director', async () => {
  expect(
    await lint(
      rule,
      edit(
        NAT,
        'wan: { subnet: 172.16.254.0/24 }',
        'wan: { subnet: 172.16.254.0/24, gateway: 172.16.254.200 }',
      ),
    ),
  ).toEqual([
    {
      severity: 'error',
      message: 'director "lvs1" has address "172.16.254.200", the gateway of segment "wan"',
      hint: "correct the host's address, or the segment's gateway",
      at: 'clusters/prod/web-nat.yaml:9:38-9:55 «172.16.254.200/24»',
      related: ["clusters/prod/web-nat.yaml:4:44-4:58 «172.16.254.200» the segment's gateway"],
    },
  ]);
});

test('near misses stay silent', async () => {
  for (const text of [NAT, DR, HA, NAT_HA]) expect(await lint(rule, text)).toEqual([]);
  // With NAT the director is the way out of the inner segment.
  const inner = edit(
    NAT,
    'lan: { subnet: 192.168.0.0/24 }',
    'lan: { subnet: 192.168.0.0/24, gateway: 192.168.0.8 }',
  );
  expect(await lint(rule, inner)).toEqual([]);
  expect(
    await lint(
      rule,
      inner.replaceAll('/24, gateway: 192.168.0.8 }\n  - { name: rs2', '/24 }\n  - { name: rs2'),
    ),
  ).toEqual([]);
  // The real servers have the director as their gateway: with DR that is dr-real-server-gateway-is-director.
  expect(await lint(rule, DR.replaceAll('gateway: 192.168.0.1 }', 'gateway: 192.168.0.8 }'))).toEqual([]);
  // A VIP is vip-is-host-address's.
  expect(await lint(rule, edit(DR, 'vip: 192.168.0.38', 'vip: 192.168.0.1'))).toEqual([]);
});
