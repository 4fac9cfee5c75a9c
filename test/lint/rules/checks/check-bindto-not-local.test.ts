import { expect, test } from 'vitest';
import { DR, edit, HA, NAT, NAT_HA } from '../../../support/definitions.ts';
import { lint } from '../../../support/lint.ts';

const rule = 'check-bindto-not-local';
const bind = (base: string, address: string, type = 'TCP_CHECK') =>
  base.replace(/TCP_CHECK: \{[^}]*\}/, `${type}: { bindto: ${address} }`);

const SINGLE = edit(
  edit(
    NAT,
    '    real_servers:\n      - { name: rs1',
    '    checks: [{ TCP_CHECK: { bindto: 192.168.0.8 } }]\n    real_servers:\n      - { name: rs1',
  ),
  'name: web-nat\n',
  'name: web-nat\nengine: keepalived\n',
);

test('the VIP of a DR virtual server: the real servers have it, too', async () => {
  expect(await lint(rule, bind(HA, '192.168.0.38'))).toEqual([
    {
      severity: 'warning',
      message:
        'check from the VIP "192.168.0.38": a DR real server has it too, and answers itself, so every check fails',
      hint: 'leave bindto out: the director then takes its own address towards the real server',
      at: 'clusters/prod/web-ha.yaml:32:30-32:42 «192.168.0.38»',
      related: ['clusters/prod/web-ha.yaml:25:10-25:22 «192.168.0.38» the VIP'],
    },
  ]);
});

test('a VIP under NAT, outer or inner', async () => {
  expect(await lint(rule, bind(NAT_HA, '198.51.100.100'))).toEqual([
    {
      severity: 'warning',
      message: 'check from the VIP "198.51.100.100": it never runs on a director that does not hold it',
      hint: 'leave bindto out: the director then takes its own address towards the real server',
      at: 'clusters/prod/edge.yaml:45:30-45:44 «198.51.100.100»',
    },
  ]);
  expect(await lint(rule, bind(NAT_HA, '10.0.0.1'))).toEqual([
    {
      severity: 'warning',
      message: 'check from the VIP "10.0.0.1": it never runs on a director that does not hold it',
      hint: 'leave bindto out: the director then takes its own address towards the real server',
      at: 'clusters/prod/edge.yaml:45:30-45:38 «10.0.0.1»',
    },
  ]);
});

test('the address of one of two directors', async () => {
  expect(await lint(rule, bind(HA, '192.168.0.48'))).toEqual([
    {
      severity: 'warning',
      message: 'check from "192.168.0.48", an address of director "lvs1": it never runs on "lvs2"',
      hint: 'leave bindto out: the director then takes its own address towards the real server',
      at: 'clusters/prod/web-ha.yaml:32:30-32:42 «192.168.0.48»',
      related: ["clusters/prod/web-ha.yaml:7:50-7:65 «192.168.0.48/24» the director's address"],
    },
  ]);
  const udp = edit(bind(HA, '192.168.0.58', 'UDP_CHECK'), 'protocol: TCP', 'protocol: UDP');
  expect(await lint(rule, udp)).toEqual([
    {
      severity: 'warning',
      message: 'check from "192.168.0.58", an address of director "lvs2": it fails on "lvs1"',
      hint: 'leave bindto out: the director then takes its own address towards the real server',
      at: 'clusters/prod/web-ha.yaml:32:30-32:42 «192.168.0.58»',
      related: ["clusters/prod/web-ha.yaml:9:50-9:65 «192.168.0.58/24» the director's address"],
    },
  ]);
});

test('an address that no director has', async () => {
  expect(await lint(rule, bind(HA, '172.31.9.9'))).toEqual([
    {
      severity: 'warning',
      message: 'check from "172.31.9.9", which no director of the definition has: it never runs',
      hint: 'leave bindto out: the director then takes its own address towards the real server; or add the interface that has it to the directors',
      at: 'clusters/prod/web-ha.yaml:32:30-32:40 «172.31.9.9»',
    },
  ]);
  expect(await lint(rule, edit(SINGLE, 'bindto: 192.168.0.8', 'bindto: 192.168.0.9'))).toEqual([
    {
      severity: 'warning',
      message: 'check from "192.168.0.9", which no director of the definition has: it never runs',
      hint: 'leave bindto out: the director then takes its own address towards the real server; or add the interface that has it to the directors',
      at: 'clusters/prod/web-nat.yaml:22:37-22:48 «192.168.0.9»',
    },
  ]);
});

test('near misses stay silent', async () => {
  for (const base of [NAT, DR, HA, NAT_HA]) expect(await lint(rule, base)).toEqual([]);
  // A single director has its addresses always.
  expect(await lint(rule, SINGLE)).toEqual([]);
  expect(await lint(rule, edit(SINGLE, 'bindto: 192.168.0.8', 'bindto: 172.16.254.200'))).toEqual([]);
  // Every host has its loopback; another family is check-bindto-other-family's.
  expect(await lint(rule, bind(HA, '127.0.0.1'))).toEqual([]);
  expect(await lint(rule, bind(HA, '"2001:db8::1"'))).toEqual([]);
  // Another definition says what the same director has.
  const other = edit(
    edit(NAT, 'name: web-nat', 'name: other'),
    'eth1: { segment: lan, address: 192.168.0.8/24 }',
    'eth1: { segment: lan, address: 192.168.0.8/24 }\n      eth2: { segment: lan, address: 192.168.0.9/24 }',
  );
  const files = {
    'clusters/prod/other.yaml': other,
    'clusters/prod/web-nat.yaml': edit(SINGLE, 'bindto: 192.168.0.8', 'bindto: 192.168.0.9'),
  };
  expect(await lint(rule, files)).toEqual([]);
});
