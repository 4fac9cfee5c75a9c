import { expect, test } from 'vitest';
import { DR, edit, HA, NAT, NAT_HA } from '../../../support/definitions.ts';
import { lint } from '../../../support/lint.ts';

const rule = 'member-outside-vip-subnet';
const UNICAST = edit(HA, 'advert_int: 1', 'unicast: true');
/** lvs2 is on a wire of its own. */
const APART = edit(
  edit(UNICAST, 'directors:\n', '  far: { subnet: 10.9.0.0/24 }\ndirectors:\n'),
  '{ segment: lan, address: 192.168.0.58/24 }',
  '{ segment: far, address: 10.9.0.58/24 }',
);

test('a VIP in the subnet of one member', async () => {
  expect(await lint(rule, APART)).toEqual([
    {
      severity: 'error',
      message:
        'VIP "192.168.0.38" is in a subnet of "lvs1" and in none of "lvs2": while "lvs2" is MASTER, nobody reaches it',
      hint: 'use an address outside the subnets of the directors, with routed: true, that routers lead to the MASTER; or attach all members to one wire (segments that are one have one id)',
      at: 'clusters/prod/web-ha.yaml:17:25-17:40 «192.168.0.38/32»',
      related: [
        'clusters/prod/web-ha.yaml:8:50-8:65 «192.168.0.48/24» the subnet of the VIP',
        'clusters/prod/web-ha.yaml:10:50-10:62 «10.9.0.58/24» a member outside it',
      ],
    },
  ]);
});

test('a VIP on an interface that one member has on another wire', async () => {
  const definition = NAT_HA.replace('198.51.100.100/24', '{ address: 10.0.0.9/24, dev: eth1 }')
    .replace('directors:\n', '  far: { subnet: 10.9.0.0/24 }\ndirectors:\n')
    .replace('{ segment: lan, address: 10.0.0.12/24 }', '{ segment: far, address: 10.9.0.12/24 }');
  expect((await lint(rule, definition)).map(({ message }) => message)).toEqual([
    'VIP "10.0.0.9" is in a subnet of "edge1" and in none of "edge2": while "edge2" is MASTER, nobody reaches it',
  ]);
});

test('near misses stay silent', async () => {
  for (const definition of [NAT, DR, HA, NAT_HA, UNICAST]) expect(await lint(rule, definition)).toEqual([]);
  // One wire with two subnets.
  const wire = edit(edit(APART, 'lan: {', 'lan: { id: w1,'), 'far: {', 'far: { id: w1,');
  expect(await lint(rule, wire)).toEqual([]);
  // Routers lead it to whoever is MASTER.
  const routed = edit(
    edit(APART, '192.168.0.38/32', '203.0.113.38/32'),
    'vip: 192.168.0.38',
    'vip: 203.0.113.38',
  );
  expect(await lint(rule, routed)).toEqual([]);
  expect(await lint(rule, edit(APART, 'port: 80\n', 'port: 80\n    routed: true\n'))).toEqual([]);
  // Members of a multicast instance: members-on-different-segments.
  expect(await lint(rule, edit(APART, '    unicast: true\n', ''))).toEqual([]);
  // A second interface is on the wire.
  const second = '{ segment: far, address: 10.9.0.58/24 }';
  const both = edit(APART, second, `${second}, eth1: { segment: lan, address: 192.168.0.58/24 }`);
  expect(await lint(rule, both)).toEqual([]);
  expect(await lint('vip-on-wrong-interface', both)).toMatchObject([
    { message: 'VIP "192.168.0.38" is put on "eth0" of director "lvs2", but its subnet is at "eth1"' },
  ]);
});
