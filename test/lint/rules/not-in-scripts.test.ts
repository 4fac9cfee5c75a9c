import { expect, test } from 'vitest';
import { DR, edit, HA, NAT, NAT_HA } from '../../support/definitions.ts';
import { lint } from '../../support/lint.ts';

const rule = 'not-in-scripts';

test('a flag of the scheduler', async () => {
  expect(
    await lint(rule, edit(DR, '    lvs_sched: wrr\n', '    lvs_sched: sh\n    sh_port: true\n')),
  ).toMatchInlineSnapshot();
});

test('a threshold of a real server', async () => {
  expect(await lint(rule, edit(DR, 'weight: 3', 'weight: 3, uthreshold: 100'))).toMatchInlineSnapshot();
});

test('near misses stay silent', async () => {
  for (const base of [NAT, DR, HA, NAT_HA]) expect(await lint(rule, base)).toEqual([]);
  // What is off.
  expect(
    await lint(
      rule,
      edit(
        edit(DR, '    lvs_sched: wrr\n', '    lvs_sched: wrr\n    ops: false\n'),
        'weight: 3',
        'weight: 3, uthreshold: 0',
      ),
    ),
  ).toEqual([]);
  // keepalived does it.
  expect(await lint(rule, edit(HA, '    lvs_sched: rr\n', '    lvs_sched: sh\n    sh_port: true\n'))).toEqual(
    [],
  );
});
