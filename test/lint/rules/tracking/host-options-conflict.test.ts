import { expect, test } from 'vitest';
import { DR, edit, HA, NAT, NAT_HA } from '../../../support/definitions.ts';
import { lint } from '../../../support/lint.ts';

const rule = 'host-options-conflict';
const withList = (text: string) => edit(HA, 'vrrp_instances:', `${text}\nvrrp_instances:`);
const messages = async (text: string) => (await lint(rule, withList(text))).map(({ message }) => message);

test('an interface in two groups, or twice in one', async () => {
  const groups = `garp_groups:
  - { name: a, garp_interval: 0.1, interfaces: [eth0] }
  - { name: b, gna_interval: 0.1, interfaces: [eth0] }`;
  expect(await lint(rule, withList(groups))).toEqual([
    {
      severity: 'error',
      message: 'interface "eth0" is in a garp_group already, and keepalived ignores the second',
      hint: 'remove one of the two',
      at: 'clusters/prod/web-ha.yaml:12:48-12:52 «eth0»',
      related: ['clusters/prod/web-ha.yaml:11:49-11:53 «eth0» first listed here'],
    },
  ]);
  expect(
    await messages('garp_groups: [{ name: a, garp_interval: 1, interfaces: [eth0, eth0] }]'),
  ).toHaveLength(1);
});

test('a group without an interval', async () => {
  expect(await lint(rule, withList('garp_groups: [{ name: a, interfaces: [eth0] }]'))).toEqual([
    {
      severity: 'error',
      message: 'garp_group "a" has no interval, and keepalived removes it',
      hint: 'set garp_interval, gna_interval or both',
      at: 'clusters/prod/web-ha.yaml:10:23-10:24 «a»',
    },
  ]);
});

test('a quorum_max below the quorum', async () => {
  const processes = 'vrrp_track_processes: [{ name: p, process: haproxy, quorum: 3, quorum_max: 2 }]';
  expect(await lint(rule, withList(processes))).toEqual([
    {
      severity: 'error',
      message:
        'quorum_max "2" of "p" in vrrp_track_processes is less than its quorum, 3: keepalived ignores it',
      hint: 'set it to 3 or more',
      at: 'clusters/prod/web-ha.yaml:10:76-10:77 «2»',
    },
  ]);
});

test('a source of another family than the neighbour', async () => {
  const session = 'bfd_instances: [{ name: b, neighbor_ip: 192.0.2.1, source_ip: "2001:db8::1" }]';
  expect(await lint(rule, withList(session))).toEqual([
    {
      severity: 'error',
      message:
        'source_ip "2001:db8::1" of BFD instance "b" and its neighbor_ip are not of one family: keepalived drops the instance',
      hint: 'give it a source of the family of its neighbour, or none',
      at: 'clusters/prod/web-ha.yaml:10:63-10:76 «"2001:db8::1"»',
      related: ['clusters/prod/web-ha.yaml:10:41-10:50 «192.0.2.1» its neighbour'],
    },
  ]);
  expect(
    await messages('bfd_instances: [{ name: b, neighbor_ip: 192.0.2.1, source_ip: 192.0.2.2 }]'),
  ).toEqual([]);
});

test.each([
  [
    'neighbor_ip: 192.0.2.1, ttl: 5, max_hops: 6',
    ['max_hops "6" of BFD instance "b" is more than its ttl, 5: keepalived lowers it'],
  ],
  [
    'neighbor_ip: "2001:db8::1", max_hops: 65',
    ['max_hops "65" of BFD instance "b" is more than its ttl, 64, the default: keepalived lowers it'],
  ],
  ['neighbor_ip: 192.0.2.1, max_hops: 255', []],
  ['neighbor_ip: 192.0.2.1, ttl: 5, max_hops: 5', []],
  ['neighbor_ip: 192.0.2.1, max_hops: -1', []],
  [
    'neighbor_ip: 192.0.2.1, ttl: 5, max_hops: -1',
    ['max_hops "-1" of BFD instance "b" is more than its ttl, 5: keepalived lowers it'],
  ],
])('BFD: %s', async (options, expected) => {
  expect(await messages(`bfd_instances: [{ name: b, ${options} }]`)).toEqual(expected);
});

test('two BFD instances of one neighbour, where both are used', async () => {
  const sessions = `bfd_instances:
  - { name: a, neighbor_ip: 192.0.2.1 }
  - { name: b, neighbor_ip: 192.0.2.1 }`;
  const used = edit(withList(sessions), 'advert_int: 1', 'track_bfd: [a, b]');
  expect(await lint(rule, used)).toEqual([
    {
      severity: 'error',
      message: 'BFD instance "b" has neighbor_ip "192.0.2.1" like another one, and keepalived ignores it',
      hint: 'use one BFD instance for both',
      at: 'clusters/prod/web-ha.yaml:12:29-12:38 «192.0.2.1»',
      related: ['clusters/prod/web-ha.yaml:11:29-11:38 «192.0.2.1» the other one'],
    },
  ]);
  expect(await lint(rule, edit(withList(sessions), 'advert_int: 1', 'track_bfd: [a]'))).toEqual([]);
});

test('near misses stay silent', async () => {
  for (const base of [NAT, DR, HA, NAT_HA]) expect(await lint(rule, base)).toEqual([]);
  expect(await messages('vrrp_track_processes: [{ name: p, process: haproxy, quorum_max: 1 }]')).toEqual([]);
  expect(await messages('garp_groups: [{ name: a, gna_interval: 1, interfaces: [eth0] }]')).toEqual([]);
});
