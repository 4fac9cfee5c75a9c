import { expect, test } from 'vitest';
import { edit, HA } from '../../../support/definitions.ts';
import { lint } from '../../../support/lint.ts';

const rule = 'vip-listed-twice';
const withList = (list: string) => edit(HA, '[192.168.0.38/32]', list);

test('the same address, with the same or another prefix length, each time', async () => {
  expect(
    await lint(rule, withList('[192.168.0.38/32, 192.168.0.39/32, 192.168.0.38/24, 192.168.0.38/32]')),
  ).toEqual([
    {
      severity: 'warning',
      message: 'VIP "192.168.0.38/24" is in VRRP instance "VI_1" twice',
      hint: 'remove one of the two, or put the VIP here that is missing',
      at: 'clusters/prod/web-ha.yaml:16:59-16:74 «192.168.0.38/24»',
      related: ['clusters/prod/web-ha.yaml:16:25-16:40 «192.168.0.38/32» first listed here'],
    },
    {
      severity: 'warning',
      message: 'VIP "192.168.0.38/32" is in VRRP instance "VI_1" twice',
      hint: 'remove one of the two, or put the VIP here that is missing',
      at: 'clusters/prod/web-ha.yaml:16:76-16:91 «192.168.0.38/32»',
      related: ['clusters/prod/web-ha.yaml:16:25-16:40 «192.168.0.38/32» first listed here'],
    },
  ]);
});

test('two spellings of an IPv6 address', async () => {
  expect(await lint(rule, withList('["fe80::1/64", "FE80:0::1/64"]'))).toEqual([
    {
      severity: 'warning',
      message: 'VIP "fe80::1/64" is in VRRP instance "VI_1" twice',
      hint: 'remove one of the two, or put the VIP here that is missing',
      at: 'clusters/prod/web-ha.yaml:16:39-16:53 «"FE80:0::1/64"»',
      related: ['clusters/prod/web-ha.yaml:16:25-16:37 «"fe80::1/64"» first listed here'],
    },
  ]);
});

test('near misses stay silent', async () => {
  expect(await lint(rule, HA)).toEqual([]);
  expect(await lint(rule, withList('[192.168.0.38/32, 192.168.0.39/32]'))).toEqual([]);
  // In two instances: duplicate-vip.
  const two = edit(
    HA,
    'real_servers:\n  - { name: rs1',
    `  - name: VI_2
    interface: eth0
    virtual_router_id: 52
    virtual_ipaddress: [192.168.0.38/32]
    members:
      - { director: lvs1, priority: 100 }
real_servers:
  - { name: rs1`,
  );
  expect(await lint(rule, two)).toEqual([]);
});
