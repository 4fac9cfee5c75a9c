import { expect, test } from 'vitest';
import { DR, edit, HA, NAT, NAT_HA } from '../../../support/definitions.ts';
import { lint } from '../../../support/lint.ts';

const rule = 'weight-zero-refuses-clients';

/** rs2 has weight 0, and the service these words in place of its scheduler. */
const drained = (words: string, base = DR) =>
  edit(
    base.replace('name: rs2, weight: 1', 'name: rs2, weight: 0'),
    '    lvs_sched: wrr\n',
    `    ${words}\n`,
  );

test('sh without its fallback', async () => {
  expect(await lint(rule, drained('lvs_sched: sh'))).toMatchInlineSnapshot(`
    [
      {
        "at": "clusters/prod/web-dr.yaml:21:30-21:31 «0»",
        "hint": "set sh_fallback: its clients then go to the others; or remove the real server",
        "message": "weight "0" of real server "rs2" refuses its clients: sh of virtual server "http" still sends it its part of them",
        "related": [
          "clusters/prod/web-dr.yaml:17:16-17:18 «sh» the scheduler",
        ],
        "severity": "error",
      },
    ]
  `);
  expect(await lint(rule, drained('lvs_sched: sh\n    sh_port: true'))).toHaveLength(1);
  expect(await lint(rule, drained('lvs_sched: sh\n    persistence_timeout: 60'))).toHaveLength(1);
  expect(await lint(rule, drained('lvs_sched: sh', NAT))).toHaveLength(1);
});

test('dh, which knows no fallback', async () => {
  expect(await lint(rule, drained('lvs_sched: dh\n    flag_1: true'))).toMatchInlineSnapshot(`
    [
      {
        "at": "clusters/prod/web-dr.yaml:22:30-22:31 «0»",
        "hint": "remove the real server, or set lvs_sched to another scheduler",
        "message": "weight "0" of real server "rs2" refuses all clients of a VIP that dh sends to it: dh of virtual server "http" looks for no other",
        "related": [
          "clusters/prod/web-dr.yaml:17:16-17:18 «dh» the scheduler",
        ],
        "severity": "warning",
      },
    ]
  `);
});

test('a service speaks once, however many are drained', async () => {
  const text = edit(
    drained('lvs_sched: sh'),
    '      - { name: rs1, weight: 3 }\n',
    '      - { name: rs1, weight: 3 }\n      - { name: rs3, weight: 0 }\n',
  );
  expect(await lint(rule, text)).toHaveLength(1);
});

const inhibited = (words: string) =>
  edit(HA, '    lvs_sched: rr\n', `    lvs_sched: ${words}\n    inhibit_on_failure: true\n`);

test('a real server that fails and keeps its place', async () => {
  expect(await lint(rule, inhibited('sh'))).toMatchInlineSnapshot(`
    [
      {
        "at": "clusters/prod/web-ha.yaml:29:25-29:29 «true»",
        "hint": "remove inhibit_on_failure, or set sh_fallback: its clients then go to the others",
        "message": "inhibit_on_failure keeps a real server that has failed at weight 0, and sh of virtual server "http" refuses its clients",
        "related": [
          "clusters/prod/web-ha.yaml:28:16-28:18 «sh» the scheduler",
        ],
        "severity": "warning",
      },
    ]
  `);
  for (const words of ['mh', 'dh', 'sh\n    sh_port: true'])
    expect(await lint(rule, inhibited(words))).toHaveLength(1);
  for (const words of [
    'rr',
    'wlc',
    'sh\n    sh_fallback: true',
    'mh\n    mh_fallback: true',
    'mh\n    flag_1: true',
  ])
    expect(await lint(rule, inhibited(words))).toEqual([]);
  expect(
    await lint(rule, edit(inhibited('sh'), 'inhibit_on_failure: true', 'inhibit_on_failure: false')),
  ).toEqual([]);
  // One real server has nobody to send its clients to.
  expect(await lint(rule, edit(inhibited('sh'), '      - { name: rs2, weight: 1 }\n', ''))).toEqual([]);
});

test('near misses stay silent', async () => {
  for (const base of [NAT, DR, HA, NAT_HA]) expect(await lint(rule, base)).toEqual([]);
  // The same flag by its name and by its number.
  expect(await lint(rule, drained('lvs_sched: sh\n    sh_fallback: true'))).toEqual([]);
  expect(await lint(rule, drained('lvs_sched: sh\n    flag_1: true'))).toEqual([]);
  // Nobody is drained.
  expect(await lint(rule, edit(DR, 'lvs_sched: wrr', 'lvs_sched: sh'))).toEqual([]);
  // all-weights-zero speaks.
  expect(await lint(rule, edit(drained('lvs_sched: sh'), 'weight: 3', 'weight: 0'))).toEqual([]);
  for (const scheduler of [
    ...['rr', 'wrr', 'lc', 'wlc', 'lblc', 'lblcr', 'mh', 'fo', 'ovf', 'sed', 'nq', 'twos'],
  ])
    expect(await lint(rule, drained(`lvs_sched: ${scheduler}`))).toEqual([]);
});
