import { expect, test } from 'vitest';
import { DR, edit, HA, NAT, NAT_HA } from '../../../support/definitions.ts';
import { lint } from '../../../support/lint.ts';

const rule = 'ipv6-first-address-not-link-local';
const vips = (list: string) => edit(HA, '[192.168.0.38/32]', list);

test('no link-local address, or not first', async () => {
  expect(await lint(rule, vips('[2001:db8::38/64]'))).toEqual([
    {
      severity: 'warning',
      message: 'the first address of VRRP instance "VI_1" is "2001:db8::38/64", which is not link-local',
      hint: 'put a link-local address first, such as "fe80::51/64"',
      at: 'clusters/prod/web-ha.yaml:16:25-16:40 «2001:db8::38/64»',
    },
  ]);
  expect(await lint(rule, vips('[2001:db8::38/64, "fe80::38/64"]'))).toEqual([
    {
      severity: 'warning',
      message: 'the first address of VRRP instance "VI_1" is "2001:db8::38/64", which is not link-local',
      hint: 'put "fe80::38/64" first',
      at: 'clusters/prod/web-ha.yaml:16:25-16:40 «2001:db8::38/64»',
      related: ['clusters/prod/web-ha.yaml:16:42-16:55 «"fe80::38/64"» the link-local address'],
    },
  ]);
});

test('near misses stay silent', async () => {
  for (const definition of [NAT, DR, HA, NAT_HA]) expect(await lint(rule, definition)).toEqual([]);
  expect(await lint(rule, vips('["fe80::38/64"]'))).toEqual([]);
  expect(await lint(rule, vips('["febf::38/64", 2001:db8::38/64]'))).toEqual([]);
  expect(await lint(rule, vips('[192.168.0.38/32, 2001:db8::38/64]'))).toEqual([]);
});
