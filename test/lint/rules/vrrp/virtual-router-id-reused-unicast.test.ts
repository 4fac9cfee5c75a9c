import { expect, test } from 'vitest';
import { DR, edit, HA, NAT, NAT_HA } from '../../../support/definitions.ts';
import { lint } from '../../../support/lint.ts';

const rule = 'virtual-router-id-reused-unicast';
const UNICAST = edit(HA, 'advert_int: 1', 'unicast: true');

const second = (id: number, extra = '') =>
  edit(
    UNICAST,
    'real_servers:\n  - { name: rs1, a',
    `  - name: VI_2
    interface: eth0
    ${extra}
    virtual_router_id: ${id}
    virtual_ipaddress: [192.168.0.39/32]
    members:
      - { director: lvs1, state: MASTER, priority: 100 }
      - { director: lvs2, priority: 90 }
real_servers:
  - { name: rs1, a`,
  );

test('two unicast instances of one address and one id', async () => {
  expect(await lint(rule, second(51, 'unicast: true'))).toEqual([
    {
      at: 'clusters/prod/web-ha.yaml:23:24-23:26 «51»',
      hint: 'use another id for one of the two',
      message: 'virtual router id "51" is used twice with unicast on address "192.168.0.48" of "lvs1"',
      related: ['clusters/prod/web-ha.yaml:13:24-13:26 «51» first used here'],
      severity: 'error',
    },
  ]);
});

test('near misses stay silent', async () => {
  for (const definition of [NAT, DR, HA, NAT_HA, UNICAST]) expect(await lint(rule, definition)).toEqual([]);
  expect(await lint(rule, second(52, 'unicast: true'))).toEqual([]);
  expect(await lint(rule, second(51))).toEqual([]);
  expect(await lint('virtual-router-id-reused', second(51, 'unicast: true'))).toEqual([]);
});
