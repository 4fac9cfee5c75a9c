import { expect, test } from 'vitest';
import { DR, edit, HA, NAT, NAT_HA } from '../../../support/definitions.ts';
import { lint } from '../../../support/lint.ts';

const rule = 'quorum-unreachable';

test('a quorum above the total weight', async () => {
  expect(
    await lint(rule, edit(HA, '    delay_loop: 6\n', '    delay_loop: 6\n    quorum: 3\n')),
  ).toMatchInlineSnapshot(`
    [
      {
        "at": "clusters/prod/web-ha.yaml:31:13-31:14 «3»",
        "hint": "set it to 2 at most, or raise the weights",
        "message": "quorum "3" of virtual server "http" is above the total weight, 2",
        "severity": "error",
      },
    ]
  `);
});

test('a hysteresis that is not below the quorum', async () => {
  expect(
    await lint(
      rule,
      edit(HA, '    delay_loop: 6\n', '    delay_loop: 6\n    quorum: 2\n    hysteresis: 2\n'),
    ),
  ).toMatchInlineSnapshot(`
    [
      {
        "at": "clusters/prod/web-ha.yaml:32:17-32:18 «2»",
        "hint": "set it to 1 at most",
        "message": "hysteresis "2" of virtual server "http" is not below its quorum, 2",
        "severity": "error",
      },
    ]
  `);
});

test('a hysteresis without a quorum', async () => {
  expect(
    await lint(rule, edit(HA, '    delay_loop: 6\n', '    delay_loop: 6\n    hysteresis: 1\n')),
  ).toMatchInlineSnapshot(`
    [
      {
        "at": "clusters/prod/web-ha.yaml:31:17-31:18 «1»",
        "hint": "set a quorum above it, or leave hysteresis out",
        "message": "hysteresis "1" of virtual server "http" is not below its quorum, 1",
        "severity": "error",
      },
    ]
  `);
});

test('a quorum that can be reached, but not with its hysteresis', async () => {
  expect(
    await lint(
      rule,
      edit(HA, '    delay_loop: 6\n', '    delay_loop: 6\n    quorum: 2\n    hysteresis: 1\n'),
    ),
  ).toEqual([
    {
      severity: 'error',
      message:
        'virtual server "http" never gets its quorum: with the hysteresis it needs 3, and the total weight is 2',
      hint: 'leave hysteresis out, lower the quorum, or raise the weights',
      at: 'clusters/prod/web-ha.yaml:32:17-32:18 «1»',
      related: ['clusters/prod/web-ha.yaml:31:13-31:14 «2» the quorum'],
    },
  ]);
});

test('near misses stay silent', async () => {
  for (const base of [NAT, DR, HA, NAT_HA]) expect(await lint(rule, base)).toEqual([]);
  // Just reachable, and just below.
  expect(
    await lint(
      rule,
      edit(
        edit(HA, '    delay_loop: 6\n', '    delay_loop: 6\n    quorum: 2\n    hysteresis: 1\n'),
        'rs1, weight: 1',
        'rs1, weight: 2',
      ),
    ),
  ).toEqual([]);
  // A check gives the weight.
  const both = edit(HA, '    delay_loop: 6\n', '    delay_loop: 6\n    quorum: 2\n    hysteresis: 1\n');
  const dynamic = edit(
    both,
    '      - TCP_CHECK',
    '      - MISC_CHECK: { misc_path: /bin/weigh, misc_dynamic: true }\n      - TCP_CHECK',
  );
  expect(await lint(rule, dynamic)).toEqual([]);
});
