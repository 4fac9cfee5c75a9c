import { expect, test } from 'vitest';
import { DR, edit, HA, NAT, NAT_HA } from '../../../support/definitions.ts';
import { lint } from '../../../support/lint.ts';

const rule = 'vip-on-wrong-interface';

test('the interface of the VRRP instance', async () => {
  expect(
    await lint(
      rule,
      edit(NAT_HA, '  - name: OUTER\n    interface: eth0', '  - name: OUTER\n    interface: eth1'),
    ),
  ).toEqual([
    {
      severity: 'warning',
      message: 'VIP "198.51.100.100" is put on "eth1" of director "edge1", but its subnet is at "eth0"',
      hint: 'set interface to "eth0", or use an address of the subnet at "eth1"',
      at: 'clusters/prod/edge.yaml:22:25-22:42 «198.51.100.100/24»',
      related: [
        'clusters/prod/edge.yaml:20:16-20:20 «eth1» the interface that gets it',
        'clusters/prod/edge.yaml:9:38-9:54 «198.51.100.11/24» the interface whose subnet has it',
      ],
    },
  ]);
});

test('the interface of a virtual server', async () => {
  const text = edit(NAT, 'vip: 172.16.254.200', 'vip: 172.16.254.210\n    interface: eth1');
  expect(await lint(rule, text)).toEqual([
    {
      severity: 'warning',
      message: 'VIP "172.16.254.210" is put on "eth1" of director "lvs1", but its subnet is at "eth0"',
      hint: 'set interface to "eth0", or use an address of the subnet at "eth1"',
      at: 'clusters/prod/web-nat.yaml:16:10-16:24 «172.16.254.210»',
      related: [
        'clusters/prod/web-nat.yaml:17:16-17:20 «eth1» the interface that gets it',
        'clusters/prod/web-nat.yaml:9:38-9:55 «172.16.254.200/24» the interface whose subnet has it',
      ],
    },
  ]);
});

const withDev = (dev: string) =>
  edit(
    edit(NAT_HA, '  - name: OUTER\n    interface: eth0', '  - name: OUTER\n    interface: eth1'),
    '[198.51.100.100/24]',
    `[{ address: 198.51.100.100/24, dev: ${dev} }]`,
  );

test('the interface of the VIP itself', async () => {
  expect(await lint(rule, withDev('eth1'))).toEqual([
    {
      severity: 'warning',
      message: 'VIP "198.51.100.100" is put on "eth1" of director "edge1", but its subnet is at "eth0"',
      hint: 'set dev to "eth0", or use an address of the subnet at "eth1"',
      at: 'clusters/prod/edge.yaml:22:25-22:66 «{ address: 198.51.100.100/24, dev: eth1 }»',
      related: [
        'clusters/prod/edge.yaml:22:60-22:64 «eth1» the interface that gets it',
        'clusters/prod/edge.yaml:9:38-9:54 «198.51.100.11/24» the interface whose subnet has it',
      ],
    },
  ]);
  // keepalived puts it where it says, whatever the instance's interface.
  expect(await lint(rule, withDev('eth0'))).toEqual([]);
});

test('a VIP on the loopback is announced there', async () => {
  const onLoopback = edit(HA, '[192.168.0.38/32]', '[{ address: 192.168.0.38/32, dev: lo }]');
  expect(await lint(rule, onLoopback)).toMatchObject([
    {
      message: 'VIP "192.168.0.38" is put on "lo" of director "lvs1", but its subnet is at "eth0"',
      hint: 'set dev to "eth0"',
    },
  ]);
  expect(await lint(rule, onLoopback.replace('192.168.0.38/32', '203.0.113.38/32'))).toEqual([]);
  expect(await lint(rule, edit(onLoopback, 'port: 80\n', 'port: 80\n    routed: true\n'))).toEqual([]);
});

test('near misses stay silent', async () => {
  for (const text of [NAT, DR, HA, NAT_HA]) expect(await lint(rule, text)).toEqual([]);
  expect(
    await lint(rule, edit(NAT, 'vip: 172.16.254.200', 'vip: 172.16.254.210\n    interface: eth0')),
  ).toEqual([]);
  // One member has another interface than the others: members-on-different-segments.
  const member = '{ director: edge2, state: BACKUP, priority: 100 }';
  expect(await lint(rule, NAT_HA.replace(member, member.replace('100', '100, interface: eth1')))).toEqual([]);
  // In no subnet of the directors: vip-outside-subnets.
  expect(await lint(rule, edit(NAT, 'vip: 172.16.254.200', 'vip: 203.0.113.1\n    interface: eth1'))).toEqual(
    [],
  );
  // Routers lead it there: any interface will do.
  expect(
    await lint(
      rule,
      edit(NAT, 'vip: 172.16.254.200', 'vip: 172.16.254.210\n    interface: eth1\n    routed: true'),
    ),
  ).toEqual([]);
  // Two subnets of one wire, at two interfaces.
  const wire = edit(
    edit(edit(NAT, 'wan: {', 'wan: { id: v1,'), 'lan: { subnet', 'lan: { id: v1, subnet'),
    'vip: 172.16.254.200',
    'vip: 172.16.254.210\n    interface: eth1',
  );
  expect(await lint(rule, wire)).toEqual([]);
  // Every interface has link-local addresses.
  expect(await lint(rule, NAT_HA.replace('[10.0.0.1/24]', '["fe80::1/64"]'))).toEqual([]);
});
