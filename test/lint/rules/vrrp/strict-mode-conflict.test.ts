import { expect, test } from 'vitest';
import { DR, edit, HA, NAT, NAT_HA } from '../../../support/definitions.ts';
import { lint } from '../../../support/lint.ts';

const rule = 'strict-mode-conflict';
const OPEN = edit(HA, '    authentication: { auth_type: PASS, auth_pass: "1111" }\n', '');
/** Two members that both start as BACKUP. */
const BACKUPS = edit(OPEN, 'state: MASTER', 'state: BACKUP');
const withOption = (option: string) =>
  edit(BACKUPS, 'advert_int: 1', `strict_mode: true\n    ${option}\n    advert_int: 1`);
const messages = async (definition: string) => (await lint(rule, definition)).map(({ message }) => message);

test('a MASTER that does not own the VIPs', async () => {
  expect(await lint(rule, edit(OPEN, 'advert_int: 1', 'strict_mode: true'))).toEqual([
    {
      severity: 'error',
      message:
        'VRRP instance "VI_1" is in strict mode, which does not allow state MASTER with priority "100"',
      hint: 'set strict_mode to false: a MASTER of strict mode has priority 255, and every other member is BACKUP',
      at: 'clusters/prod/web-ha.yaml:17:34-17:40 «MASTER»',
    },
  ]);
});

test('the strict mode of the whole host', async () => {
  const definition = edit(HA, 'vrrp_instances:', 'global_defs: { vrrp_strict: true }\nvrrp_instances:');
  expect(await messages(edit(definition, 'state: MASTER', 'state: BACKUP'))).toEqual([
    'VRRP instance "VI_1" is in strict mode, which does not allow authentication',
  ]);
});

test.each([
  ['unicast: true', 'unicast'],
  ['preempt_delay: 5', 'preempt_delay'],
  [
    'auth_hmac: { key: [{ id: 1, hmac_key: { secret: A } }], active_key: 1, mode: permissive }',
    'auth_hmac with mode permissive',
  ],
  ['down_timer_adverts: 4', 'down_timer_adverts other than 3'],
  ['accept: true', 'accept with VRRP version 2'],
  ['garp_lower_prio_repeat: 1', 'garp_lower_prio_repeat above 0'],
  ['garp_lower_prio_delay: 1', 'garp_lower_prio_delay above 0'],
  ['lower_prio_no_advert: false', 'lower_prio_no_advert false'],
  ['higher_prio_send_advert: true', 'higher_prio_send_advert'],
  ['use_vmac: true\n    vmac_xmit_base: true', 'vmac_xmit_base'],
])('%s', async (option, what) => {
  expect(await messages(withOption(option))).toEqual([
    `VRRP instance "VI_1" is in strict mode, which does not allow ${what}`,
  ]);
});

test('adverts of the whole host, which an instance may have set right for itself', async () => {
  const definition = edit(
    withOption(''),
    'vrrp_instances:',
    'global_defs: { vrrp_down_timer_adverts: 14 }\nvrrp_instances:',
  );
  expect(await lint(rule, definition)).toEqual([
    {
      severity: 'error',
      message:
        'VRRP instance "VI_1" is in strict mode, which does not allow vrrp_down_timer_adverts other than 3',
      hint: 'set strict_mode to false, or remove vrrp_down_timer_adverts',
      at: 'clusters/prod/web-ha.yaml:10:41-10:43 «14»',
    },
  ]);
  expect(
    await messages(edit(definition, 'strict_mode: true', 'strict_mode: true\n    down_timer_adverts: 3')),
  ).toEqual([]);
  expect(await messages(edit(definition, 'adverts: 14', 'adverts: 3'))).toEqual([]);
});

test('no VIPs', async () => {
  const without = edit(
    BACKUPS,
    'virtual_ipaddress: [192.168.0.38/32]',
    'no_virtual_ipaddress: true\n    strict_mode: true',
  );
  expect(await messages(without)).toEqual([
    'VRRP instance "VI_1" is in strict mode, which does not allow no_virtual_ipaddress',
  ]);
});

test('near misses stay silent', async () => {
  for (const definition of [NAT, DR, HA, NAT_HA, BACKUPS]) expect(await lint(rule, definition)).toEqual([]);
  for (const option of [
    'down_timer_adverts: 3',
    'version: 3\n    accept: true',
    'garp_lower_prio_repeat: 0',
    'lower_prio_no_advert: true',
    'higher_prio_send_advert: false',
    'use_vmac: true',
  ]) {
    expect(await messages(withOption(option))).toEqual([]);
  }
  const strictHost = edit(HA, 'vrrp_instances:', 'global_defs: { vrrp_strict: true }\nvrrp_instances:');
  expect(await messages(edit(strictHost, 'advert_int: 1', 'strict_mode: false'))).toEqual([]);
});
