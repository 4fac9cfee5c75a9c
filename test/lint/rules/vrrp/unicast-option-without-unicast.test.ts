import { expect, test } from 'vitest';
import { DR, edit, HA, NAT, NAT_HA } from '../../../support/definitions.ts';
import { lint } from '../../../support/lint.ts';

const rule = 'unicast-option-without-unicast';
const UNICAST = edit(HA, 'advert_int: 1', 'unicast: true');

test('an option of unicast, of the instance or of a member', async () => {
  expect(await lint(rule, edit(HA, 'advert_int: 1', 'unicast_ttl: 64'))).toEqual([
    {
      at: 'clusters/prod/web-ha.yaml:14:18-14:20 «64»',
      hint: 'set unicast to true, or remove unicast_ttl',
      message: '"unicast_ttl" is for unicast, and VRRP instance "VI_1" sends to the multicast group',
      severity: 'error',
    },
  ]);
  expect(await lint(rule, edit(HA, 'state: BACKUP', 'unicast_src_ip: 192.168.0.58'))).toEqual([
    {
      severity: 'error',
      message: '"unicast_src_ip" is for unicast, and VRRP instance "VI_1" sends to the multicast group',
      hint: 'set unicast to true, or remove unicast_src_ip',
      at: 'clusters/prod/web-ha.yaml:19:43-19:55 «192.168.0.58»',
    },
  ]);
});

test('near misses stay silent', async () => {
  for (const definition of [NAT, DR, HA, NAT_HA, UNICAST]) expect(await lint(rule, definition)).toEqual([]);
  expect(await lint(rule, edit(UNICAST, 'unicast: true', 'unicast: true\n    unicast_ttl: 64'))).toEqual([]);
  expect(await lint(rule, edit(HA, 'advert_int: 1', 'track_src_ip: false'))).toEqual([]);
});
