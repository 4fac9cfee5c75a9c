import { expect, test } from 'vitest';
import { DR, edit, HA, NAT, NAT_HA } from '../../../support/definitions.ts';
import { lint } from '../../../support/lint.ts';

const rule = 'duplicate-name';

test('two directors, real servers, VRRP instances, sync groups, virtual servers', async () => {
  expect(await lint(rule, edit(HA, '- name: lvs2', '- name: lvs1'))).toEqual([
    {
      severity: 'error',
      message: 'two directors have the name "lvs1"',
      hint: 'give one of them another name',
      at: 'clusters/prod/web-ha.yaml:8:11-8:15 «lvs1»',
      related: ['clusters/prod/web-ha.yaml:6:11-6:15 «lvs1» first defined here'],
    },
  ]);
  expect(await lint(rule, edit(DR, '{ name: rs2, address', '{ name: rs1, address'))).toEqual([
    {
      severity: 'error',
      message: 'two real servers have the name "rs1"',
      hint: 'give one of them another name',
      at: 'clusters/prod/web-dr.yaml:11:13-11:16 «rs1»',
      related: ['clusters/prod/web-dr.yaml:10:13-10:16 «rs1» first defined here'],
    },
  ]);
  expect(await lint(rule, edit(NAT_HA, '- name: INNER', '- name: OUTER'))).toEqual([
    {
      severity: 'error',
      message: 'two VRRP instances have the name "OUTER"',
      hint: 'give one of them another name',
      at: 'clusters/prod/edge.yaml:26:11-26:16 «OUTER»',
      related: ['clusters/prod/edge.yaml:19:11-19:16 «OUTER» first defined here'],
    },
  ]);
  const group = '  - name: EDGE\n    group: [OUTER, INNER]\n';
  expect(await lint(rule, edit(NAT_HA, group, group + group))).toEqual([
    {
      severity: 'error',
      message: 'two sync groups have the name "EDGE"',
      hint: 'give one of them another name',
      at: 'clusters/prod/edge.yaml:18:11-18:15 «EDGE»',
      related: ['clusters/prod/edge.yaml:16:11-16:15 «EDGE» first defined here'],
    },
  ]);
  const https = DR.slice(DR.indexOf('  - name: http\n')).replace('port: 80\n', 'port: 443\n');
  expect(await lint(rule, DR + https)).toEqual([
    {
      severity: 'error',
      message: 'two virtual servers have the name "http"',
      hint: 'give one of them another name',
      at: 'clusters/prod/web-dr.yaml:22:11-22:15 «http»',
      related: ['clusters/prod/web-dr.yaml:13:11-13:15 «http» first defined here'],
    },
  ]);
});

test('a director is a member twice', async () => {
  expect(await lint(rule, edit(HA, 'director: lvs2', 'director: lvs1'))).toEqual([
    {
      severity: 'error',
      message: 'director "lvs1" is a member of VRRP instance "VI_1" twice',
      hint: 'remove one of the two, or name "lvs2"',
      at: 'clusters/prod/web-ha.yaml:19:21-19:25 «lvs1»',
      related: ['clusters/prod/web-ha.yaml:18:21-18:25 «lvs1» first defined here'],
    },
  ]);
});

test('web.yaml and web.yml', async () => {
  const api = edit(DR, 'name: web-dr\n', '').replaceAll('192.168.0.38', '192.168.0.39');
  expect(await lint(rule, { 'clusters/prod/web-dr.yaml': DR, 'clusters/prod/web-dr.yml': api })).toEqual([
    {
      severity: 'error',
      message: 'two clusters of an environment have the name "web-dr"',
      hint: 'rename one of the two files',
      at: 'clusters/prod/web-dr.yml:1:1-1:8 «version»',
      related: ['clusters/prod/web-dr.yaml:2:7-2:13 «web-dr» first defined here'],
    },
  ]);
});

test('hosts whose names differ by case', async () => {
  expect(await lint(rule, edit(DR, '{ name: rs2, address', '{ name: LVS1, address'))).toEqual([
    {
      severity: 'error',
      message: 'the names of hosts "LVS1" and "lvs1" differ by case only',
      hint: 'use one spelling for one host, or different names for two',
      at: 'clusters/prod/web-dr.yaml:11:13-11:17 «LVS1»',
      related: ['clusters/prod/web-dr.yaml:6:11-6:15 «lvs1» the other spelling'],
    },
  ]);
  const files = {
    'clusters/prod/web-dr.yaml': DR,
    'clusters/prod/web-nat.yaml': edit(NAT, 'name: lvs1', 'name: Lvs1'),
  };
  expect(await lint(rule, files)).toEqual([
    {
      severity: 'error',
      message: 'the names of hosts "Lvs1" and "lvs1" differ by case only',
      hint: 'use one spelling for one host, or different names for two',
      at: 'clusters/prod/web-nat.yaml:7:11-7:15 «Lvs1»',
      related: ['clusters/prod/web-dr.yaml:6:11-6:15 «lvs1» the other spelling'],
    },
  ]);
});

test('VRRP instances and sync groups of one name on a host that two clusters share', async () => {
  const other = NAT_HA.replace('name: edge\n', 'name: edgy\n').replaceAll('INNER', 'INSIDE');
  expect(await lint(rule, { 'clusters/prod/edge.yaml': NAT_HA, 'clusters/prod/edgy.yaml': other })).toEqual([
    {
      severity: 'error',
      message: 'host "edge1" gets two sync groups with the name "EDGE"',
      hint: 'give one of them another name: both are in the keepalived.conf of "edge1"',
      at: 'clusters/prod/edgy.yaml:16:11-16:15 «EDGE»',
      related: ['clusters/prod/edge.yaml:16:11-16:15 «EDGE» cluster "edge" has it too'],
    },
    {
      severity: 'error',
      message: 'host "edge1" gets two VRRP instances with the name "OUTER"',
      hint: 'give one of them another name: both are in the keepalived.conf of "edge1"',
      at: 'clusters/prod/edgy.yaml:19:11-19:16 «OUTER»',
      related: ['clusters/prod/edge.yaml:19:11-19:16 «OUTER» cluster "edge" has it too'],
    },
  ]);
});

test('near misses stay silent', async () => {
  for (const definition of [NAT, DR, HA, NAT_HA]) expect(await lint(rule, definition)).toEqual([]);
  // Two environments, and two clusters with hosts of their own.
  expect(await lint(rule, { 'clusters/prod/web-ha.yaml': HA, 'clusters/test/web-ha.yaml': HA })).toEqual([]);
  const other = edit(HA, 'name: web-ha', 'name: api-ha').replaceAll('lvs1', 'lb1').replaceAll('lvs2', 'lb2');
  expect(await lint(rule, { 'clusters/prod/web-ha.yaml': HA, 'clusters/prod/api-ha.yaml': other })).toEqual(
    [],
  );
  // A host that is director and real server, and things of different kinds.
  expect(await lint(rule, edit(DR, '{ name: rs2, address', '{ name: lvs1, address'))).toEqual([]);
  expect(await lint(rule, edit(NAT_HA, '- name: EDGE', '- name: OUTER'))).toEqual([]);
  // One real server in two clusters.
  const shared = edit(edit(DR, 'name: web-dr', 'name: api-dr'), 'name: lvs1', 'name: lvs9');
  expect(await lint(rule, { 'clusters/prod/web-dr.yaml': DR, 'clusters/prod/api-dr.yaml': shared })).toEqual(
    [],
  );
});

test('environments whose folders differ by case only', async () => {
  const files = (one: string, other: string) => ({
    [`clusters/${one}/web-ha.yaml`]: HA,
    [`clusters/${other}/web-ha.yaml`]: HA,
  });
  expect(await lint(rule, files('PROD', 'prod'))).toEqual([
    {
      severity: 'error',
      message: 'the folders of environments "prod" and "PROD" differ by case only',
      hint: 'use one spelling for one environment, or different names for two',
      at: 'clusters/prod/web-ha.yaml:1:1-1:8 «version»',
      related: ['clusters/PROD/web-ha.yaml:1:1-1:8 «version» the other spelling'],
    },
  ]);
  expect((await lint(rule, files('prod/eu', 'Prod/us'))).map(({ message }) => message)).toEqual([
    'the folders of environments "prod" and "Prod" differ by case only',
  ]);
  expect(await lint(rule, files('prod/eu', 'prod/us'))).toEqual([]);
  expect(await lint(rule, files('prod/eu', 'test/EU'))).toEqual([]);
});

test.each([
  [
    'BFD instances',
    'bfd_instances: [{ name: a, neighbor_ip: 192.0.2.1 }, { name: a, neighbor_ip: 192.0.2.2 }]',
  ],
  ['VRRP scripts', 'vrrp_scripts: [{ name: a, script: /bin/true }, { name: a, script: /bin/false }]'],
  ['track files', 'track_files: [{ name: a, file: /run/a }, { name: a, file: /run/b }]'],
  ['tracked processes', 'vrrp_track_processes: [{ name: a, process: a }, { name: a, process: b }]'],
  ['garp groups', 'garp_groups: [{ name: a, interfaces: [eth0] }, { name: a, interfaces: [eth1] }]'],
])('two %s', async (kind, list) => {
  const found = await lint('duplicate-name', edit(HA, 'vrrp_instances:', `${list}\nvrrp_instances:`));
  expect(found.map(({ message }) => message)).toEqual([`two ${kind} have the name "a"`]);
});
