import { expect, test } from 'vitest';
import { DR, edit, HA, NAT, NAT_HA } from '../../../support/definitions.ts';
import { lint } from '../../../support/lint.ts';

const rule = 'one-failure-loses-quorum';
const SORRY = 'sorry_server: { address: 192.168.0.99 }';
const withQuorum = (options: string, base = HA) =>
  edit(base, 'delay_loop: 6', `delay_loop: 6\n    ${options}`);

test('a quorum of all', async () => {
  expect(await lint(rule, withQuorum(`quorum: 2\n    ${SORRY}`))).toMatchInlineSnapshot(`
    [
      {
        "at": "clusters/prod/web-ha.yaml:31:13-31:14 «2»",
        "hint": "set quorum to 1 at most, so that the others go on",
        "message": "when one real server of weight 1 fails, virtual server "http" has 1 of the 2 that its quorum needs, and only the sorry server answers",
        "related": [
          "clusters/prod/web-ha.yaml:32:30-32:42 «192.168.0.99» the sorry server",
        ],
        "severity": "warning",
      },
    ]
  `);
});

test('the failure of the heaviest', async () => {
  const heavy = edit(HA, 'name: rs2, weight: 1', 'name: rs2, weight: 5');
  expect(
    (await lint(rule, withQuorum(`quorum: 2\n    ${SORRY}`, heavy))).map(({ message }) => message),
  ).toEqual([
    'when one real server of weight 5 fails, virtual server "http" has 1 of the 2 that its quorum needs, and only the sorry server answers',
  ]);
});

test('near misses stay silent', async () => {
  for (const base of [NAT, DR, HA, NAT_HA]) expect(await lint(rule, base)).toEqual([]);
  for (const options of [
    'quorum: 2',
    `quorum: 1\n    ${SORRY}`,
    SORRY,
    // It is lost below 1 only, and one that is never reached is another rule's.
    `quorum: 2\n    hysteresis: 1\n    ${SORRY}`,
    `quorum: 3\n    ${SORRY}`,
  ]) {
    expect(await lint(rule, withQuorum(options)), options).toEqual([]);
  }
  const one = edit(HA, '      - { name: rs2, weight: 1 }\n', '');
  expect(await lint(rule, withQuorum(`quorum: 1\n    ${SORRY}`, one))).toEqual([]);
});
