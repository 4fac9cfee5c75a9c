import { expect, test } from 'vitest';
import { DR, edit, HA, NAT, NAT_HA } from '../../../support/definitions.ts';
import { lint } from '../../../support/lint.ts';

const rule = 'too-many-vips';
const withVips = (...vips: string[]) =>
  edit(
    HA,
    'virtual_ipaddress: [192.168.0.38/32]',
    `virtual_ipaddress:\n${vips.map((vip) => `      - ${vip}\n`).join('')}`,
  );
const ipv6 = (count: number) => [
  'fe80::38/64',
  ...Array.from({ length: count - 1 }, (_, at) => `fd00::${at + 2}/128`),
];
const ipv4 = (count: number) => Array.from({ length: count }, (_, at) => `10.0.${at}.38/32`);

test('more than 89 IPv6 addresses: the first that does not fit', async () => {
  expect(await lint(rule, withVips(...ipv6(90)))).toEqual([
    {
      severity: 'error',
      message: 'VRRP instance "VI_1" has 90 addresses, but an IPv6 advert holds 89',
      hint: 'move the addresses from here on to another VRRP instance, in one sync group with this one',
      at: 'clusters/prod/web-ha.yaml:106:9-106:21 «fd00::90/128»',
    },
  ]);
  expect((await lint(rule, withVips(...ipv6(255)))).map(({ message }) => message)).toEqual([
    'VRRP instance "VI_1" has 255 addresses, but an IPv6 advert holds 89',
  ]);
});

test('near misses stay silent', async () => {
  for (const base of [NAT, DR, HA, NAT_HA]) expect(await lint(rule, base)).toEqual([]);
  expect(await lint(rule, withVips(...ipv6(89)))).toEqual([]);
  expect(await lint(rule, withVips(...ipv4(255)))).toEqual([]);
  // Those of another family are not in the adverts: mixed-address-families.
  expect(await lint(rule, withVips(...ipv6(89), '10.0.0.38/32'))).toEqual([]);
  expect(await lint(rule, withVips('10.0.0.38/32', ...ipv6(90)))).toEqual([]);
});
