import { expect, test } from 'vitest';
import { DR, edit, HA, NAT, NAT_HA } from '../../../support/definitions.ts';
import { lint, lintAll } from '../../../support/lint.ts';

const rule = 'real-server-address-on-no-interface';

/** Requests by the back network, replies by the front one. */
const TWO = `version: 1
name: two
segments: { front: { subnet: 198.51.100.0/24, gateway: 198.51.100.1 }, back: { subnet: 10.45.0.0/24 } }
directors:
  - { name: lb1, interfaces: { eth0: { segment: front, address: 198.51.100.11/24 }, eth1: { segment: back, address: 10.45.0.11/24 } } }
real_servers:
  - name: a1
    address: 10.45.0.21/24
    gateway: 198.51.100.1
    interfaces: { eth0: { segment: front, address: 198.51.100.21/24 }, eth1: { segment: back, address: 10.45.0.21/24 } }
virtual_servers:
  - { name: http, vip: 198.51.100.10, port: 80, protocol: TCP, lvs_sched: rr, lvs_method: DR, real_servers: [{ name: a1 }] }
`;
const found = async (text: string) => {
  const files = { 'clusters/prod/two.yaml': text };
  return (await lintAll(files)).map(({ rule: id, message }) => `${id}: ${message}`);
};

test('another address', async () => {
  expect(
    await lint(rule, edit(TWO, 'back, address: 10.45.0.21/24 } }\nv', 'back, address: 10.45.0.29/24 } }\nv')),
  ).toEqual([
    {
      severity: 'error',
      message: 'address "10.45.0.21" of real server "a1" is on none of its interfaces',
      hint: 'use one of theirs, such as "10.45.0.29", or give it to one of them',
      at: 'clusters/prod/two.yaml:8:14-8:27 «10.45.0.21/24»',
      related: ['clusters/prod/two.yaml:10:5-10:15 «interfaces» its interfaces'],
    },
  ]);
});

test('interfaces without an address', async () => {
  const bare = edit(
    edit(TWO, 'front, address: 198.51.100.21/24', 'front'),
    'segment: back, address: 10.45.0.21/24 } }\nv',
    'segment: back } }\nv',
  );
  expect(await lint(rule, bare)).toMatchObject([{ hint: 'give it to one of the interfaces' }]);
});

test('usual definitions, and one that is right, stay silent', async () => {
  for (const base of [NAT, DR, HA, NAT_HA]) expect(await lint(rule, base)).toEqual([]);
  expect(await found(TWO)).toEqual([]);
});

test('a gateway is in one of the subnets', async () => {
  expect(await found(edit(TWO, 'gateway: 198.51.100.1\n', 'gateway: 192.0.2.1\n'))).toEqual([
    'real-server-gateway-outside-subnet: gateway "192.0.2.1" of real server "a1" is outside its subnets "10.45.0.0/24" and "198.51.100.0/24"',
  ]);
  // Its own address is no gateway, on whatever interface.
  expect(await found(edit(TWO, 'gateway: 198.51.100.1\n', 'gateway: 198.51.100.21\n'))).toEqual([
    'real-server-gateway-outside-subnet: gateway "198.51.100.21" of real server "a1" is its own address',
  ]);
});

test('a NAT real server has its gateway on the side of the director', async () => {
  const nat = edit(TWO, 'lvs_method: DR', 'lvs_method: NAT');
  expect(await found(edit(nat, 'gateway: 198.51.100.1\n', 'gateway: 10.45.0.11\n'))).toEqual([]);
  expect((await found(nat))[0]).toMatch(/^real-server-gateway-not-director: /);
});

test.each([
  ['address-outside-segment', '198.51.100.21/24', '198.51.9.21/24'],
  ['host-address-unusable', '198.51.100.21/24', '198.51.100.255/24'],
  ['address-not-unicast', '198.51.100.21/24', '224.0.0.1/24'],
  ['host-address-is-gateway', '198.51.100.21/24', '198.51.100.1/24'],
  ['duplicate-address', '198.51.100.21/24', '198.51.100.11/24'],
  ['prefix-length-mismatch', '198.51.100.21/24', '198.51.100.21/25'],
  ['vip-is-host-address', '198.51.100.21/24', '198.51.100.10/24'],
  ['unknown-name', 'segment: front, address: 198.51.100.21/24', 'segment: frnt, address: 198.51.100.21/24'],
])('%s looks at its further addresses', async (id, what, by) => {
  expect(await lint(id, edit(TWO, what, by))).toHaveLength(1);
});

test('definitions agree on its interfaces', async () => {
  const other = edit(edit(TWO, 'name: two', 'name: other'), 'vip: 198.51.100.10', 'vip: 198.51.100.12');
  const both = (text: string) => ({ 'clusters/prod/two.yaml': TWO, 'clusters/prod/other.yaml': text });
  expect(await lint('host-described-differently', both(other))).toEqual([]);
  const differs = edit(other, '198.51.100.21/24', '198.51.100.22/24');
  expect(await lint('host-described-differently', both(differs))).toHaveLength(1);
});
