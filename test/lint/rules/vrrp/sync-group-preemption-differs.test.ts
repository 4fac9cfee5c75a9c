import { expect, test } from 'vitest';
import { DR, edit, HA, NAT, NAT_HA } from '../../../support/definitions.ts';
import { lint } from '../../../support/lint.ts';

const rule = 'sync-group-preemption-differs';
const FIRST = '{ director: edge1, state: MASTER, priority: 150 }';
const SECOND = '{ director: edge2, state: BACKUP, priority: 100 }';

/** The first members of OUTER and INNER, each with these words. */
const firsts = (outer: string, inner: string, base = NAT_HA) =>
  base
    .replace(FIRST, `{ director: edge1, ${outer}, priority: 150 }`)
    .replace(FIRST, `{ director: edge1, ${inner}, priority: 150 }`);
const STAYS = 'state: BACKUP, nopreempt: true';
const RETURNS = 'state: BACKUP';

test('nopreempt in one of two instances', async () => {
  expect(await lint(rule, firsts(STAYS, RETURNS))).toMatchInlineSnapshot(`
    [
      {
        "at": "clusters/prod/edge.yaml:24:54-24:58 «true»",
        "hint": "set nopreempt in all instances of the group, or in none",
        "message": "nopreempt of "edge1" in VRRP instance "OUTER" holds for all of sync group "EDGE": the VIPs of "INNER" do not go back to it either",
        "related": [
          "clusters/prod/edge.yaml:31:21-31:26 «edge1» without it in "INNER"",
        ],
        "severity": "warning",
      },
    ]
  `);
  expect(await lint(rule, firsts(RETURNS, STAYS))).toHaveLength(1);
  expect(await lint(rule, firsts('state: MASTER', STAYS))).toHaveLength(1);
});

test('near misses stay silent', async () => {
  for (const base of [NAT, DR, HA, NAT_HA]) expect(await lint(rule, base)).toEqual([]);
  expect(await lint(rule, firsts(STAYS, STAYS))).toEqual([]);
  expect(await lint(rule, firsts(RETURNS, RETURNS))).toEqual([]);
  // Each goes its own way without a group.
  const alone = edit(NAT_HA, 'vrrp_sync_groups:\n  - name: EDGE\n    group: [OUTER, INNER]\n', '');
  expect(await lint(rule, firsts(STAYS, RETURNS, alone))).toEqual([]);
  // nopreempt-with-master: it does nothing there.
  expect(await lint(rule, firsts('state: MASTER, nopreempt: true', 'state: MASTER'))).toEqual([]);
  // nopreempt-on-lower-priority: this one has nobody to take the VIPs back from.
  const lower = NAT_HA.replace(SECOND, '{ director: edge2, state: BACKUP, priority: 100, nopreempt: true }');
  expect(await lint(rule, lower)).toEqual([]);
  // Delays and intervals may differ.
  expect(await lint(rule, firsts(`${RETURNS}, preempt_delay: 10`, RETURNS))).toEqual([]);
});
