import { expect, test } from 'vitest';
import { DR, edit, HA, NAT, NAT_HA } from '../../../support/definitions.ts';
import { lint } from '../../../support/lint.ts';

const rule = 'quorum-counts-weights';

const quorum = (words: string, first: number, second: number, base = HA) =>
  edit(
    edit(
      edit(base, 'delay_loop: 6', `delay_loop: 6\n    ${words}`),
      'rs1, weight: 1',
      `rs1, weight: ${first}`,
    ),
    'rs2, weight: 1',
    `rs2, weight: ${second}`,
  );

test('a quorum of two beside weights of a hundred', async () => {
  expect(await lint(rule, quorum('quorum: 2', 100, 100))).toMatchInlineSnapshot(`
    [
      {
        "at": "clusters/prod/web-ha.yaml:31:13-31:14 «2»",
        "hint": "set it to 200 for 2 real servers, or leave it out",
        "message": "quorum "2" of virtual server "http" is reached by any one real server: weights are added up, and the least is 100",
        "severity": "info",
      },
    ]
  `);
});

test('different weights', async () => {
  expect((await lint(rule, quorum('quorum: 2', 3, 2))).map(({ message, hint }) => [message, hint])).toEqual([
    [
      'quorum "2" of virtual server "http" is reached by any one real server: weights are added up, and the least is 2',
      'add up the weights that have to be there, or leave it out',
    ],
  ]);
  expect(await lint(rule, quorum('quorum: 2\n    hysteresis: 1', 3, 3))).toHaveLength(1);
});

test('near misses stay silent', async () => {
  for (const base of [NAT, DR, HA, NAT_HA]) expect(await lint(rule, base)).toEqual([]);
  // One real server is not enough.
  expect(await lint(rule, quorum('quorum: 2', 1, 100))).toEqual([]);
  expect(await lint(rule, quorum('quorum: 2\n    hysteresis: 1', 2, 2))).toEqual([]);
  // One of each is what it says, and more than there are is a weight.
  expect(await lint(rule, quorum('quorum: 1', 100, 100))).toEqual([]);
  expect(await lint(rule, quorum('quorum: 3', 100, 100))).toEqual([]);
  // A program sets the weights.
  const dynamic = quorum('quorum: 2', 100, 100).replace(
    /checks:\n(?: {6}.*\n)+/,
    'checks: [{ MISC_CHECK: { misc_path: /usr/local/bin/load, misc_dynamic: true } }]\n',
  );
  expect(await lint(rule, dynamic)).toEqual([]);
});
