import { expect, test } from 'vitest';
import { DR, edit, NAT } from '../../../support/definitions.ts';
import { lint } from '../../../support/lint.ts';

const rule = 'segment-gateway-outside-subnet';
const withGateway = (gateway: string) =>
  edit(
    DR,
    'lan: { subnet: 192.168.0.0/24, gateway: 192.168.0.1 }',
    `lan: { subnet: 192.168.0.0/24, gateway: ${gateway} }`,
  );

test('outside, the network and the broadcast address', async () => {
  expect(await lint(rule, withGateway('192.168.1.1'))).toEqual([
    {
      severity: 'error',
      message: 'gateway "192.168.1.1" of segment "lan" is outside its subnet "192.168.0.0/24"',
      hint: 'set gateway to the address of a router in 192.168.0.0/24, or correct the subnet',
      at: 'clusters/prod/web-dr.yaml:4:43-4:54 «192.168.1.1»',
      related: ["clusters/prod/web-dr.yaml:4:18-4:32 «192.168.0.0/24» the segment's subnet"],
    },
  ]);
  expect(await lint(rule, withGateway('192.168.0.0'))).toEqual([
    {
      severity: 'error',
      message: 'gateway "192.168.0.0" of segment "lan" is the network address of its subnet "192.168.0.0/24"',
      hint: 'set gateway to the address of a router in 192.168.0.0/24, or correct the subnet',
      at: 'clusters/prod/web-dr.yaml:4:43-4:54 «192.168.0.0»',
      related: ["clusters/prod/web-dr.yaml:4:18-4:32 «192.168.0.0/24» the segment's subnet"],
    },
  ]);
  expect(await lint(rule, withGateway('192.168.0.255'))).toEqual([
    {
      severity: 'error',
      message:
        'gateway "192.168.0.255" of segment "lan" is the broadcast address of its subnet "192.168.0.0/24"',
      hint: 'set gateway to the address of a router in 192.168.0.0/24, or correct the subnet',
      at: 'clusters/prod/web-dr.yaml:4:43-4:56 «192.168.0.255»',
      related: ["clusters/prod/web-dr.yaml:4:18-4:32 «192.168.0.0/24» the segment's subnet"],
    },
  ]);
});

const two = (gateways: string) =>
  edit(
    DR,
    'lan: { subnet: 192.168.0.0/24, gateway: 192.168.0.1 }',
    `lan: { subnet: [192.168.0.0/24, 10.0.0.0/24], gateway: [${gateways}] }`,
  );

test('a second gateway of one subnet', async () => {
  expect(await lint(rule, two('192.168.0.1, 10.0.0.1, 192.168.0.2'))).toEqual([
    {
      severity: 'error',
      message: 'gateway "192.168.0.2" of segment "lan" is not used: it is in no subnet without another one',
      hint: 'list one gateway for each subnet',
      at: 'clusters/prod/web-dr.yaml:4:82-4:93 «192.168.0.2»',
    },
  ]);
});

test('a gateway of none of the subnets', async () => {
  expect(await lint(rule, two('192.168.0.1, 10.9.0.1'))).toMatchObject([
    { message: 'gateway "10.9.0.1" of segment "lan" is outside its subnet "10.0.0.0/24"' },
  ]);
});

test('a gateway for each subnet, in any order', async () => {
  expect(await lint(rule, two('10.0.0.1, 192.168.0.1'))).toEqual([]);
  expect(await lint(rule, two('10.0.0.1'))).toEqual([]);
  const six = two('10.0.0.1, "fe80::1"').replace(
    '10.0.0.0/24]',
    '10.0.0.0/24, "2001:db8:1::/64", "2001:db8:2::/64"]',
  );
  expect(await lint(rule, six)).toEqual([]);
});

test('near misses stay silent', async () => {
  expect(await lint(rule, DR)).toEqual([]);
  expect(await lint(rule, NAT)).toEqual([]);
  expect(await lint(rule, withGateway('192.168.0.254'))).toEqual([]);
  // No host can have that: address-not-unicast.
  expect(await lint(rule, withGateway('127.0.0.1'))).toEqual([]);
  const other = (segment: string) => edit(DR, 'segments:\n', `segments:\n  other: ${segment}\n`);
  expect(await lint(rule, other('{ subnet: 10.0.0.0/31, gateway: 10.0.0.0 }'))).toEqual([]);
  expect(await lint(rule, other('{ subnet: 10.0.0.1/32, gateway: 10.0.9.1 }'))).toEqual([]);
  expect(await lint(rule, other('{ subnet: "2001:db8::/64", gateway: "fe80::1" }'))).toEqual([]);
  expect(await lint(rule, other('{ subnet: "2001:db8::/64", gateway: "2001:db8::" }'))).toEqual([]);
});
