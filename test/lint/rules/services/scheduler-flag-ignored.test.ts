import { expect, test } from 'vitest';
import { DR, edit, HA, NAT, NAT_HA } from '../../../support/definitions.ts';
import { lint } from '../../../support/lint.ts';

const rule = 'scheduler-flag-ignored';

test('a flag of sh under mh', async () => {
  expect(
    await lint(
      rule,
      edit(HA, '    lvs_sched: rr\n', '    lvs_sched: mh\n    sh_port: true\n    mh_fallback: true\n'),
    ),
  ).toMatchInlineSnapshot(`
    [
      {
        "at": "clusters/prod/web-ha.yaml:29:14-29:18 «true»",
        "hint": "write mh_port, or remove it",
        "message": ""sh_port" is a flag of scheduler sh, not of "mh"",
        "severity": "error",
      },
    ]
  `);
});

test('a flag in defaults is one fault of all services', async () => {
  const second = HA.slice(HA.indexOf('  - name: http\n'))
    .replace('http', 'https')
    .replaceAll('80\n', '443\n');
  const found = await lint(rule, `${HA}${second}defaults: { virtual_servers: { sh_port: true } }\n`);
  expect(found).toEqual([
    {
      severity: 'error',
      message: '"sh_port" is a flag of scheduler sh, not of "rr"',
      hint: 'remove it, or set lvs_sched to sh',
      at: 'clusters/prod/web-ha.yaml:48:41-48:45 «true»',
    },
  ]);
});

test('one-packet scheduling of TCP', async () => {
  expect(
    await lint(rule, edit(HA, '    lvs_sched: rr\n', '    lvs_sched: rr\n    ops: true\n')),
  ).toMatchInlineSnapshot(`
    [
      {
        "at": "clusters/prod/web-ha.yaml:29:10-29:14 «true»",
        "hint": "remove ops",
        "message": "one-packet scheduling is for UDP, and the service is TCP",
        "severity": "error",
      },
    ]
  `);
});

test('near misses stay silent', async () => {
  // A protocol that is none is the schema's.
  expect(await lint(rule, edit(HA, 'protocol: TCP\n', 'protocol: udp\n    ops: true\n'))).toEqual([]);
  for (const base of [NAT, DR, HA, NAT_HA]) expect(await lint(rule, base)).toEqual([]);
  // Flags of the scheduler itself, and those without a name.
  expect(
    await lint(
      rule,
      edit(
        HA,
        '    lvs_sched: rr\n',
        '    lvs_sched: sh\n    sh_port: true\n    sh_fallback: true\n    flag_1: true\n',
      ),
    ),
  ).toEqual([]);
  // A flag that is off.
  expect(
    await lint(
      rule,
      edit(HA, '    lvs_sched: rr\n', '    lvs_sched: rr\n    sh_port: false\n    ops: false\n'),
    ),
  ).toEqual([]);
});
