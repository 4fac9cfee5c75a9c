import { expect, test } from 'vitest';
import { DR, edit, HA, NAT, NAT_HA } from '../../../support/definitions.ts';
import { lint } from '../../../support/lint.ts';

const rule = 'host-described-differently';

/** HA, and a second definition of the same hosts. */
const OTHER = edit(HA, 'name: web-ha', 'name: api-ha');
const both = (other: string) => ({
  'clusters/prod/web-ha.yaml': other.replace('name: api-ha', 'name: web-ha'),
  'clusters/prod/api-ha.yaml': OTHER,
});

test("a director's address differs", async () => {
  expect(await lint(rule, both(edit(OTHER, '192.168.0.48/24', '192.168.0.49/24')))).toEqual([
    {
      severity: 'error',
      message:
        'the address of "eth0" of "lvs1" is "192.168.0.49/24" here, and "192.168.0.48/24" in another definition',
      hint: 'say the same in both, or give different hosts different names',
      at: 'clusters/prod/web-ha.yaml:7:50-7:65 «192.168.0.49/24»',
      related: ['clusters/prod/api-ha.yaml:7:50-7:65 «192.168.0.48/24» described differently here'],
    },
  ]);
});

test("a director's interface differs", async () => {
  expect(
    await lint(
      rule,
      both(
        edit(
          OTHER,
          'eth0: { segment: lan, address: 192.168.0.48',
          'ens3: { segment: lan, address: 192.168.0.48',
        ),
      ),
    ),
  ).toEqual([
    {
      severity: 'error',
      message:
        'the interface of "lvs1" with "192.168.0.48/24" is "ens3" here, and "eth0" in another definition',
      hint: 'say the same in both, or give different hosts different names',
      at: 'clusters/prod/web-ha.yaml:7:19-7:23 «ens3»',
      related: ['clusters/prod/api-ha.yaml:7:19-7:23 «eth0» described differently here'],
    },
  ]);
});

test("a director's interface is on two wires", async () => {
  const wire = (id: string) =>
    edit(OTHER, 'gateway: 192.168.0.1 }\nd', `gateway: 192.168.0.1, id: ${id} }\nd`);
  const apart = edit(wire('vlan-7'), 'name: api-ha\n', 'name: api-ha\nrouting_domain: lab\n');
  expect(await lint(rule, both(apart))).toEqual([
    {
      severity: 'error',
      message:
        '"eth0" with "192.168.0.48/24" is on segment "lan" here, and on another broadcast domain in another definition',
      hint: 'give both segments the same subnet and routing domain, or the same id',
      at: 'clusters/prod/web-ha.yaml:8:36-8:39 «lan»',
      related: [
        'clusters/prod/api-ha.yaml:7:36-7:39 «lan» attached to another broadcast domain here',
        'clusters/prod/web-ha.yaml:5:3-5:6 «lan» the segment here',
        'clusters/prod/api-ha.yaml:4:3-4:6 «lan» the segment there',
      ],
    },
  ]);
});

test("a real server's address or gateway differs", async () => {
  expect(await lint(rule, both(edit(OTHER, '192.168.0.18/24', '192.168.0.19/24')))).toEqual([
    {
      severity: 'error',
      message: 'the address of "rs1" is "192.168.0.19/24" here, and "192.168.0.18/24" in another definition',
      hint: 'say the same in both, or give different hosts different names',
      at: 'clusters/prod/web-ha.yaml:21:27-21:42 «192.168.0.19/24»',
      related: ['clusters/prod/api-ha.yaml:21:27-21:42 «192.168.0.18/24» described differently here'],
    },
  ]);
  expect(
    await lint(rule, both(edit(OTHER, '18/24, gateway: 192.168.0.1', '18/24, gateway: 192.168.0.2'))),
  ).toEqual([
    {
      severity: 'error',
      message: 'the gateway of "rs1" is "192.168.0.2" here, and "192.168.0.1" in another definition',
      hint: 'say the same in both, or give different hosts different names',
      at: 'clusters/prod/web-ha.yaml:21:53-21:64 «192.168.0.2»',
      related: ['clusters/prod/api-ha.yaml:21:53-21:64 «192.168.0.1» described differently here'],
    },
  ]);
});

test('a real server has none of the addresses that it has as a director', async () => {
  expect(await lint(rule, edit(DR, 'name: lvs1', 'name: rs1'))).toEqual([
    {
      severity: 'error',
      message: '"rs1" is a real server with "192.168.0.18", which is none of its addresses as a director',
      hint: 'use "192.168.0.8/24", or give different hosts different names',
      at: 'clusters/prod/web-dr.yaml:10:27-10:42 «192.168.0.18/24»',
      related: ['clusters/prod/web-dr.yaml:8:38-8:52 «192.168.0.8/24» its address as a director'],
    },
  ]);
  // Also where the director is another definition's.
  const local = DR.replaceAll('name: rs1', 'name: lvs2').replace('name: lvs1', 'name: lvs9');
  expect(await lint(rule, { 'clusters/prod/web-dr.yaml': local, 'clusters/prod/web-ha.yaml': HA })).toEqual([
    {
      severity: 'error',
      message: '"lvs2" is a real server with "192.168.0.18", which is none of its addresses as a director',
      hint: 'use "192.168.0.58/24", or give different hosts different names',
      at: 'clusters/prod/web-dr.yaml:10:28-10:43 «192.168.0.18/24»',
      related: ['clusters/prod/web-ha.yaml:9:50-9:65 «192.168.0.58/24» its address as a director'],
    },
  ]);
});

test('near misses stay silent', async () => {
  for (const definition of [NAT, DR, HA, NAT_HA]) expect(await lint(rule, definition)).toEqual([]);
  expect(await lint(rule, both(OTHER))).toEqual([]);
  // Another environment has other hosts.
  const moved = edit(HA, '192.168.0.48/24', '192.168.0.49/24');
  expect(
    await lint(rule, { 'clusters/test/web-ha.yaml': moved, 'clusters/prod/api-ha.yaml': OTHER }),
  ).toEqual([]);
  // One definition leaves out an interface, or a gateway.
  const more = edit(
    OTHER,
    'eth0: { segment: lan, address: 192.168.0.48/24 }',
    'eth0: { segment: lan, address: 192.168.0.48/24 }, eth1: { segment: lan, address: 192.168.0.47/24 }',
  );
  expect(await lint(rule, both(more))).toEqual([]);
  expect(await lint(rule, both(edit(OTHER, '18/24, gateway: 192.168.0.1', '18/24')))).toEqual([]);
  // Dual stack: the one definition is for IPv4, the other for IPv6.
  const v6 = edit(
    edit(OTHER, 'subnet: 192.168.0.0/24, gateway: 192.168.0.1', 'subnet: 2001:db8::/64'),
    '192.168.0.48/24',
    '2001:db8::48/64',
  );
  expect(
    await lint(rule, both(edit(v6, '192.168.0.18/24, gateway: 192.168.0.1', '2001:db8::18/64'))),
  ).toEqual([]);
  // LocalNode: a director that is a real server too, by one of its addresses or by the loopback's.
  const local = DR.replaceAll('name: rs1', 'name: lvs1');
  expect(await lint(rule, edit(local, '192.168.0.18/24', '192.168.0.8/24'))).toEqual([]);
  expect(await lint(rule, edit(local, '192.168.0.18/24', '127.0.0.1/8'))).toEqual([]);
  // Two directors of one name in one definition: another rule.
  expect(await lint(rule, edit(HA, '- name: lvs2', '- name: lvs1'))).toEqual([]);
});

const WIRE = edit(OTHER, 'subnet: 192.168.0.0/24, gateway', 'subnet: [192.168.0.0/24, 10.0.0.0/24], gateway');
const twoOn = (addresses: string) => edit(WIRE, 'address: 192.168.0.48/24', `address: [${addresses}]`);
const pair = (other: string) => ({
  'clusters/prod/web-ha.yaml': other.replace('name: api-ha', 'name: web-ha'),
  'clusters/prod/api-ha.yaml': twoOn('192.168.0.48/24, 10.0.0.48/24'),
});

test('of two addresses on one interface one differs', async () => {
  expect(await lint(rule, pair(twoOn('192.168.0.48/24, 10.0.0.49/24')))).toMatchObject([
    {
      message:
        'the address of "eth0" of "lvs1" is "10.0.0.49/24" here, and "10.0.0.48/24" in another definition',
    },
  ]);
});

test('of two addresses on one interface each definition has its own', async () => {
  expect(await lint(rule, pair(WIRE))).toEqual([]);
  expect(await lint(rule, pair(twoOn('10.0.0.48/24')))).toEqual([]);
  // Of another wire it is not another address of this one.
  const apart = edit(edit(OTHER, '192.168.0.0/24', '10.7.0.0/24'), '192.168.0.48/24', '10.7.0.48/24');
  expect(await lint(rule, pair(apart))).not.toEqual([]);
});
