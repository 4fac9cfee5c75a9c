import { expect, test } from 'vitest';
import { DR, edit, HA, NAT, NAT_HA } from '../../support/definitions.ts';
import { lint } from '../../support/lint.ts';

const rule = 'quorum-unreachable';

test('a quorum above the total weight', async () => {
  expect(
    await lint(rule, edit(HA, '    delay_loop: 6\n', '    delay_loop: 6\n    quorum: 3\n')),
  ).toMatchInlineSnapshot();
});

test('a hysteresis that is not below the quorum', async () => {
  expect(
    await lint(
      rule,
      edit(HA, '    delay_loop: 6\n', '    delay_loop: 6\n    quorum: 2\n    hysteresis: 2\n'),
    ),
  ).toMatchInlineSnapshot();
});

test('a hysteresis without a quorum', async () => {
  expect(
    await lint(rule, edit(HA, '    delay_loop: 6\n', '    delay_loop: 6\n    hysteresis: 1\n')),
  ).toMatchInlineSnapshot();
});

test('near misses stay silent', async () => {
  for (const base of [NAT, DR, HA, NAT_HA]) expect(await lint(rule, base)).toEqual([]);
  // Just reachable, and just below.
  expect(
    await lint(
      rule,
      edit(HA, '    delay_loop: 6\n', '    delay_loop: 6\n    quorum: 2\n    hysteresis: 1\n'),
    ),
  ).toEqual([]);
});
