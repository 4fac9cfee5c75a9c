import { expect, test } from 'vitest';
import { DR, edit, HA, NAT, NAT_HA } from '../../../support/definitions.ts';
import { lint } from '../../../support/lint.ts';

const rule = 'unicast-without-peers';
const UNICAST = edit(HA, 'advert_int: 1', 'unicast: true');

test('one member has no peers', async () => {
  expect(
    await lint(rule, edit(UNICAST, '      - { director: lvs2, state: BACKUP, priority: 90 }\n', '')),
  ).toEqual([
    {
      at: 'clusters/prod/web-ha.yaml:14:14-14:18 «true»',
      hint: 'add the other directors to members, or remove unicast',
      message: 'unicast VRRP instance "VI_1" has one member, "lvs1", and so no peers',
      severity: 'error',
    },
  ]);
});

test('a source address of the other family', async () => {
  expect(await lint(rule, edit(UNICAST, 'state: BACKUP', 'unicast_src_ip: "2001:db8::1"'))).toEqual([
    {
      at: 'clusters/prod/web-ha.yaml:19:43-19:56 «"2001:db8::1"»',
      hint: 'use an address of the family of its VIPs',
      message: 'unicast_src_ip "2001:db8::1" is not of the family of VRRP instance "VI_1"',
      severity: 'error',
    },
  ]);
});

test('an interface without an address of the family', async () => {
  expect(await lint(rule, edit(UNICAST, '[192.168.0.38/32]', '["fe80::1/64"]'))).toEqual([
    {
      at: 'clusters/prod/web-ha.yaml:18:21-18:25 «lvs1»',
      hint: 'give the interface an address of the family of the VIPs, or set unicast_src_ip',
      message: '"lvs1" has no address for the unicast adverts of "VI_1" on "eth0"',
      related: ['clusters/prod/web-ha.yaml:7:50-7:65 «192.168.0.48/24» its only address is this'],
      severity: 'error',
    },
    {
      at: 'clusters/prod/web-ha.yaml:19:21-19:25 «lvs2»',
      hint: 'give the interface an address of the family of the VIPs, or set unicast_src_ip',
      message: '"lvs2" has no address for the unicast adverts of "VI_1" on "eth0"',
      related: ['clusters/prod/web-ha.yaml:9:50-9:65 «192.168.0.58/24» its only address is this'],
      severity: 'error',
    },
  ]);
});

test('near misses stay silent', async () => {
  for (const definition of [NAT, DR, HA, NAT_HA, UNICAST]) expect(await lint(rule, definition)).toEqual([]);
  expect(await lint(rule, edit(UNICAST, 'state: BACKUP', 'unicast_src_ip: 10.0.0.2'))).toEqual([]);
});
