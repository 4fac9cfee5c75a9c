import { expect, test } from 'vitest';
import { DR, edit, HA, NAT, NAT_HA } from '../../../support/definitions.ts';
import { lint } from '../../../support/lint.ts';

const rule = 'weights-ignored';
const withScheduler = (scheduler: string) => edit(DR, 'lvs_sched: wrr', `lvs_sched: ${scheduler}`);

test('rr with different weights: the heaviest and the scheduler are named', async () => {
  expect(await lint(rule, withScheduler('rr'))).toEqual([
    {
      severity: 'info',
      message: 'weight "3" has no effect: rr gives every real server the same share',
      hint: 'set lvs_sched to wrr, or leave the weights out',
      at: 'clusters/prod/web-dr.yaml:20:30-20:31 «3»',
      related: ['clusters/prod/web-dr.yaml:17:16-17:18 «rr» the scheduler'],
    },
  ]);
});

test('lc and dh have advice of their own', async () => {
  expect(await lint(rule, withScheduler('lc'))).toEqual([
    {
      severity: 'info',
      message: 'weight "3" has no effect: lc gives every real server the same share',
      hint: 'set lvs_sched to wlc, or leave the weights out',
      at: 'clusters/prod/web-dr.yaml:20:30-20:31 «3»',
      related: ['clusters/prod/web-dr.yaml:17:16-17:18 «lc» the scheduler'],
    },
  ]);
  expect(await lint(rule, withScheduler('dh'))).toEqual([
    {
      severity: 'info',
      message: 'weight "3" has no effect: dh gives every real server the same share',
      hint: 'leave the weights out: no scheduler hashes the destination by weight',
      at: 'clusters/prod/web-dr.yaml:20:30-20:31 «3»',
      related: ['clusters/prod/web-dr.yaml:17:16-17:18 «dh» the scheduler'],
    },
  ]);
});

test('one weight is written, the other one is the default', async () => {
  const second = edit(edit(withScheduler('rr'), ', weight: 3', ''), 'weight: 1', 'weight: 5');
  expect(await lint(rule, second)).toEqual([
    {
      severity: 'info',
      message: 'weight "5" has no effect: rr gives every real server the same share',
      hint: 'set lvs_sched to wrr, or leave the weights out',
      at: 'clusters/prod/web-dr.yaml:21:30-21:31 «5»',
      related: ['clusters/prod/web-dr.yaml:17:16-17:18 «rr» the scheduler'],
    },
  ]);
});

test('a defaulted scheduler points at the default', async () => {
  const defaulted = `${edit(DR, '    lvs_sched: wrr\n', '')}defaults:\n  virtual_servers: { lvs_sched: rr }\n`;
  expect(await lint(rule, defaulted)).toEqual([
    {
      severity: 'info',
      message: 'weight "3" has no effect: rr gives every real server the same share',
      hint: 'set lvs_sched to wrr, or leave the weights out',
      at: 'clusters/prod/web-dr.yaml:19:30-19:31 «3»',
      related: ['clusters/prod/web-dr.yaml:22:33-22:35 «rr» the scheduler'],
    },
  ]);
});

test('near misses stay silent', async () => {
  for (const base of [NAT, DR, HA, NAT_HA]) expect(await lint(rule, base)).toEqual([]);
  for (const scheduler of ['wlc', 'lblc', 'lblcr', 'sh', 'mh', 'fo', 'ovf', 'sed', 'nq', 'twos']) {
    expect(await lint(rule, withScheduler(scheduler))).toEqual([]);
  }
  // Weight 0 takes a real server out under every scheduler.
  expect(await lint(rule, edit(withScheduler('rr'), 'weight: 3', 'weight: 0'))).toEqual([]);
  expect(await lint(rule, edit(withScheduler('lc'), 'weight: 3', 'weight: 1'))).toEqual([]);
});

const checked = (check: string, scheduler = 'rr') =>
  edit(
    edit(HA, 'lvs_sched: rr', `lvs_sched: ${scheduler}`).replace(
      /checks:\n(?: {6}.*\n)+/,
      `checks: [{ ${check} }]\n`,
    ),
    'vrrp_instances:\n',
    'track_files: [{ name: load, file: /run/load }, { name: flag, file: /run/flag, weight: 0 }]\nvrrp_instances:\n',
  );
const DYNAMIC = 'MISC_CHECK: { misc_path: /usr/local/bin/load, misc_dynamic: true }';

test('a program that sets weights under rr, said once for all real servers', async () => {
  expect(await lint(rule, checked(DYNAMIC))).toMatchInlineSnapshot(`
    [
      {
        "at": "clusters/prod/web-ha.yaml:32:76-32:80 «true»",
        "hint": "set lvs_sched to wrr",
        "message": ""misc_dynamic" changes weights, and rr looks only at whether a weight is 0",
        "related": [
          "clusters/prod/web-ha.yaml:29:16-29:18 «rr» the scheduler",
        ],
        "severity": "info",
      },
    ]
  `);
});

test('a file that changes weights', async () => {
  expect(await lint(rule, checked('FILE_CHECK: { track_file: load }', 'lc'))).toMatchInlineSnapshot(`
    [
      {
        "at": "clusters/prod/web-ha.yaml:32:16-32:26 «FILE_CHECK»",
        "hint": "set lvs_sched to wlc",
        "message": ""FILE_CHECK" changes weights, and lc looks only at whether a weight is 0",
        "related": [
          "clusters/prod/web-ha.yaml:29:16-29:18 «lc» the scheduler",
        ],
        "severity": "info",
      },
    ]
  `);
  expect(await lint(rule, checked('FILE_CHECK: { track_file: flag, weight: 2 }'))).toHaveLength(1);
});

test('checks that leave weights alone, or a scheduler that heeds them', async () => {
  for (const scheduler of ['wrr', 'wlc', 'sh', 'mh'])
    expect(await lint(rule, checked(DYNAMIC, scheduler))).toEqual([]);
  expect(await lint(rule, checked('MISC_CHECK: { misc_path: /usr/local/bin/load }'))).toEqual([]);
  expect(await lint(rule, checked('FILE_CHECK: { track_file: flag }'))).toEqual([]);
  expect(await lint(rule, checked('FILE_CHECK: { track_file: load, weight: 0 }'))).toEqual([]);
});
