import { expect, test } from 'vitest';
import { DR, edit, HA, NAT, NAT_HA } from '../../../support/definitions.ts';
import { lint } from '../../../support/lint.ts';

const rule = 'advert-source-on-other-interface';
const unicast = (source: string) =>
  edit(edit(HA, 'advert_int: 1', 'unicast: true'), 'priority: 90', `priority: 90, unicast_src_ip: ${source}`);
/** The second director with a second interface, on a segment of its own. */
const two = (source: string, address = '10.9.0.2/24', name = 'eth1', segment = 'subnet: 10.9.0.0/24') =>
  edit(
    edit(unicast(source), '  lan: {', `  sync: { ${segment} }\n  lan: {`),
    '192.168.0.58/24 }',
    `192.168.0.58/24 }, ${name}: { segment: sync, address: ${address} }`,
  );

test('the address of a link of its own', async () => {
  expect(await lint(rule, two('10.9.0.2'))).toMatchInlineSnapshot(`
    [
      {
        "at": "clusters/prod/web-ha.yaml:20:72-20:80 «10.9.0.2»",
        "hint": "use "192.168.0.58", or set interface of this member to eth1, and dev of the VIPs to eth0",
        "message": ""lvs2" has "10.9.0.2" on "eth1", but sends and takes the adverts of VRRP instance "VI_1" by "eth0" alone",
        "related": [
          "clusters/prod/web-ha.yaml:10:101-10:112 «10.9.0.2/24» the other interface",
        ],
        "severity": "warning",
      },
    ]
  `);
});

test('an interface without an address of the family', async () => {
  const other = edit(two('10.9.0.2'), '192.168.0.58/24', '"2001:db8::58/64"');
  expect(await lint(rule, other)).toMatchInlineSnapshot(`
    [
      {
        "at": "clusters/prod/web-ha.yaml:20:72-20:80 «10.9.0.2»",
        "hint": "set interface of this member to eth1, and dev of the VIPs to eth0",
        "message": ""lvs2" has "10.9.0.2" on "eth1", but sends and takes the adverts of VRRP instance "VI_1" by "eth0" alone",
        "related": [
          "clusters/prod/web-ha.yaml:10:103-10:114 «10.9.0.2/24» the other interface",
        ],
        "severity": "warning",
      },
    ]
  `);
});

test('near misses stay silent', async () => {
  for (const base of [NAT, DR, HA, NAT_HA]) expect(await lint(rule, base)).toEqual([]);
  expect(await lint(rule, two('192.168.0.58'))).toEqual([]);
  // Nobody's, and of another family: other rules'.
  expect(await lint(rule, two('10.9.0.3'))).toEqual([]);
  const inet6 = two('"2001:db8::1"', '"2001:db8::1/64"', 'eth1', 'subnet: "2001:db8::/64"');
  expect(await lint(rule, inet6)).toEqual([]);
  // The member's own interface.
  const own = edit(two('10.9.0.2'), 'priority: 90', 'priority: 90, interface: eth1');
  expect(await lint(rule, own)).toEqual([]);
  // Routers lead these to the director, by whatever interface.
  expect(await lint(rule, two('10.9.0.2', '10.9.0.2/32'))).toEqual([]);
  expect(await lint(rule, two('10.9.0.2', '10.9.0.2/24', 'lo'))).toEqual([]);
  expect(await lint(rule, two('10.9.0.2', '10.9.0.2/24', 'dummy0'))).toEqual([]);
  // Two interfaces on one wire.
  const oneWire = edit(
    two('10.9.0.2', '10.9.0.2/24', 'eth1', 'subnet: 10.9.0.0/24, id: one'),
    'lan: { subnet: 192.168.0.0/24',
    'lan: { id: one, subnet: 192.168.0.0/24',
  );
  expect(await lint(rule, oneWire)).toEqual([]);
  // Multicast has no such address.
  const multicast = edit(two('10.9.0.2'), 'unicast: true', 'advert_int: 1').replace(
    'unicast_src_ip',
    'mcast_src_ip',
  );
  expect(await lint(rule, multicast)).toEqual([]);
});
