import { expect, test } from 'vitest';
import { DR, edit, HA, NAT, NAT_HA } from '../../../support/definitions.ts';
import { DUAL } from '../../../support/dual-stack.ts';
import { lint } from '../../../support/lint.ts';

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

test('the id, the group and the port of the sync daemon of one director', async () => {
  const all = onAll('lvs_sync_daemon: { interface: eth0, inst: VI_1 }');
  const text = onOne('lvs_sync_daemon: { interface: eth0, inst: VI_1, id: 52 }', all);
  expect(await lint(rule, text)).toMatchInlineSnapshot(`
    [
      {
        "at": "clusters/prod/web-ha.yaml:9:72-9:74 «52»",
        "hint": "say it in global_defs of the cluster, and not of one director",
        "message": "id of lvs_sync_daemon is "52" on "lvs2" and "51" on "lvs1", which share VRRP instance "VI_1": connections do not survive a failover",
        "related": [
          "clusters/prod/web-ha.yaml:13:11-13:15 «VI_1» the instance",
        ],
        "severity": "error",
      },
    ]
  `);
  for (const [setting, message] of [
    [
      'group: 224.0.0.99',
      'group of lvs_sync_daemon is "224.0.0.99" on "lvs2" and "224.0.0.81" on "lvs1", which share VRRP instance "VI_1": connections do not survive a failover',
    ],
    [
      'port: 8849',
      'port of lvs_sync_daemon is "8849" on "lvs2" and "8848" on "lvs1", which share VRRP instance "VI_1": connections do not survive a failover',
    ],
  ]) {
    const one = onOne(`lvs_sync_daemon: { interface: eth0, inst: VI_1, ${setting} }`, all);
    expect((await lint(rule, one)).map((finding) => finding.message)).toEqual([message]);
  }
});

test('an id of 0 hears the others, but they do not hear it', async () => {
  const all = onAll('lvs_sync_daemon: { interface: eth0, inst: VI_1, id: 0 }');
  const text = onOne('lvs_sync_daemon: { interface: eth0, inst: VI_1 }', all);
  expect((await lint(rule, text)).map(({ at, message }) => `${message}: ${at}`)).toEqual([
    'id of lvs_sync_daemon is "0" on "lvs1" and "51" on "lvs2", which share VRRP instance "VI_1": connections do not survive a failover: clusters/prod/web-ha.yaml:11:68-11:69 «0»',
  ]);
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
  // A daemon of its own, with what the other has by default; of another instance, or of none.
  const daemon = (words: string) => `lvs_sync_daemon: { interface: eth0, ${words} }`;
  const same = onOne(
    daemon('inst: VI_1, id: 51, group: 224.0.0.81, port: 8848'),
    onAll(daemon('inst: VI_1')),
  );
  expect(await lint(rule, same)).toEqual([]);
  expect(await lint(rule, onAll(daemon('inst: VI_1, id: 7, port: 9000')))).toEqual([]);
  for (const other of ['id: 52', 'inst: VI_2, id: 52'])
    expect(await lint(rule, onOne(daemon(other), onAll(daemon('inst: VI_1'))))).toEqual([]);
  // The instance's own word counts.
  for (const word of ['unicast: true', 'mcast_dst_ip: 224.0.0.77'])
    expect(await lint(rule, edit(onOne('vrrp_mcast_group4: 224.0.0.99'), 'advert_int: 1', word))).toEqual([]);
  const own = edit(onOne('vrrp_down_timer_adverts: 5'), 'advert_int: 1', 'down_timer_adverts: 4');
  expect(await lint(rule, own)).toEqual([]);
});
