import { expect, test } from 'vitest';
import { DR, edit, HA, NAT, NAT_HA } from '../../../support/definitions.ts';
import { lint } from '../../../support/lint.ts';

const rule = 'mixed-address-families';
const VIPS = '[192.168.0.38/32]';

test('IPv6 in an IPv4 instance, and the reverse: one finding for a list', async () => {
  expect(await lint(rule, edit(HA, VIPS, '[192.168.0.38/32, 2001:db8::1/64, 2001:db8::2/64]'))).toEqual([
    {
      severity: 'error',
      message: '"2001:db8::1/64" is IPv6, but VRRP instance "VI_1" is IPv4',
      hint: 'move the IPv6 addresses to a VRRP instance of their own',
      at: 'clusters/prod/web-ha.yaml:16:42-16:56 «2001:db8::1/64»',
      related: [
        'clusters/prod/web-ha.yaml:16:25-16:40 «192.168.0.38/32» the first address decides the family',
      ],
    },
  ]);
  expect(await lint(rule, edit(HA, VIPS, '["fe80::1/64", 2001:db8::1/64, 192.168.0.38/32]'))).toEqual([
    {
      severity: 'error',
      message: '"192.168.0.38/32" is IPv4, but VRRP instance "VI_1" is IPv6',
      hint: 'move the IPv4 addresses to a VRRP instance of their own',
      at: 'clusters/prod/web-ha.yaml:16:55-16:70 «192.168.0.38/32»',
      related: ['clusters/prod/web-ha.yaml:16:25-16:37 «"fe80::1/64"» the first address decides the family'],
    },
  ]);
});

test('near misses stay silent', async () => {
  for (const definition of [NAT, DR, HA, NAT_HA]) expect(await lint(rule, definition)).toEqual([]);
  expect(await lint(rule, edit(HA, VIPS, '[192.168.0.38/32, 10.0.0.1/24]'))).toEqual([]);
  expect(await lint(rule, edit(HA, VIPS, '["fe80::1/64", 2001:db8::1/64]'))).toEqual([]);
});
