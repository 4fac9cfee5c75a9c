import { expect, test } from 'vitest';
import { DR, edit, NAT, NAT_HA } from '../../../support/definitions.ts';
import { lint } from '../../../support/lint.ts';

const rule = 'nat-real-server-not-attached';

test('a real server in a subnet of nobody', async () => {
  expect(
    await lint(
      rule,
      edit(NAT, '192.168.0.18/24, gateway: 192.168.0.8', '192.168.1.18/24, gateway: 192.168.1.1'),
    ),
  ).toEqual([
    {
      severity: 'error',
      message:
        'director "lvs1" has no interface on "192.168.1.0/24", the subnet of real server "rs1": NAT requests would take its default route',
      hint: 'attach director "lvs1" to 192.168.1.0/24, or correct the address',
      at: 'clusters/prod/web-nat.yaml:12:27-12:42 «192.168.1.18/24»',
      related: [
        'clusters/prod/web-nat.yaml:8:5-8:15 «interfaces» its interfaces',
        'clusters/prod/web-nat.yaml:15:11-15:15 «http» the NAT service',
      ],
    },
  ]);
});

test('one of two directors is not on the segment: once for all real servers and services', async () => {
  const text = `${edit(NAT_HA, '      eth1: { segment: lan, address: 10.0.0.12/24 }\n', '')}  - { name: https, vip: 198.51.100.100, port: 443, protocol: TCP, lvs_sched: rr, lvs_method: NAT, real_servers: [{ name: rs1 }] }\n`;
  expect(await lint(rule, text)).toEqual([
    {
      severity: 'error',
      message:
        'director "edge2" has no interface on "10.0.0.0/24", the subnet of real servers "rs1" and "rs2": NAT requests would take its default route',
      hint: 'attach director "edge2" to segment "lan"',
      at: 'clusters/prod/edge.yaml:12:5-12:15 «interfaces»',
      related: [
        'clusters/prod/edge.yaml:33:27-33:40 «10.0.0.101/24» the address of "rs1"',
        'clusters/prod/edge.yaml:36:11-36:15 «http» the NAT service',
      ],
    },
  ]);
});

test('both directors are elsewhere', async () => {
  expect(await lint(rule, edit(NAT_HA, '10.0.0.101/24, gateway: 10.0.0.1 ', '10.0.9.101/24 '))).toEqual([
    {
      severity: 'error',
      message:
        'directors "edge1" and "edge2" have no interface on "10.0.9.0/24", the subnet of real server "rs1": NAT requests would take their default route',
      hint: 'attach directors "edge1" and "edge2" to 10.0.9.0/24, or correct the address',
      at: 'clusters/prod/edge.yaml:34:27-34:40 «10.0.9.101/24»',
      related: [
        'clusters/prod/edge.yaml:8:5-8:15 «interfaces» the interfaces of "edge1"',
        'clusters/prod/edge.yaml:37:11-37:15 «http» the NAT service',
      ],
    },
  ]);
});

test('near misses stay silent', async () => {
  expect(await lint(rule, NAT)).toEqual([]);
  expect(await lint(rule, NAT_HA)).toEqual([]);
  // DR is dr-real-server-not-attached's.
  expect(await lint(rule, edit(DR, '192.168.0.18/24, gateway: 192.168.0.1', '192.168.1.18/24'))).toEqual([]);
  // Not served at all.
  expect(
    await lint(
      rule,
      edit(NAT, 'virtual_servers:\n', '  - { name: rs3, address: 10.1.1.1/24 }\nvirtual_servers:\n'),
    ),
  ).toEqual([]);
  // Of another family: real-server-other-family.
  expect(await lint(rule, edit(NAT, '192.168.0.18/24, gateway: 192.168.0.8', '"2001:db8::18/64"'))).toEqual(
    [],
  );
  // The prefix length is what is wrong: prefix-length-mismatch.
  expect(await lint(rule, edit(NAT, 'address: 192.168.0.8/24', 'address: 192.168.0.8/29'))).toEqual([]);
});

test('LocalNode stays silent', async () => {
  const text = edit(
    NAT,
    'virtual_servers:\n',
    '  - { name: lvs1, address: 127.0.0.1/8 }\nvirtual_servers:\n',
  );
  expect(await lint(rule, `${text}      - { name: lvs1 }\n`)).toEqual([]);
});

test('an interface may be described in another definition', async () => {
  const other = edit(
    edit(DR, 'name: web-dr', 'name: other'),
    'eth0: { segment: lan, address: 192.168.0.8/24 }',
    'eth1: { segment: lan, address: 192.168.0.8/24 }',
  );
  const half = edit(NAT, '      eth1: { segment: lan, address: 192.168.0.8/24 }\n', '');
  expect(await lint(rule, { 'clusters/prod/web-nat.yaml': half, 'clusters/prod/other.yaml': other })).toEqual(
    [],
  );
});

test('a sorry server of the definition on another subnet', async () => {
  const text = edit(
    edit(
      NAT_HA,
      '    delay_loop: 5\n',
      '    sorry_server: { address: 10.55.0.9, port: 80 }\n    delay_loop: 5\n',
    ),
    'real_servers:\n  - {',
    'real_servers:\n  - { name: sorry, address: 10.55.0.9/24 }\n  - {',
  );
  const [found, ...others] = await lint(rule, text);
  expect(found?.message).toContain('have no interface on "10.55.0.0/24", the subnet of real server "sorry"');
  expect(others).toEqual([]);
});
