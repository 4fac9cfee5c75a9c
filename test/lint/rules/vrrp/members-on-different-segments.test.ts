import { expect, test } from 'vitest';
import { DR, edit, HA, NAT, NAT_HA } from '../../../support/definitions.ts';
import { lint } from '../../../support/lint.ts';

const rule = 'members-on-different-segments';
const EDGE2 = `      eth0: { segment: wan, address: 198.51.100.12/24 }
      eth1: { segment: lan, address: 10.0.0.12/24 }
`;

test("the director's interfaces are the other way round", async () => {
  const swapped = edit(
    NAT_HA,
    EDGE2,
    EDGE2.replace('eth0', 'ethX').replace('eth1', 'eth0').replace('ethX', 'eth1'),
  );
  expect(await lint(rule, swapped)).toEqual([
    {
      severity: 'error',
      message: '"edge2" sends the adverts of "OUTER" on segment "lan", "edge1" on "wan"',
      hint: 'swap "eth1" and "eth0" in the interfaces of "edge2": at "edge1" they are the other way round',
      at: 'clusters/prod/edge.yaml:25:21-25:26 «edge2»',
      related: [
        'clusters/prod/edge.yaml:14:24-14:27 «lan» "eth0" of "edge2" is attached here',
        'clusters/prod/edge.yaml:9:24-9:27 «wan» "eth0" of "edge1" is attached here',
        'clusters/prod/edge.yaml:32:21-32:26 «edge2» here too',
      ],
    },
  ]);
});

test("a member's own interface is on another segment", async () => {
  const INNER = 'virtual_ipaddress: [10.0.0.1/24]\n    members:\n      - { director: edge1';
  expect(await lint(rule, edit(NAT_HA, INNER, `${INNER}, interface: eth0`))).toEqual([
    {
      severity: 'error',
      message: '"edge1" sends the adverts of "INNER" on segment "wan", "edge2" on "lan"',
      hint: 'set interface to "eth1" for this member: that one is on "lan"',
      at: 'clusters/prod/edge.yaml:31:39-31:43 «eth0»',
      related: [
        'clusters/prod/edge.yaml:9:24-9:27 «wan» "eth0" of "edge1" is attached here',
        'clusters/prod/edge.yaml:14:24-14:27 «lan» "eth1" of "edge2" is attached here',
      ],
    },
  ]);
});

test('no interface is on the segment of the others', async () => {
  const two = edit(HA, 'directors:', '  dmz: { subnet: 192.168.7.0/24 }\ndirectors:');
  const apart = edit(two, 'segment: lan, address: 192.168.0.58/24', 'segment: dmz, address: 192.168.7.58/24');
  expect(await lint(rule, apart)).toEqual([
    {
      severity: 'error',
      message: '"lvs2" sends the adverts of "VI_1" on segment "dmz", "lvs1" on "lan"',
      hint: 'attach "eth0" of "lvs2" to segment "lan", like the other members',
      at: 'clusters/prod/web-ha.yaml:20:21-20:25 «lvs2»',
      related: [
        'clusters/prod/web-ha.yaml:10:36-10:39 «dmz» "eth0" of "lvs2" is attached here',
        'clusters/prod/web-ha.yaml:8:36-8:39 «lan» "eth0" of "lvs1" is attached here',
      ],
    },
  ]);
});

test('most members are right', async () => {
  const three = edit(
    edit(HA, 'directors:', '  dmz: { subnet: 192.168.7.0/24 }\ndirectors:'),
    'vrrp_instances:\n',
    `  - { name: lvs3, interfaces: { eth0: { segment: lan, address: 192.168.0.68/24 } } }
vrrp_instances:
`,
  );
  const member = edit(three, 'priority: 90 }', 'priority: 90 }\n      - { director: lvs3, priority: 80 }');
  const first = edit(
    member,
    'segment: lan, address: 192.168.0.48/24',
    'segment: dmz, address: 192.168.7.48/24',
  );
  expect((await lint(rule, first)).map(({ message, at }) => [message, at])).toEqual([
    [
      '"lvs1" sends the adverts of "VI_1" on segment "dmz", "lvs2" on "lan"',
      'clusters/prod/web-ha.yaml:20:21-20:25 «lvs1»',
    ],
  ]);
});

test('near misses stay silent', async () => {
  for (const definition of [NAT, DR, HA, NAT_HA]) expect(await lint(rule, definition)).toEqual([]);
  // Two segments that are one wire, by id and by subnet.
  const apart = (other: string, own: string) =>
    edit(
      edit(
        HA,
        'lan: { subnet: 192.168.0.0/24, gateway: 192.168.0.1 }\n',
        `lan: { subnet: 192.168.0.0/24, id: vlan-7 }\n  ${other}\n`,
      ),
      'segment: lan, address: 192.168.0.58/24',
      own,
    );
  const byId = apart('dmz: { subnet: 192.168.7.0/24, id: vlan-7 }', 'segment: dmz, address: 192.168.7.58/24');
  expect(await lint(rule, byId)).toEqual([]);
  const bySubnet = apart('lan2: { subnet: 192.168.0.0/24 }', 'segment: lan2, address: 192.168.0.58/24');
  expect(await lint(rule, bySubnet)).toEqual([]);
  // Names that are not there are another rule's.
  expect(
    await lint(
      rule,
      edit(HA, 'segment: lan, address: 192.168.0.58/24', 'segment: dmz, address: 192.168.0.58/24'),
    ),
  ).toEqual([]);
  expect(await lint(rule, edit(HA, 'priority: 90', 'priority: 90, interface: eth9'))).toEqual([]);
});
