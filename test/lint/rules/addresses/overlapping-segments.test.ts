import { expect, test } from 'vitest';
import { DR, edit, NAT, NAT_HA } from '../../../support/definitions.ts';
import { lint } from '../../../support/lint.ts';

const rule = 'overlapping-segments';
const more = (entry: string) => edit(DR, 'segments:\n', `segments:\n  ${entry}\n`);

test('one inside of another: the inner one is named', async () => {
  expect(await lint(rule, more('all: { subnet: 192.168.0.0/16 }'))).toEqual([
    {
      severity: 'warning',
      message: 'subnet "192.168.0.0/24" of segment "lan" overlaps "192.168.0.0/16" of segment "all"',
      hint: 'give each segment a subnet of its own, or both the same subnet where they are one wire',
      at: 'clusters/prod/web-dr.yaml:5:18-5:32 «192.168.0.0/24»',
      related: ['clusters/prod/web-dr.yaml:4:18-4:32 «192.168.0.0/16» the other subnet'],
    },
  ]);
  expect(await lint(rule, more('part: { subnet: 192.168.0.128/25 }'))).toEqual([
    {
      severity: 'warning',
      message: 'subnet "192.168.0.128/25" of segment "part" overlaps "192.168.0.0/24" of segment "lan"',
      hint: 'give each segment a subnet of its own, or both the same subnet where they are one wire',
      at: 'clusters/prod/web-dr.yaml:4:19-4:35 «192.168.0.128/25»',
      related: ['clusters/prod/web-dr.yaml:5:18-5:32 «192.168.0.0/24» the other subnet'],
    },
  ]);
});

test('three, each once with the next larger one; IPv6', async () => {
  expect(
    await lint(
      rule,
      more(
        'all: { subnet: 192.168.0.0/16 }\n  part: { subnet: 192.168.0.128/25 }\n  apart: { subnet: 192.168.1.0/24 }',
      ),
    ),
  ).toEqual([
    {
      severity: 'warning',
      message: 'subnet "192.168.0.128/25" of segment "part" overlaps "192.168.0.0/24" of segment "lan"',
      hint: 'give each segment a subnet of its own, or both the same subnet where they are one wire',
      at: 'clusters/prod/web-dr.yaml:5:19-5:35 «192.168.0.128/25»',
      related: ['clusters/prod/web-dr.yaml:7:18-7:32 «192.168.0.0/24» the other subnet'],
    },
    {
      severity: 'warning',
      message: 'subnet "192.168.1.0/24" of segment "apart" overlaps "192.168.0.0/16" of segment "all"',
      hint: 'give each segment a subnet of its own, or both the same subnet where they are one wire',
      at: 'clusters/prod/web-dr.yaml:6:20-6:34 «192.168.1.0/24»',
      related: ['clusters/prod/web-dr.yaml:4:18-4:32 «192.168.0.0/16» the other subnet'],
    },
    {
      severity: 'warning',
      message: 'subnet "192.168.0.0/24" of segment "lan" overlaps "192.168.0.0/16" of segment "all"',
      hint: 'give each segment a subnet of its own, or both the same subnet where they are one wire',
      at: 'clusters/prod/web-dr.yaml:7:18-7:32 «192.168.0.0/24»',
      related: ['clusters/prod/web-dr.yaml:4:18-4:32 «192.168.0.0/16» the other subnet'],
    },
  ]);
  expect(
    await lint(rule, more('six: { subnet: "2001:db8::/32" }\n  part: { subnet: "2001:DB8:1::/64" }')),
  ).toEqual([
    {
      severity: 'warning',
      message: 'subnet "2001:db8:1::/64" of segment "part" overlaps "2001:db8::/32" of segment "six"',
      hint: 'give each segment a subnet of its own, or both the same subnet where they are one wire',
      at: 'clusters/prod/web-dr.yaml:5:19-5:36 «"2001:DB8:1::/64"»',
      related: ['clusters/prod/web-dr.yaml:4:18-4:33 «"2001:db8::/32"» the other subnet'],
    },
  ]);
});

test('near misses stay silent', async () => {
  expect(await lint(rule, NAT)).toEqual([]);
  expect(await lint(rule, NAT_HA)).toEqual([]);
  // One wire under two names, neighbours, the other family.
  expect(await lint(rule, more('same: { subnet: 192.168.0.0/24 }'))).toEqual([]);
  expect(await lint(rule, more('next: { subnet: 192.168.1.0/24 }'))).toEqual([]);
  expect(await lint(rule, more('six: { subnet: "::/0" }'))).toEqual([]);
});
