import { expect, test } from 'vitest';
import { DR, edit, HA, NAT, NAT_HA } from '../../../support/definitions.ts';
import { lint } from '../../../support/lint.ts';

const rule = 'persistence-keeps-dead-server';
const PERSISTENT = edit(HA, 'delay_loop: 6', 'delay_loop: 6\n    persistence_timeout: 300');
const INHIBITED = edit(PERSISTENT, 'delay_loop: 6', 'delay_loop: 6\n    inhibit_on_failure: true');

test('the whole service', async () => {
  expect(await lint(rule, INHIBITED)).toMatchInlineSnapshot(`
    [
      {
        "at": "clusters/prod/web-ha.yaml:31:25-31:29 «true»",
        "hint": "remove inhibit_on_failure; or set net.ipv4.vs.expire_quiescent_template to 1 on the directors, and allow this",
        "message": "a client of virtual server "http" that comes back within 300 s is sent to its real server even when that has failed: inhibit_on_failure keeps it with weight 0",
        "related": [
          "clusters/prod/web-ha.yaml:32:26-32:29 «300» the persistence",
        ],
        "severity": "warning",
      },
    ]
  `);
});

test('one real server', async () => {
  expect(
    await lint(
      rule,
      edit(PERSISTENT, 'name: rs2, weight: 1', 'name: rs2, weight: 1, inhibit_on_failure: true'),
    ),
  ).toMatchInlineSnapshot(`
    [
      {
        "at": "clusters/prod/web-ha.yaml:36:53-36:57 «true»",
        "hint": "remove inhibit_on_failure; or set net.ipv4.vs.expire_quiescent_template to 1 on the directors, and allow this",
        "message": "a client of virtual server "http" that comes back within 300 s is sent to real server "rs2" even when that has failed: inhibit_on_failure keeps it with weight 0",
        "related": [
          "clusters/prod/web-ha.yaml:31:26-31:29 «300» the persistence",
        ],
        "severity": "warning",
      },
    ]
  `);
});

test('near misses stay silent', async () => {
  for (const base of [NAT, DR, HA, NAT_HA, PERSISTENT]) expect(await lint(rule, base)).toEqual([]);
  // Without persistence, without checks, and switched off for each.
  expect(await lint(rule, edit(INHIBITED, '    persistence_timeout: 300\n', ''))).toEqual([]);
  expect(await lint(rule, edit(INHIBITED, 'persistence_timeout: 300', 'persistence_timeout: 0'))).toEqual([]);
  const CHECKS = INHIBITED.slice(
    INHIBITED.indexOf('    checks:'),
    INHIBITED.lastIndexOf('    real_servers:'),
  );
  expect(await lint(rule, edit(INHIBITED, CHECKS, ''))).toEqual([]);
  expect(await lint(rule, INHIBITED.replaceAll('weight: 1', 'inhibit_on_failure: false'))).toEqual([]);
  // One real server alone: nobody else would answer.
  const ALONE = INHIBITED.replace(/^ {6}- \{ name: rs2, weight: 1 \}\n/m, '');
  expect(ALONE).not.toBe(INHIBITED);
  expect(await lint(rule, ALONE)).toEqual([]);
  // A weight of 0 drains: clients are meant to stay.
  expect(await lint(rule, edit(PERSISTENT, 'name: rs2, weight: 1', 'name: rs2, weight: 0'))).toEqual([]);
});
