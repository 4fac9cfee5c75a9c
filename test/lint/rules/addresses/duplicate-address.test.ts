import { expect, test } from 'vitest';
import { DR, edit, HA, NAT } from '../../../support/definitions.ts';
import { lint } from '../../../support/lint.ts';

const rule = 'duplicate-address';

test('two real servers, two directors', async () => {
  expect(await lint(rule, edit(DR, '192.168.0.28/24', '192.168.0.18/24'))).toEqual([
    {
      severity: 'error',
      message: 'real server "rs2" has address "192.168.0.18", and so has real server "rs1"',
      hint: 'give each host its own address, or one name where they are the same host',
      at: 'clusters/prod/web-dr.yaml:11:27-11:42 «192.168.0.18/24»',
      related: ['clusters/prod/web-dr.yaml:10:27-10:42 «192.168.0.18/24» the same address'],
    },
  ]);
  expect(await lint(rule, edit(HA, '192.168.0.58/24', '192.168.0.48/24'))).toEqual([
    {
      severity: 'error',
      message: '"eth0" of director "lvs2" has address "192.168.0.48", and so has "eth0" of director "lvs1"',
      hint: 'give each its own address',
      at: 'clusters/prod/web-ha.yaml:9:50-9:65 «192.168.0.48/24»',
      related: ['clusters/prod/web-ha.yaml:7:50-7:65 «192.168.0.48/24» the same address'],
    },
  ]);
});

test('a director and a real server of another name', async () => {
  expect(await lint(rule, edit(DR, '192.168.0.28/24', '192.168.0.8/24'))).toEqual([
    {
      severity: 'error',
      message: 'real server "rs2" has address "192.168.0.8", and so has "eth0" of director "lvs1"',
      hint: 'give each host its own address, or one name where they are the same host',
      at: 'clusters/prod/web-dr.yaml:11:27-11:41 «192.168.0.8/24»',
      related: ['clusters/prod/web-dr.yaml:8:38-8:52 «192.168.0.8/24» the same address'],
    },
  ]);
});

test('two interfaces of one director', async () => {
  const text = edit(
    DR,
    'address: 192.168.0.8/24 }\n',
    'address: 192.168.0.8/24 }\n      eth1: { segment: lan, address: 192.168.0.8/24 }\n',
  );
  expect(await lint(rule, text)).toEqual([
    {
      severity: 'error',
      message: '"eth1" of director "lvs1" has address "192.168.0.8", and so has "eth0" of director "lvs1"',
      hint: 'give each its own address',
      at: 'clusters/prod/web-dr.yaml:9:38-9:52 «192.168.0.8/24»',
      related: ['clusters/prod/web-dr.yaml:8:38-8:52 «192.168.0.8/24» the same address'],
    },
  ]);
});

test('hosts of two clusters: each once', async () => {
  const other = edit(
    edit(
      edit(DR, 'name: web-dr', 'name: api'),
      'rs1, address: 192.168.0.18/24',
      'rs3, address: 192.168.0.18/24',
    ),
    '{ name: rs1, weight',
    '{ name: rs3, weight',
  );
  expect(await lint(rule, { 'clusters/prod/api.yaml': other, 'clusters/prod/web-dr.yaml': DR })).toEqual([
    {
      severity: 'error',
      message: 'real server "rs1" has address "192.168.0.18", and so has real server "rs3"',
      hint: 'give each host its own address, or one name where they are the same host',
      at: 'clusters/prod/web-dr.yaml:10:27-10:42 «192.168.0.18/24»',
      related: ['clusters/prod/api.yaml:10:27-10:42 «192.168.0.18/24» the same address'],
    },
  ]);
});

test('near misses stay silent', async () => {
  expect(await lint(rule, NAT)).toEqual([]);
  expect(await lint(rule, HA)).toEqual([]);
  // The same hosts in two definitions of an environment, and the same addresses in two environments.
  const other = edit(edit(DR, 'name: web-dr', 'name: api'), 'vip: 192.168.0.38', 'vip: 192.168.0.39');
  expect(await lint(rule, { 'clusters/prod/api.yaml': other, 'clusters/prod/web-dr.yaml': DR })).toEqual([]);
  expect(await lint(rule, { 'clusters/test/web-ha.yaml': HA, 'clusters/prod/web-dr.yaml': DR })).toEqual([]);
  // LocalNode: the director is a real server of the same name, at its address or at the loopback's.
  expect(
    await lint(
      rule,
      edit(DR, '- { name: rs2, address: 192.168.0.28/24', '- { name: lvs1, address: 192.168.0.8/24'),
    ),
  ).toEqual([]);
  expect(
    await lint(rule, edit(DR, '192.168.0.28/24', '127.0.0.1/8').replace('192.168.0.18/24', '127.0.0.1/8')),
  ).toEqual([]);
  // Link-local addresses are unique on their wire only.
  const six = (name: string, director: string) => `version: 1
segments: { ${name}: { subnet: "2001:db8:${name.length}::/64" } }
directors: [{ name: ${director}, interfaces: { eth0: { segment: ${name}, address: "fe80::8/64" } } }]
real_servers: [{ name: rs-${name}, address: "2001:db8:${name.length}::18/64" }]
virtual_servers:
  - { name: http, vip: "2001:db8:${name.length}::38", port: 80, protocol: TCP, lvs_sched: rr, lvs_method: DR, real_servers: [{ name: rs-${name} }] }
`;
  expect(
    await lint(rule, {
      'clusters/prod/a.yaml': six('lan', 'lvs1'),
      'clusters/prod/b.yaml': six('dmz1', 'lvs2'),
    }),
  ).toEqual([]);
});

test('one wire in two routing domains', async () => {
  const stage = `version: 1
segments: { lan: { id: v20, subnet: 192.168.0.0/24 } }
directors: [{ name: lvs1, interfaces: { eth0: { segment: lan, address: 192.168.0.48/24 } } }]
real_servers: [{ name: rs9, address: 192.168.0.99/24 }]
virtual_servers:
  - { name: http, vip: 192.168.0.90, port: 80, protocol: TCP, lvs_sched: rr, lvs_method: DR, real_servers: [{ name: rs9 }] }
`;
  const onWire = edit(HA, 'lan: { subnet', 'lan: { id: v20, subnet');
  expect(await lint(rule, { 'clusters/prod/web-ha.yaml': onWire, 'clusters/stage/api.yaml': stage })).toEqual(
    [
      {
        severity: 'error',
        message: '"eth0" of director "lvs1" has address "192.168.0.48", and so has "eth0" of director "lvs1"',
        hint: 'give each its own address',
        at: 'clusters/stage/api.yaml:3:72-3:87 «192.168.0.48/24»',
        related: ['clusters/prod/web-ha.yaml:7:50-7:65 «192.168.0.48/24» the same address'],
      },
    ],
  );
  // The same subnet on another wire.
  expect(await lint(rule, { 'clusters/prod/web-ha.yaml': HA, 'clusters/stage/api.yaml': stage })).toEqual([]);
});
