import { expect, test } from 'vitest';
import { DR, edit, HA, NAT, NAT_HA } from '../../../support/definitions.ts';
import { lint } from '../../../support/lint.ts';

const rule = 'all-weights-zero';

test('every weight is 0: the first one is named', async () => {
  const drained = edit(edit(DR, 'weight: 3', 'weight: 0'), 'name: rs2, weight: 1', 'name: rs2, weight: 0');
  expect(await lint(rule, drained)).toEqual([
    {
      severity: 'error',
      message: 'weight "0" on every real server of virtual server "http": none gets a connection',
      hint: 'give at least one real server a weight above 0',
      at: 'clusters/prod/web-dr.yaml:20:30-20:31 «0»',
    },
  ]);
});

test('the only real server has weight 0', async () => {
  const one = edit(edit(DR, '      - { name: rs2, weight: 1 }\n', ''), 'weight: 3', 'weight: 0');
  expect(await lint(rule, one)).toEqual([
    {
      severity: 'error',
      message: 'weight "0" on every real server of virtual server "http": none gets a connection',
      hint: 'give at least one real server a weight above 0',
      at: 'clusters/prod/web-dr.yaml:20:30-20:31 «0»',
    },
  ]);
});

test('near misses stay silent', async () => {
  for (const base of [NAT, DR, HA, NAT_HA]) expect(await lint(rule, base)).toEqual([]);
  // One drained real server among others, and others whose weight is the default.
  expect(await lint(rule, edit(DR, 'weight: 3', 'weight: 0'))).toEqual([]);
  expect(await lint(rule, edit(edit(DR, ', weight: 3', ''), 'weight: 1', 'weight: 0'))).toEqual([]);
});
