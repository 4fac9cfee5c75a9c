import { expect, test } from 'vitest';
import { DR, edit, HA, NAT, NAT_HA } from '../../../support/definitions.ts';
import { lint } from '../../../support/lint.ts';

const rule = 'interface-delay-too-long';
const delayed = (delay: string, base = HA) =>
  edit(base, '  - name: lvs1\n', `  - name: lvs1\n    interface_up_down_delays: { ${delay} }\n`);
const messages = async (definition: string) => (await lint(rule, definition)).map(({ message }) => message);

test('as long as two adverts', async () => {
  expect(await lint(rule, delayed('eth0: { down: 2 }'))).toMatchInlineSnapshot(`
    [
      {
        "at": "clusters/prod/web-ha.yaml:7:47-7:48 «2»",
        "hint": "make the delay less than 2 x advert_int, or raise advert_int or down_timer_adverts",
        "message": "the down delay of interface "eth0" on "lvs1", 2 s, is too long for the adverts of VRRP instance "VI_1": keepalived cuts it below 2 s",
        "related": [
          "clusters/prod/web-ha.yaml:15:17-15:18 «1» adverts every 1 s",
        ],
        "severity": "warning",
      },
    ]
  `);
});

test('up, and with other adverts', async () => {
  expect(await messages(delayed('eth0: { down: 0, up: 5 }'))).toEqual([
    'the up delay of interface "eth0" on "lvs1", 5 s, is too long for the adverts of VRRP instance "VI_1": keepalived cuts it below 2 s',
  ]);
  const quick = edit(HA, 'advert_int: 1', 'advert_int: 0.5\n    version: 3');
  expect(await messages(delayed('eth0: { down: 1 }', quick))).toHaveLength(1);
  expect(await messages(delayed('eth0: { down: 0.9 }', quick))).toEqual([]);
  const one = edit(HA, 'advert_int: 1', 'down_timer_adverts: 1');
  expect(await messages(delayed('eth0: { down: 0.1 }', one))).toEqual([
    'the down delay of interface "eth0" on "lvs1", 0.1 s, is too long for the adverts of VRRP instance "VI_1": keepalived drops it',
  ]);
});

test('near misses stay silent', async () => {
  for (const base of [NAT, DR, HA, NAT_HA]) expect(await lint(rule, base)).toEqual([]);
  expect(await messages(delayed('eth0: { down: 1.9, up: 1.9 }'))).toEqual([]);
  expect(await messages(delayed('eth1: { down: 9 }'))).toEqual([]);
  expect(
    await messages(delayed('eth0: { down: 2 }', edit(HA, 'advert_int: 1', 'down_timer_adverts: 4'))),
  ).toEqual([]);
  const host = edit(HA, 'vrrp_instances:', 'global_defs: { vrrp_down_timer_adverts: 4 }\nvrrp_instances:');
  expect(await messages(delayed('eth0: { down: 2 }', host))).toEqual([]);
});
