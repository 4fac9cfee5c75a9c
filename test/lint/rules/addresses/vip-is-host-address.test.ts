import { expect, test } from 'vitest';
import { DR, edit, HA, NAT, NAT_HA } from '../../../support/definitions.ts';
import { lint } from '../../../support/lint.ts';

const rule = 'vip-is-host-address';

test('a real server, the gateway of the segment', async () => {
  expect(await lint(rule, edit(DR, 'vip: 192.168.0.38', 'vip: 192.168.0.18'))).toEqual([
    {
      severity: 'error',
      message: 'VIP "192.168.0.18" is the address of real server "rs1"',
      hint: 'use an address that no host has',
      at: 'clusters/prod/web-dr.yaml:14:10-14:22 «192.168.0.18»',
      related: ['clusters/prod/web-dr.yaml:10:27-10:42 «192.168.0.18/24» the same address'],
    },
  ]);
  expect(await lint(rule, edit(DR, 'vip: 192.168.0.38', 'vip: 192.168.0.1'))).toEqual([
    {
      severity: 'error',
      message: 'VIP "192.168.0.1" is the gateway of segment "lan"',
      hint: 'use an address that no host has',
      at: 'clusters/prod/web-dr.yaml:14:10-14:21 «192.168.0.1»',
      related: ['clusters/prod/web-dr.yaml:4:43-4:54 «192.168.0.1» the same address'],
    },
  ]);
  expect(await lint(rule, edit(HA, '[192.168.0.38/32]', '[192.168.0.38/32, 192.168.0.1/32]'))).toEqual([
    {
      severity: 'error',
      message: 'VIP "192.168.0.1" is the gateway of segment "lan"',
      hint: 'use an address that no host has',
      at: 'clusters/prod/web-ha.yaml:16:42-16:56 «192.168.0.1/32»',
      related: ['clusters/prod/web-ha.yaml:4:43-4:54 «192.168.0.1» the same address'],
    },
  ]);
});

const OTHER = edit(edit(DR, 'name: web-dr', 'name: api'), 'name: lvs1', 'name: lvs9')
  .replace('192.168.0.8/24', '192.168.0.9/24')
  .replace('192.168.0.38', '192.168.0.39')
  .replace('rs1, address: 192.168.0.18/24', 'rs3, address: 192.168.0.78/24')
  .replace('rs2, address: 192.168.0.28/24', 'rs4, address: 192.168.0.88/24')
  .replace('{ name: rs1, weight', '{ name: rs3, weight')
  .replace('{ name: rs2, weight', '{ name: rs4, weight');

test('hosts of another cluster', async () => {
  const found = async (vip: string, other: string) =>
    await lint(rule, {
      'clusters/prod/api.yaml': other,
      'clusters/prod/web-dr.yaml': edit(DR, 'vip: 192.168.0.38', `vip: ${vip}`),
    });
  expect(await found('192.168.0.78', OTHER)).toEqual([
    {
      severity: 'error',
      message: 'VIP "192.168.0.78" is the address of real server "rs3"',
      hint: 'use an address that no host has',
      at: 'clusters/prod/web-dr.yaml:14:10-14:22 «192.168.0.78»',
      related: ['clusters/prod/api.yaml:10:27-10:42 «192.168.0.78/24» the same address'],
    },
  ]);
  expect(
    await found(
      '192.168.0.2',
      edit(OTHER, '192.168.0.78/24, gateway: 192.168.0.1', '192.168.0.78/24, gateway: 192.168.0.2'),
    ),
  ).toEqual([
    {
      severity: 'error',
      message: 'VIP "192.168.0.2" is the gateway of real server "rs3"',
      hint: 'use an address that no host has',
      at: 'clusters/prod/web-dr.yaml:14:10-14:21 «192.168.0.2»',
      related: ['clusters/prod/api.yaml:10:53-10:64 «192.168.0.2» the same address'],
    },
  ]);
  expect(await found('192.168.0.38', OTHER)).toEqual([]);
});

test('an address that lvsgen.yaml reserves', async () => {
  const settings = 'reserved:\n  - { subnet: 192.168.0.0/24, addresses: [192.168.0.2, 192.168.0.38] }\n';
  expect(await lint(rule, DR, settings)).toEqual([
    {
      severity: 'error',
      message: 'VIP "192.168.0.38" is reserved in lvsgen.yaml',
      hint: 'use an address that no host has',
      at: 'clusters/prod/web-dr.yaml:14:10-14:22 «192.168.0.38»',
    },
  ]);
  expect(await lint(rule, HA, settings)).toEqual([
    {
      severity: 'error',
      message: 'VIP "192.168.0.38" is reserved in lvsgen.yaml',
      hint: 'use an address that no host has',
      at: 'clusters/prod/web-ha.yaml:16:25-16:40 «192.168.0.38/32»',
    },
  ]);
  // An address outside of the reserved subnet is not on that segment.
  expect(await lint(rule, DR, 'reserved:\n  - { subnet: 10.0.0.0/24, addresses: [192.168.0.38] }\n')).toEqual(
    [],
  );
});

test('near misses stay silent', async () => {
  expect(await lint(rule, DR)).toEqual([]);
  expect(await lint(rule, NAT)).toEqual([]);
  expect(await lint(rule, NAT_HA)).toEqual([]);
  // The inner VIP is the gateway of its segment, too.
  const segment = edit(
    NAT_HA,
    'lan: { subnet: 10.0.0.0/24 }',
    'lan: { subnet: 10.0.0.0/24, gateway: 10.0.0.1 }',
  );
  expect(await lint(rule, segment)).toEqual([]);
  expect(await lint(rule, edit(segment, '101/24, gateway: 10.0.0.1 }', '101/24 }'))).toEqual([]);
  // Real servers of other directors behind that inner VIP.
  const behind = edit(edit(DR, 'name: web-dr', 'name: inner'), '- name: lvs1', '- name: lvs9').replaceAll(
    '192.168.0.',
    '10.0.0.',
  );
  expect(await lint(rule, { 'clusters/prod/edge.yaml': NAT_HA, 'clusters/prod/inner.yaml': behind })).toEqual(
    [],
  );
  // A director's address is vip-is-director-address's, LocalNode or not.
  const local = edit(
    edit(HA, 'vip: 192.168.0.38', 'vip: 192.168.0.48'),
    'virtual_servers:\n',
    '  - { name: lvs1, address: 192.168.0.48/24 }\nvirtual_servers:\n',
  );
  expect(await lint(rule, local)).toEqual([]);
  // One-armed NAT: the VIP is the real servers' gateway.
  const oneArmed = edit(DR, 'lvs_method: DR', 'lvs_method: NAT').replaceAll(
    'gateway: 192.168.0.1 }',
    'gateway: 192.168.0.38 }',
  );
  expect(await lint(rule, oneArmed)).toEqual([]);
  // Another routing domain.
  expect(
    await lint(rule, {
      'clusters/test/api.yaml': OTHER,
      'clusters/prod/web-dr.yaml': edit(DR, 'vip: 192.168.0.38', 'vip: 192.168.0.78'),
    }),
  ).toEqual([]);
});

const PROXY = `  - { name: proxy, vip: 10.0.0.1, port: 3128, protocol: TCP, lvs_sched: rr, lvs_method: NAT, checks: [{ TCP_CHECK: {} }], real_servers: [{ name: rs1 }] }
`;

test('a gateway that is meant to be the VIP of a VRRP instance stays silent', async () => {
  // Hosts of other directors behind an inner VIP that offers a service, too.
  const behind = HA.replace('name: web-ha', 'name: other')
    .replaceAll('lvs', 'ol')
    .replaceAll('rs', 'or')
    .replace('directoor', 'director')
    .replaceAll('192.168.0.', '10.0.0.');
  expect(behind).toContain('gateway: 10.0.0.1 }');
  const files = { 'clusters/prod/edge.yaml': `${NAT_HA}${PROXY}`, 'clusters/prod/other.yaml': behind };
  expect(await lint(rule, files)).toEqual([]);
  // An inner VIP for others, beside a DR service on another segment.
  const back = HA.replace('segments:\n', 'segments:\n  back: { subnet: 10.9.0.0/24, gateway: 10.9.0.1 }\n')
    .replace('192.168.0.48/24 }', '192.168.0.48/24 }, eth1: { segment: back, address: 10.9.0.2/24 }')
    .replace('192.168.0.58/24 }', '192.168.0.58/24 }, eth1: { segment: back, address: 10.9.0.3/24 }')
    .replace(
      'real_servers:\n',
      `  - name: GW
    interface: eth1
    virtual_router_id: 70
    virtual_ipaddress: [10.9.0.1/24]
    members:
      - { director: lvs1, state: MASTER, priority: 100 }
      - { director: lvs2, state: BACKUP, priority: 90 }
real_servers:
`,
    );
  expect(await lint(rule, back)).toEqual([]);
  // The instance is on another segment than the gateway.
  const elsewhere = back.replace('interface: eth1\n', 'interface: eth0\n');
  expect((await lint(rule, elsewhere)).map(({ message }) => message)).toEqual([
    'VIP "10.9.0.1" is the gateway of segment "back"',
  ]);
  // DR real servers cannot have it as their gateway.
  const own = edit(HA, '192.168.0.38/32', '192.168.0.1/32').replace('vip: 192.168.0.38', 'vip: 192.168.0.1');
  expect((await lint(rule, own)).map(({ message }) => message)).toEqual([
    'VIP "192.168.0.1" is the gateway of segment "lan"',
  ]);
});

test('one wire in two routing domains', async () => {
  const onWire = (text: string) => edit(text, 'lan: { subnet', 'lan: { id: v20, subnet');
  const web = edit(DR, 'vip: 192.168.0.38', 'vip: 192.168.0.78');
  expect(
    await lint(rule, { 'clusters/prod/web-dr.yaml': onWire(web), 'clusters/test/api.yaml': onWire(OTHER) }),
  ).toEqual([
    {
      severity: 'error',
      message: 'VIP "192.168.0.78" is the address of real server "rs3"',
      hint: 'use an address that no host has',
      at: 'clusters/prod/web-dr.yaml:14:10-14:22 «192.168.0.78»',
      related: ['clusters/test/api.yaml:10:27-10:42 «192.168.0.78/24» the same address'],
    },
  ]);
});
