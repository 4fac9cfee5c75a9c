import { expect, test } from 'vitest';
import { DR, edit, HA, NAT, NAT_HA } from '../../../support/definitions.ts';
import { lint } from '../../../support/lint.ts';

const rule = 'invalid-raw-lines';

/** Lines in a flow scalar, so that the place is short. */
const inService = (text: string) =>
  edit(HA, '    delay_loop: 6\n', `    delay_loop: 6\n    extra: ${text}\n`);
const inInstance = (text: string) =>
  edit(HA, '    advert_int: 1\n', `    advert_int: 1\n    extra: ${text}\n`);
const atRoot = (text: string) => edit(HA, 'name: web-ha\n', `name: web-ha\n${text}\n`);
const messages = async (definition: string) => (await lint(rule, definition)).map(({ message }) => message);

test('a fault of syntax, with its line and column, at the value', async () => {
  expect(await lint(rule, inService('"ha_suspend\\n}"'))).toEqual([
    {
      severity: 'error',
      message: 'line 2, column 1: "}" closes a block that is not open',
      at: 'clusters/prod/web-ha.yaml:31:12-31:27 «"ha_suspend\\n}"»',
    },
  ]);
});

test('a word that lvsgen or the definition writes, also at a member, and a word said twice', async () => {
  expect(await lint(rule, inService('delay_loop 3'))).toEqual([
    {
      severity: 'error',
      message: 'line 1: "delay_loop" is in the definition too',
      hint: 'say it once',
      at: 'clusters/prod/web-ha.yaml:31:12-31:24 «delay_loop 3»',
    },
  ]);
  expect(await messages(inService('lb_algo rr'))).toEqual(['line 1: "lb_algo" is written by lvsgen']);
  expect(await messages(inInstance('priority 3'))).toEqual(['line 1: "priority" is written by lvsgen']);
  expect(await messages(inInstance('"debug 1\\ndebug 2"'))).toEqual(['line 2: "debug" is there twice']);
  expect(await messages(atRoot('extra: "global_defs {\\n}"'))).toEqual([
    'line 1: "global_defs" is written by lvsgen',
  ]);
  expect(await messages(atRoot('global_defs: { lvs_flush: true, extra: lvs_flush }'))).toEqual([
    'line 1: "lvs_flush" is in the definition too',
  ]);
  expect(await messages(atRoot('global_defs: { extra: vrrp_version 3 }'))).toEqual([
    'line 1: "vrrp_version" is written by lvsgen',
  ]);
});

test('a word that is too new for the target, or deprecated', async () => {
  expect(await messages(atRoot('global_defs: { extra: json_version 2 }'))).toEqual([
    'line 1: "json_version" came with keepalived 2.2.8, and the target is 2.2.7',
  ]);
  expect(await messages(atRoot('global_defs: { extra: vrrp_rlimit_rtime 5 }'))).toEqual([
    'line 1: "vrrp_rlimit_rtime" is deprecated since keepalived 2.1.5',
  ]);
});

test('near misses stay silent', async () => {
  for (const base of [NAT, DR, HA, NAT_HA]) expect(await lint(rule, base)).toEqual([]);
  expect(await lint(rule, inService('"# why\\nha_suspend"'))).toEqual([]);
  expect(await lint(rule, inInstance('debug 1'))).toEqual([]);
  expect(await lint(rule, atRoot('extra: child_wait_time 10'))).toEqual([]);
});
