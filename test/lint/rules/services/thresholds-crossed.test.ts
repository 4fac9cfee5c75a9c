import { expect, test } from 'vitest';
import { DR, edit, HA, NAT, NAT_HA } from '../../../support/definitions.ts';
import { lint } from '../../../support/lint.ts';

const rule = 'thresholds-crossed';

test('a lower threshold above the upper one', async () => {
  expect(
    await lint(rule, edit(HA, 'name: rs1, weight: 1 }', 'name: rs1, uthreshold: 100, lthreshold: 200 }')),
  ).toMatchInlineSnapshot(`
    [
      {
        "at": "clusters/prod/web-ha.yaml:34:51-34:54 «200»",
        "hint": "set uthreshold above it: connections stop at the upper one and start again below the lower one",
        "message": "lthreshold "200" of real server "rs1" is above its uthreshold, 100",
        "severity": "error",
      },
    ]
  `);
});

test('a lower threshold alone', async () => {
  expect(
    await lint(rule, edit(HA, 'name: rs1, weight: 1 }', 'name: rs1, lthreshold: 200 }')),
  ).toMatchInlineSnapshot(`
    [
      {
        "at": "clusters/prod/web-ha.yaml:34:34-34:37 «200»",
        "hint": "set uthreshold above it: connections stop at the upper one and start again below the lower one",
        "message": "lthreshold "200" of real server "rs1" is above its uthreshold, which is not set",
        "severity": "error",
      },
    ]
  `);
});

test('near misses stay silent', async () => {
  for (const base of [NAT, DR, HA, NAT_HA]) expect(await lint(rule, base)).toEqual([]);
  // An upper one alone, and two equal ones.
  expect(
    await lint(
      rule,
      edit(
        edit(HA, 'name: rs1, weight: 1 }', 'name: rs1, uthreshold: 100 }'),
        'name: rs2, weight: 1 }',
        'name: rs2, uthreshold: 100, lthreshold: 100 }',
      ),
    ),
  ).toEqual([]);
});
