import { expect, test } from 'vitest';
import { casesOf } from '../../../keepalived/cases.ts';
import { DR, HA, NAT, NAT_HA } from '../../../support/definitions.ts';
import { lint } from '../../../support/lint.ts';

const rule = 'bfd-not-on-director';
const RS1 = '{ name: rs1, neighbor_ip: 192.168.0.18, directors: [lvs1] }';
const checked = (...sessions: string[]) =>
  `${HA.replace(/ {6}- TCP_CHECK: .*\n/, '$&      - BFD_CHECK: { name: rs1 }\n')}bfd_instances: [${sessions.join(', ')}]\n`;
const tracked = (where: RegExp, word: string, ...sessions: string[]) =>
  `${HA.replace(where, (found) => `${found}${word}`)}bfd_instances: [${sessions.join(', ')}]\n`;

test('a check of a session that one director does not have is one finding', async () => {
  expect(await lint(rule, checked(RS1))).toEqual([
    {
      severity: 'error',
      message: 'BFD session "rs1" is not on director "lvs2": keepalived ignores the name there',
      hint: 'add "lvs2" to its directors, or a second session of this name for it',
      at: 'clusters/prod/web-ha.yaml:33:28-33:31 «rs1»',
      related: ['clusters/prod/web-ha.yaml:37:68-37:74 «[lvs1]» its directors'],
    },
  ]);
});

test.each([
  ['an instance', /virtual_router_id: 51\n/, '    track_bfd: [rs1]\n'],
  ['a member', /state: BACKUP, /, 'track_bfd: [rs1], '],
])('%s that tracks one', async (_, where, word) => {
  expect((await lint(rule, tracked(where, word, RS1))).map(({ message }) => message)).toEqual([
    'BFD session "rs1" is not on director "lvs2": keepalived ignores the name there',
  ]);
});

test('near misses stay silent', async () => {
  for (const base of [NAT, DR, HA, NAT_HA]) expect(await lint(rule, base)).toEqual([]);
  expect(await lint(rule, checked('{ name: rs1, neighbor_ip: 192.168.0.18 }'))).toEqual([]);
  expect(await lint(rule, checked('{ name: rs2, neighbor_ip: 192.168.0.18 }'))).toEqual([]);
  expect(await lint(rule, checked(RS1, RS1.replace('lvs1', 'lvs2')))).toEqual([]);
  expect(await lint(rule, tracked(/state: MASTER, /, 'track_bfd: [rs1], ', RS1))).toEqual([]);
});

test('two sessions of one name are no two of a name where no director has both, and each is where it is wanted', async () => {
  const RS2 = '{ name: rs1, neighbor_ip: 192.168.0.18, source_ip: 192.168.0.58, directors: [lvs2] }';
  expect(await lint('duplicate-name', checked(RS1, RS2))).toEqual([]);
  expect((await lint('duplicate-name', checked(RS1, RS1))).map(({ message }) => message)).toEqual([
    'two BFD instances have the name "rs1"',
  ]);
  const { cases, findings } = await casesOf({ 'clusters/prod/web-ha.yaml': checked(RS1, RS2) });
  expect(findings.map(({ rule, message }) => [rule, message])).toEqual([]);
  expect(cases.map(({ host, conf }) => [host.name, conf.match(/^bfd_instance[^}]*/gm)])).toEqual([
    ['lvs1', ['bfd_instance rs1 {\n    neighbor_ip 192.168.0.18\n']],
    ['lvs2', ['bfd_instance rs1 {\n    neighbor_ip 192.168.0.18\n    source_ip 192.168.0.58\n']],
  ]);
});
