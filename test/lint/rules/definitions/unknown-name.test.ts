import { expect, test } from 'vitest';
import { DR, edit, HA, NAT, NAT_HA } from '../../../support/definitions.ts';
import { lint } from '../../../support/lint.ts';

const rule = 'unknown-name';

test('a segment, a director, a real server, a VRRP instance', async () => {
  expect(await lint(rule, edit(NAT, 'eth1: { segment: lan', 'eth1: { segment: lam'))).toEqual([
    {
      severity: 'error',
      message: 'no segment has the name "lam"',
      hint: 'did you mean "lan", which nothing names? if not, define it under segments',
      at: 'clusters/prod/web-nat.yaml:10:24-10:27 «lam»',
    },
  ]);
  expect(await lint(rule, edit(HA, '{ director: lvs2', '{ director: lsv2'))).toEqual([
    {
      severity: 'error',
      message: 'no director has the name "lsv2"',
      hint: 'did you mean "lvs2", which nothing names? if not, define it under directors',
      at: 'clusters/prod/web-ha.yaml:19:21-19:25 «lsv2»',
    },
  ]);
  expect(await lint(rule, edit(DR, '{ name: rs1, weight: 3 }', '{ name: r1, weight: 3 }'))).toEqual([
    {
      severity: 'error',
      message: 'no real server has the name "r1"',
      hint: 'did you mean "rs1", which nothing names? if not, define it under real_servers',
      at: 'clusters/prod/web-dr.yaml:20:17-20:19 «r1»',
    },
  ]);
  expect(await lint(rule, edit(NAT_HA, '[OUTER, INNER]', '[OUTER, INER]'))).toEqual([
    {
      severity: 'error',
      message: 'no VRRP instance has the name "INER"',
      hint: 'did you mean "INNER", which nothing names? if not, define it under vrrp_instances',
      at: 'clusters/prod/edge.yaml:17:20-17:24 «INER»',
    },
  ]);
});

test('a BFD instance and a track file that a check names', async () => {
  const checked = (check: string) => HA.replace(/TCP_CHECK: \{[^}]*\}/, check);
  expect(await lint(rule, checked('BFD_CHECK: { name: rs1 }'))).toEqual([
    {
      severity: 'error',
      message: 'no BFD instance has the name "rs1"',
      hint: 'define it under bfd_instances',
      at: 'clusters/prod/web-ha.yaml:32:28-32:31 «rs1»',
    },
  ]);
  const file = checked('FILE_CHECK: { track_file: drian }');
  const files = 'track_files: [{ name: drain, file: /run/drain }]\n';
  expect(await lint(rule, file + files)).toEqual([
    {
      severity: 'error',
      message: 'no track file has the name "drian"',
      hint: 'did you mean "drain", which nothing names? if not, define it under track_files',
      at: 'clusters/prod/web-ha.yaml:32:35-32:40 «drian»',
    },
  ]);
  expect(await lint(rule, file.replace('drian', 'drain') + files)).toEqual([]);
});

test('no name is near', async () => {
  const text = edit(
    DR,
    '      - { name: rs2, weight: 1 }\n',
    '      - { name: rs2 }\n      - { name: database }\n',
  );
  expect(await lint(rule, text)).toEqual([
    {
      severity: 'error',
      message: 'no real server has the name "database"',
      hint: 'define it under real_servers, or remove it here',
      at: 'clusters/prod/web-dr.yaml:22:17-22:25 «database»',
    },
  ]);
});

test('one that is missing is one finding, with every use', async () => {
  const renamed = edit(NAT_HA, '  - { name: rs1, a', '  - { name: web1, a');
  const https = NAT_HA.slice(NAT_HA.indexOf('  - name: http\n'))
    .replace('name: http', 'name: https')
    .replace('port: 80\n', 'port: 443\n');
  expect(await lint(rule, renamed + https)).toEqual([
    {
      severity: 'error',
      message: 'no real server has the name "rs1"',
      hint: 'did you mean "web1", which nothing names? if not, define it under real_servers',
      at: 'clusters/prod/edge.yaml:47:17-47:20 «rs1»',
      related: ['clusters/prod/edge.yaml:59:17-59:20 «rs1» used here too'],
    },
  ]);
});

test('a name from an object of JavaScript is no name', async () => {
  expect(
    (await lint(rule, edit(DR, '{ name: rs1, weight: 3 }', '{ name: constructor }'))).map(
      ({ message }) => message,
    ),
  ).toEqual(['no real server has the name "constructor"']);
});

test('near misses stay silent', async () => {
  for (const definition of [NAT, DR, HA, NAT_HA]) expect(await lint(rule, definition)).toEqual([]);
});

test('what instances and sync groups track', async () => {
  const lists =
    'track_script: [chk]\n    track_file: [drain]\n    track_process: [proxy]\n    track_bfd: [peer]';
  const definition = edit(NAT_HA, 'group: [OUTER, INNER]', `group: [OUTER, INNER]\n    ${lists}`);
  const found = await lint(
    'unknown-name',
    edit(definition, 'virtual_router_id: 10', 'virtual_router_id: 10\n    track_script: [other]'),
  );
  expect(found.map(({ message, at }) => `${message} ${at.replace(/^.* /, '')}`)).toEqual([
    'no VRRP script has the name "chk" «chk»',
    'no track file has the name "drain" «drain»',
    'no tracked process has the name "proxy" «proxy»',
    'no BFD instance has the name "peer" «peer»',
    'no VRRP script has the name "other" «other»',
  ]);
  const known = edit(
    definition,
    'vrrp_sync_groups:',
    `vrrp_scripts: [{ name: chk, script: /bin/true }]
track_files: [{ name: drain, file: /run/drain }]
vrrp_track_processes: [{ name: proxy, process: haproxy }]
bfd_instances: [{ name: peer, neighbor_ip: 198.51.100.1 }]
vrrp_sync_groups:`,
  );
  expect(await lint('unknown-name', known)).toEqual([]);
});
