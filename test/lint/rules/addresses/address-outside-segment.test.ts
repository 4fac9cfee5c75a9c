import { expect, test } from 'vitest';
import { DR, edit, HA, NAT, NAT_HA } from '../../../support/definitions.ts';
import { lint } from '../../../support/lint.ts';

const rule = 'address-outside-segment';

test('in no segment', async () => {
  expect(await lint(rule, edit(DR, 'address: 192.168.0.8/24', 'address: 192.168.1.8/24'))).toEqual([
    {
      severity: 'error',
      message:
        'address "192.168.1.8/24" of "eth0" on director "lvs1" is outside "192.168.0.0/24", the subnet of segment "lan"',
      hint: "use an address of 192.168.0.0/24, or correct the segment's subnet",
      at: 'clusters/prod/web-dr.yaml:8:38-8:52 «192.168.1.8/24»',
      related: ["clusters/prod/web-dr.yaml:4:18-4:32 «192.168.0.0/24» the segment's subnet"],
    },
  ]);
});

test('in another segment', async () => {
  expect(await lint(rule, edit(NAT, 'eth1: { segment: lan', 'eth1: { segment: wan'))).toEqual([
    {
      severity: 'error',
      message:
        'address "192.168.0.8/24" of "eth1" on director "lvs1" is outside "172.16.254.0/24", the subnet of segment "wan"',
      hint: 'use an address of 172.16.254.0/24, or attach the interface to segment "lan"',
      at: 'clusters/prod/web-nat.yaml:10:38-10:52 «192.168.0.8/24»',
      related: ["clusters/prod/web-nat.yaml:4:18-4:33 «172.16.254.0/24» the segment's subnet"],
    },
  ]);
});

test('near misses stay silent', async () => {
  for (const text of [NAT, DR, HA, NAT_HA]) expect(await lint(rule, text)).toEqual([]);
  // An unknown segment, a wrong prefix length, no host's address: other rules.
  expect(await lint(rule, edit(DR, 'segment: lan', 'segment: nal'))).toEqual([]);
  expect(await lint(rule, edit(DR, 'address: 192.168.0.8/24', 'address: 192.168.0.8/16'))).toEqual([]);
  expect(await lint(rule, edit(DR, 'address: 192.168.0.8/24', 'address: 127.0.0.1/8'))).toEqual([]);
  // A real server names no segment.
  expect(await lint(rule, edit(DR, 'address: 192.168.0.18/24', 'address: 192.168.1.18/24'))).toEqual([]);
  // A link-local address is on every IPv6 segment.
  const six = edit(
    edit(DR, 'segment: lan, address: 192.168.0.8/24', 'segment: six, address: "fe80::8/64"'),
    'segments:\n',
    'segments:\n  six: { subnet: "2001:db8::/64" }\n',
  );
  expect(await lint(rule, six)).toEqual([]);
});

test('a segment with several subnets', async () => {
  const two = edit(DR, 'subnet: 192.168.0.0/24', 'subnet: [192.168.0.0/24, 10.0.0.0/24]');
  expect(await lint(rule, edit(two, '192.168.0.8/24', '[192.168.0.8/24, 10.0.0.8/24]'))).toEqual([]);
  expect(await lint(rule, edit(two, '192.168.0.8/24', '[192.168.0.8/24, 10.0.1.8/24]'))).toMatchObject([
    {
      message:
        'address "10.0.1.8/24" of "eth0" on director "lvs1" is outside "192.168.0.0/24" and "10.0.0.0/24", the subnets of segment "lan"',
      hint: 'use an address of 192.168.0.0/24 or 10.0.0.0/24, or add its subnet to the segment',
    },
  ]);
});

test('an address of a segment that is the same wire by its id', async () => {
  const two = edit(DR, 'segments:\n', 'segments:\n  rips: { subnet: 10.0.0.0/24, id: v7 }\n');
  const joined = edit(two, 'gateway: 192.168.0.1 }\nd', 'gateway: 192.168.0.1, id: v7 }\nd');
  expect(await lint(rule, edit(joined, '192.168.0.8/24', '[192.168.0.8/24, 10.0.0.8/24]'))).toEqual([]);
  expect(await lint(rule, edit(two, '192.168.0.8/24', '[192.168.0.8/24, 10.0.0.8/24]'))).toHaveLength(1);
});
