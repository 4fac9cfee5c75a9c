import { expect, test } from 'vitest';
import { DR, edit, HA, NAT, NAT_HA } from '../../../support/definitions.ts';
import { lint } from '../../../support/lint.ts';

const rule = 'ipv6-vrrp-version-2';
const V6 = edit(
  edit(HA, '[192.168.0.38/32]', '["fe80::51/64", 2001:db8::38/64]'),
  'authentication: { auth_type: PASS, auth_pass: "1111" }',
  'version: 3',
);

test('version 2 in an IPv6 instance', async () => {
  expect(await lint(rule, edit(V6, 'version: 3', 'version: 2'))).toEqual([
    {
      severity: 'warning',
      message: 'VRRP instance "VI_1" is IPv6 and has version 2, which is for IPv4',
      hint: 'set version to 3',
      at: 'clusters/prod/web-ha.yaml:15:14-15:15 «2»',
      related: ['clusters/prod/web-ha.yaml:16:25-16:38 «"fe80::51/64"» its first address is IPv6'],
    },
  ]);
  const defaults = edit(V6, '    version: 3\n', '');
  expect(await lint(rule, `${defaults}defaults: { vrrp_instances: { version: 2 } }\n`)).toEqual([
    {
      severity: 'warning',
      message: 'VRRP instance "VI_1" is IPv6 and has version 2, which is for IPv4',
      hint: 'set version to 3',
      at: 'clusters/prod/web-ha.yaml:35:40-35:41 «2»',
      related: ['clusters/prod/web-ha.yaml:15:25-15:38 «"fe80::51/64"» its first address is IPv6'],
    },
  ]);
});

test('near misses stay silent', async () => {
  for (const definition of [NAT, DR, HA, NAT_HA]) expect(await lint(rule, definition)).toEqual([]);
  expect(await lint(rule, V6)).toEqual([]);
  expect(await lint(rule, edit(HA, 'advert_int: 1', 'version: 2'))).toEqual([]);
  // An IPv6 address in an IPv4 instance is another rule's.
  expect(await lint(rule, edit(HA, '[192.168.0.38/32]', '[192.168.0.38/32, 2001:db8::38/64]'))).toEqual([]);
});
