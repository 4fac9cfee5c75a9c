import { expect, test } from 'vitest';
import { DR, edit, HA, NAT } from '../../../support/definitions.ts';
import { lint } from '../../../support/lint.ts';

const rule = 'overlapping-director-subnets';
const more = (entry: string) =>
  edit(DR, 'address: 192.168.0.8/24 }\n', `address: 192.168.0.8/24 }\n      ${entry}\n`);

test('two interfaces on one segment, a third one too', async () => {
  expect(
    await lint(
      rule,
      more(
        'eth1: { segment: lan, address: 192.168.0.9/24 }\n      eth2: { segment: lan, address: 192.168.0.10/24 }',
      ),
    ),
  ).toEqual([
    {
      severity: 'warning',
      message: 'interfaces "eth0" and "eth1" of director "lvs1" are both on subnet "192.168.0.0/24"',
      hint: 'give each interface a subnet of its own, or join them to one (a bond) and name that',
      at: 'clusters/prod/web-dr.yaml:9:38-9:52 «192.168.0.9/24»',
      related: ['clusters/prod/web-dr.yaml:8:38-8:52 «192.168.0.8/24» the other interface'],
    },
    {
      severity: 'warning',
      message: 'interfaces "eth1" and "eth2" of director "lvs1" are both on subnet "192.168.0.0/24"',
      hint: 'give each interface a subnet of its own, or join them to one (a bond) and name that',
      at: 'clusters/prod/web-dr.yaml:10:38-10:53 «192.168.0.10/24»',
      related: ['clusters/prod/web-dr.yaml:9:38-9:52 «192.168.0.9/24» the other interface'],
    },
  ]);
});

test('two segments with one subnet', async () => {
  const text = edit(
    more('eth1: { segment: lan2, address: 192.168.0.9/24 }'),
    'segments:\n',
    'segments:\n  lan2: { subnet: 192.168.0.0/24 }\n',
  );
  expect(await lint(rule, text)).toEqual([
    {
      severity: 'warning',
      message: 'interfaces "eth0" and "eth1" of director "lvs1" are both on subnet "192.168.0.0/24"',
      hint: 'give each interface a subnet of its own, or join them to one (a bond) and name that',
      at: 'clusters/prod/web-dr.yaml:10:39-10:53 «192.168.0.9/24»',
      related: ['clusters/prod/web-dr.yaml:9:38-9:52 «192.168.0.8/24» the other interface'],
    },
  ]);
});

test('the interfaces of two definitions', async () => {
  const other = edit(
    edit(edit(DR, 'name: web-dr', 'name: api'), 'eth0', 'eth1'),
    '192.168.0.8/24',
    '192.168.1.8/23',
  ).replace('subnet: 192.168.0.0/24', 'subnet: 192.168.0.0/23');
  expect(await lint(rule, { 'clusters/prod/web-dr.yaml': DR, 'clusters/prod/api.yaml': other })).toEqual([
    {
      severity: 'warning',
      message: 'interfaces "eth1" and "eth0" of director "lvs1" are both on subnet "192.168.0.0/23"',
      hint: 'give each interface a subnet of its own, or join them to one (a bond) and name that',
      at: 'clusters/prod/web-dr.yaml:8:38-8:52 «192.168.0.8/24»',
      related: ['clusters/prod/api.yaml:8:38-8:52 «192.168.1.8/23» the other interface'],
    },
  ]);
});

test('near misses stay silent', async () => {
  expect(await lint(rule, NAT)).toEqual([]);
  expect(await lint(rule, HA)).toEqual([]);
  // One interface in two definitions.
  const other = edit(edit(DR, 'name: web-dr', 'name: api'), 'vip: 192.168.0.38', 'vip: 192.168.0.39');
  expect(await lint(rule, { 'clusters/prod/web-dr.yaml': DR, 'clusters/prod/api.yaml': other })).toEqual([]);
  // Overlapping segments, a wrong prefix length, an address outside of its segment: other rules.
  const segments = (entry: string, segment: string) =>
    edit(more(entry), 'segments:\n', `segments:\n  lan2: { subnet: ${segment} }\n`);
  expect(
    await lint(rule, segments('eth1: { segment: lan2, address: 192.168.1.9/23 }', '192.168.0.0/23')),
  ).toEqual([]);
  expect(
    await lint(rule, segments('eth1: { segment: lan2, address: 192.168.1.9/16 }', '192.168.1.0/24')),
  ).toEqual([]);
  expect(
    await lint(rule, segments('eth1: { segment: lan2, address: 192.168.0.9/24 }', '192.168.1.0/24')),
  ).toEqual([]);
  // A single address, and the other family.
  expect(
    await lint(rule, segments('dummy0: { segment: lan2, address: 192.168.0.9/32 }', '192.168.0.9/32')),
  ).toEqual([]);
  expect(
    await lint(rule, segments('eth0.6: { segment: lan2, address: "2001:db8::8/64" }', '"2001:db8::/64"')),
  ).toEqual([]);
});
