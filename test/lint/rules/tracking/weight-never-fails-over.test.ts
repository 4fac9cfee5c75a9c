import { expect, test } from 'vitest';
import { DR, edit, HA, NAT, NAT_HA } from '../../../support/definitions.ts';
import { lint } from '../../../support/lint.ts';

const rule = 'weight-never-fails-over';
const SCRIPTS = `vrrp_scripts:
  - { name: chk, script: /bin/true }
  - { name: by5, script: /bin/true, weight: -5 }
  - { name: by20, script: /bin/true, weight: -20 }
track_files: [{ name: drain, file: /run/drain }]
vrrp_track_processes: [{ name: proxy, process: haproxy, weight: 8 }]
`;
/** 100 and 90. */
const tracks = (list: string, base = HA) =>
  edit(edit(base, 'vrrp_instances:', `${SCRIPTS}vrrp_instances:`), 'advert_int: 1', list);
const BACKUPS = edit(HA, 'state: MASTER', 'state: BACKUP');
const messages = async (definition: string) => (await lint(rule, definition)).map(({ message }) => message);

test('a weight below the gap', async () => {
  expect(await lint(rule, tracks('track_script: [chk, by5]'))).toMatchInlineSnapshot(`
    [
      {
        "at": "clusters/prod/web-ha.yaml:20:25-20:28 «by5»",
        "hint": "let the weights change the priority by 6 more, since a BACKUP takes over from a lower priority alone; or set weight to 0, with which a failure is a fault",
        "message": "when all fails that "lvs1" tracks, it still has priority 95 in VRRP instance "VI_1", and "lvs2" has at most 90: the VIPs never move",
        "related": [
          "clusters/prod/web-ha.yaml:25:52-25:54 «90» the priority of "lvs2"",
        ],
        "severity": "warning",
      },
    ]
  `);
});

test('a weight as large as the gap: an equal priority takes nothing over', async () => {
  expect(await messages(tracks('track_script: [{ name: chk, weight: -10 }]'))).toEqual([
    'when all fails that "lvs1" tracks, it still has priority 90 in VRRP instance "VI_1", and "lvs2" has at most 90: the VIPs never move',
  ]);
  expect(await messages(tracks('track_script: [{ name: chk, weight: -11 }]'))).toEqual([]);
});

test('a weight that is added', async () => {
  const expected = (most: number) =>
    `when all fails that "lvs1" tracks, it still has priority 100 in VRRP instance "VI_1", and "lvs2" has at most ${most}: the VIPs never move`;
  expect(await messages(tracks('track_interface: [{ name: eth1, weight: 10 }]'))).toEqual([expected(100)]);
  expect(await messages(tracks('track_process: [proxy]'))).toEqual([expected(98)]);
  expect(await messages(tracks('track_process: [{ name: proxy, weight: 11 }]'))).toEqual([]);
  // The one that takes over does not track it.
  const own = edit(
    tracks('version: 2'),
    'priority: 100',
    'priority: 100, track_process: [{ name: proxy, weight: 50 }]',
  );
  expect(await messages(own)).toEqual([expected(90)]);
});

test('reverse', async () => {
  expect(await messages(tracks('track_script: [{ name: chk, weight: 11, reverse: true }]'))).toEqual([]);
  expect(await messages(tracks('track_script: [{ name: chk, weight: 9, reverse: true }]'))).toHaveLength(1);
});

test('a weight takes a priority down to 1 and up to 254, and not further', async () => {
  const expected = (least: number, most: number) =>
    `when all fails that "lvs1" tracks, it still has priority ${least} in VRRP instance "VI_1", and "lvs2" has at most ${most}: the VIPs never move`;
  const priorities = (first: number, second: number, text: string) =>
    edit(edit(text, 'priority: 100', `priority: ${first}`), 'priority: 90', `priority: ${second}`);
  const up = tracks('track_process: [proxy]');
  expect(await messages(priorities(254, 245, up))).toEqual([expected(254, 253)]);
  expect(await messages(priorities(254, 246, up))).toEqual([expected(254, 254)]);
  expect(await messages(priorities(254, 250, up))).toEqual([expected(254, 254)]);
  expect(await messages(priorities(253, 250, up))).toEqual([]);
  const down = tracks('version: 2');
  const own = edit(down, 'priority: 100', 'priority: 100, track_script: [by20]');
  expect(await messages(priorities(10, 1, own))).toEqual([expected(1, 1)]);
  expect(await messages(priorities(10, 2, own))).toEqual([]);
});

test('an owner, whose priority is always 255, is left alone', async () => {
  const owner = (priority: number) =>
    edit(tracks('track_script: [by5]'), 'priority: 100', `priority: ${priority}`);
  expect(await messages(owner(255))).toEqual([]);
  expect(await messages(owner(254))).toEqual([
    'when all fails that "lvs1" tracks, it still has priority 249 in VRRP instance "VI_1", and "lvs2" has at most 90: the VIPs never move',
  ]);
});

test('nopreempt', async () => {
  expect(
    await lint(rule, tracks('nopreempt: true\n    track_script: [by20]', BACKUPS)),
  ).toMatchInlineSnapshot(`
    [
      {
        "at": "clusters/prod/web-ha.yaml:21:20-21:24 «by20»",
        "hint": "set weight to 0, with which a failure is a fault; or remove nopreempt",
        "message": "a weight never moves the VIPs of VRRP instance "VI_1" from "lvs1": with nopreempt "lvs2" does not take over from a lower priority",
        "related": [
          "clusters/prod/web-ha.yaml:20:16-20:20 «true» nopreempt is set here",
        ],
        "severity": "warning",
      },
    ]
  `);
  // On the one that comes back it is right.
  const first = edit(
    tracks('track_script: [by20]', BACKUPS),
    'priority: 100',
    'priority: 100, nopreempt: true',
  );
  expect(await messages(first)).toEqual([]);
});

test('near misses stay silent', async () => {
  for (const base of [NAT, DR, HA, NAT_HA]) expect(await lint(rule, base)).toEqual([]);
  for (const list of [
    'track_script: [chk]',
    'track_script: [by20]',
    // Two failures together.
    'track_script: [by5, { name: chk, weight: -6 }]',
    // The number in a file can be any.
    'track_file: [drain]',
    // Its own interface, whose loss is a fault anyway.
    'track_interface: [{ name: eth0, weight: -5 }]',
    'nopreempt: false\n    track_script: [by20]',
  ]) {
    expect(await messages(tracks(list)), list).toEqual([]);
  }
  const one = edit(
    tracks('track_script: [by5]'),
    '      - { director: lvs2, state: BACKUP, priority: 90 }\n',
    '',
  );
  expect(await messages(one)).toEqual([]);
  // In a sync group the weights do not count: tracking-conflict's.
  const group = edit(NAT_HA, 'vrrp_sync_groups:', `${SCRIPTS}vrrp_sync_groups:`);
  expect(
    await messages(edit(group, 'virtual_router_id: 10', 'virtual_router_id: 10\n    track_script: [by5]')),
  ).toEqual([]);
});
