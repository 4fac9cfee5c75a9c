import { expect, test } from 'vitest';
import { DR, edit, HA, NAT, NAT_HA } from '../../support/definitions.ts';
import { DUAL } from '../../support/dual-stack.ts';
import { lint } from '../../support/lint.ts';

const rule = 'member-settings-differ';
const onOne = (setting: string, base = HA) =>
  edit(base, '  - name: lvs2\n', `  - name: lvs2\n    global_defs: { ${setting} }\n`);
const onAll = (setting: string, base = HA) =>
  edit(base, 'vrrp_instances:', `global_defs: { ${setting} }\nvrrp_instances:`);

test('the multicast group of one director', async () => {
  expect(await lint(rule, onOne('vrrp_mcast_group4: 224.0.0.99'))).toMatchInlineSnapshot(`
    [
      {
        "at": "clusters/prod/web-ha.yaml:9:39-9:49 «224.0.0.99»",
        "hint": "say it in global_defs of the cluster, and not of one director",
        "message": "vrrp_mcast_group4 is "224.0.0.99" on "lvs2" and "224.0.0.18" on "lvs1", which share VRRP instance "VI_1": they do not hear each other, and all are MASTER",
        "related": [
          "clusters/prod/web-ha.yaml:12:11-12:15 «VI_1» the instance",
        ],
        "severity": "error",
      },
    ]
  `);
});

test('the number of adverts of one director', async () => {
  expect(await lint(rule, onOne('vrrp_down_timer_adverts: 5'))).toMatchInlineSnapshot(`
    [
      {
        "at": "clusters/prod/web-ha.yaml:9:45-9:46 «5»",
        "hint": "say it in global_defs of the cluster, and not of one director",
        "message": "vrrp_down_timer_adverts is "5" on "lvs2" and "3" on "lvs1", which share VRRP instance "VI_1": one of them takes over before the others",
        "related": [
          "clusters/prod/web-ha.yaml:12:11-12:15 «VI_1» the instance",
        ],
        "severity": "warning",
      },
    ]
  `);
});

test('one director away from what all have', async () => {
  const text = onOne('vrrp_mcast_group4: 224.0.0.18', onAll('vrrp_mcast_group4: 224.0.0.99'));
  expect((await lint(rule, text)).map(({ at }) => at)).toEqual([
    'clusters/prod/web-ha.yaml:9:39-9:49 «224.0.0.18»',
  ]);
});

test('near misses stay silent', async () => {
  for (const base of [NAT, DR, HA, NAT_HA, DUAL]) expect(await lint(rule, base)).toEqual([]);
  for (const setting of [
    'vrrp_mcast_group4: 224.0.0.18',
    'vrrp_mcast_group6: "ff02::99"',
    'vrrp_down_timer_adverts: 3',
  ])
    expect(await lint(rule, onOne(setting)), setting).toEqual([]);
  expect(await lint(rule, onAll('vrrp_mcast_group4: 224.0.0.99'))).toEqual([]);
  // The instance's own word counts.
  for (const word of ['unicast: true', 'mcast_dst_ip: 224.0.0.77'])
    expect(await lint(rule, edit(onOne('vrrp_mcast_group4: 224.0.0.99'), 'advert_int: 1', word))).toEqual([]);
  const own = edit(onOne('vrrp_down_timer_adverts: 5'), 'advert_int: 1', 'down_timer_adverts: 4');
  expect(await lint(rule, own)).toEqual([]);
});
