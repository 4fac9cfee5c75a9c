import { expect, test } from 'vitest';
import { DR, edit, HA, NAT, NAT_HA } from '../../../support/definitions.ts';
import { lint } from '../../../support/lint.ts';

const rule = 'nat-instances-not-synced';
const GROUPS = 'vrrp_sync_groups:\n  - name: EDGE\n    group: [OUTER, INNER]\n';
const THIRD = `  - name: THIRD
    interface: eth1
    virtual_router_id: 12
    virtual_ipaddress: [10.0.0.2/24]
    members:
      - { director: edge1, state: MASTER, priority: 150 }
      - { director: edge2, state: BACKUP, priority: 100 }
real_servers:
  - { name: rs1, a`;

test('no sync group at all', async () => {
  expect(await lint(rule, edit(NAT_HA, GROUPS, ''))).toEqual([
    {
      severity: 'error',
      message:
        'VRRP instances "OUTER" and "INNER" are not in one sync group, but NAT needs both on one director',
      hint: 'put both into one entry of vrrp_sync_groups: group: [OUTER, INNER]',
      at: 'clusters/prod/edge.yaml:16:11-16:16 «OUTER»',
      related: [
        "clusters/prod/edge.yaml:23:11-23:16 «INNER» has the real servers' gateway",
        'clusters/prod/edge.yaml:35:10-35:24 «198.51.100.100» "OUTER" has the VIP of this NAT service',
      ],
    },
  ]);
});

test('a sync group that has one of the two', async () => {
  const third = edit(NAT_HA, 'real_servers:\n  - { name: rs1, a', THIRD);
  expect(await lint(rule, edit(third, '[OUTER, INNER]', '[OUTER, THIRD]'))).toEqual([
    {
      severity: 'error',
      message:
        'VRRP instances "OUTER" and "INNER" are not in one sync group, but NAT needs both on one director',
      hint: 'add "INNER" to sync group "EDGE"',
      at: 'clusters/prod/edge.yaml:19:11-19:16 «OUTER»',
      related: [
        "clusters/prod/edge.yaml:26:11-26:16 «INNER» has the real servers' gateway",
        'clusters/prod/edge.yaml:45:10-45:24 «198.51.100.100» "OUTER" has the VIP of this NAT service',
        'clusters/prod/edge.yaml:16:11-16:15 «EDGE» a sync group with one of them',
      ],
    },
  ]);
  expect((await lint(rule, edit(third, '[OUTER, INNER]', '[THIRD, INNER]'))).map(({ hint }) => hint)).toEqual(
    ['add "OUTER" to sync group "EDGE"'],
  );
});

test('two pairs of instances are two findings, two services of one pair are one', async () => {
  const third = edit(edit(NAT_HA, GROUPS, ''), 'real_servers:\n  - { name: rs1, a', THIRD);
  const two = edit(
    third,
    'address: 10.0.0.102/24, gateway: 10.0.0.1',
    'address: 10.0.0.102/24, gateway: 10.0.0.2',
  );
  const https = NAT_HA.slice(NAT_HA.indexOf('  - name: http\n'))
    .replace('name: http', 'name: https')
    .replace('port: 80\n', 'port: 443\n');
  expect((await lint(rule, two + https)).map(({ message }) => message)).toEqual([
    'VRRP instances "OUTER" and "INNER" are not in one sync group, but NAT needs both on one director',
    'VRRP instances "OUTER" and "THIRD" are not in one sync group, but NAT needs both on one director',
  ]);
});

test('the gateway of the segment, and one in defaults', async () => {
  const none = edit(NAT_HA, GROUPS, '').replaceAll(', gateway: 10.0.0.1 ', ' ');
  const bySegment = edit(none, 'subnet: 10.0.0.0/24 }', 'subnet: 10.0.0.0/24, gateway: 10.0.0.1 }');
  const byDefault = `${none}defaults: { real_servers: { gateway: 10.0.0.1 } }\n`;
  for (const definition of [bySegment, byDefault]) {
    expect(await lint(rule, definition)).toEqual([
      {
        severity: 'error',
        message:
          'VRRP instances "OUTER" and "INNER" are not in one sync group, but NAT needs both on one director',
        hint: 'put both into one entry of vrrp_sync_groups: group: [OUTER, INNER]',
        at: 'clusters/prod/edge.yaml:16:11-16:16 «OUTER»',
        related: [
          "clusters/prod/edge.yaml:23:11-23:16 «INNER» has the real servers' gateway",
          'clusters/prod/edge.yaml:35:10-35:24 «198.51.100.100» "OUTER" has the VIP of this NAT service',
        ],
      },
    ]);
  }
});

/** A second definition of the same directors, with an outer instance of its own and the first one's inner one. */
const OTHER = edit(NAT_HA, GROUPS, '')
  .replace(/ {2}- name: INNER[\s\S]*?(?=real_servers:)/, '')
  .replace('name: edge', 'name: shop')
  .replaceAll('198.51.100.100', '198.51.100.101')
  .replace('name: OUTER', 'name: OUTER_B')
  .replace('virtual_router_id: 10', 'virtual_router_id: 20');

test('the gateway is in an instance of another definition, which no group can name', async () => {
  expect(await lint(rule, { 'clusters/prod/edge.yaml': NAT_HA, 'clusters/prod/shop.yaml': OTHER })).toEqual([
    {
      severity: 'error',
      message:
        'VRRP instances "OUTER_B" and "INNER" of cluster "edge" are not in one sync group, but NAT needs both on one director',
      hint: 'a sync group cannot reach into another definition: put "OUTER_B", with the services at its VIPs, into cluster "edge", and into its sync group "EDGE"',
      at: 'clusters/prod/shop.yaml:16:11-16:18 «OUTER_B»',
      related: [
        "clusters/prod/edge.yaml:26:11-26:16 «INNER» has the real servers' gateway",
        'clusters/prod/shop.yaml:28:10-28:24 «198.51.100.101» "OUTER_B" has the VIP of this NAT service',
        'clusters/prod/edge.yaml:16:11-16:15 «EDGE» a sync group with one of them',
      ],
    },
  ]);
  const files = { 'clusters/prod/edge.yaml': edit(NAT_HA, GROUPS, ''), 'clusters/prod/shop.yaml': OTHER };
  expect((await lint(rule, files)).map(({ hint }) => hint)).toEqual([
    'put both into one entry of vrrp_sync_groups: group: [OUTER, INNER]',
    'a sync group cannot reach into another definition: put "OUTER_B", with the services at its VIPs, into cluster "edge", and both into one entry of vrrp_sync_groups: group: [OUTER_B, INNER]',
  ]);
});

/** Both directors work: each has a sync group of its own, and the real servers are those of the first. */
const ACTIVE = edit(
  edit(NAT_HA, GROUPS, `${GROUPS}  - name: SECOND\n    group: [OUTER2, INNER2]\n`),
  'real_servers:\n  - { name: rs1, a',
  `  - name: OUTER2
    interface: eth0
    virtual_router_id: 12
    virtual_ipaddress: [198.51.100.101/24]
    members:
      - { director: edge1, state: BACKUP, priority: 100 }
      - { director: edge2, state: MASTER, priority: 150 }
  - name: INNER2
    interface: eth1
    virtual_router_id: 13
    virtual_ipaddress: [10.0.0.254/24]
    members:
      - { director: edge1, state: BACKUP, priority: 100 }
      - { director: edge2, state: MASTER, priority: 150 }
real_servers:
  - { name: rs1, a`,
);
const API = `  - name: api
    vip: 198.51.100.101
    port: 80
    protocol: TCP
    lvs_sched: wlc
    lvs_method: NAT
    real_servers: [{ name: rs2 }]
`;

test('both are in groups of their own: the real server is the one to change', async () => {
  expect(await lint(rule, ACTIVE + API)).toEqual([
    {
      severity: 'error',
      message:
        'VRRP instances "OUTER2" and "INNER" are not in one sync group, but NAT needs both on one director',
      hint: 'a real server answers through one sync group: give "api" real servers whose gateway is 10.0.0.254, the VIP of "INNER2" in "SECOND"',
      at: 'clusters/prod/edge.yaml:35:11-35:17 «OUTER2»',
      related: [
        "clusters/prod/edge.yaml:28:11-28:16 «INNER» has the real servers' gateway",
        'clusters/prod/edge.yaml:66:10-66:24 «198.51.100.101» "OUTER2" has the VIP of this NAT service',
        'clusters/prod/edge.yaml:18:11-18:17 «SECOND» a sync group with one of them',
        'clusters/prod/edge.yaml:16:11-16:15 «EDGE» a sync group with one of them',
      ],
    },
  ]);
});

test('near misses stay silent', async () => {
  // Each service with real servers of its own group.
  const own = edit(
    ACTIVE,
    'address: 10.0.0.102/24, gateway: 10.0.0.1',
    'address: 10.0.0.102/24, gateway: 10.0.0.254',
  );
  expect(await lint(rule, edit(own, '      - { name: rs2, port: 8080 }\n', '') + API)).toEqual([]);
  // The other definition has both in its group, and this one only its services.
  const services = edit(OTHER, 'name: shop\n', 'name: shop\nengine: keepalived\n')
    .replace(/vrrp_instances:[\s\S]*?(?=real_servers:)/, '')
    .replace('198.51.100.101', '198.51.100.100');
  expect(
    await lint(rule, { 'clusters/prod/edge.yaml': NAT_HA, 'clusters/prod/shop.yaml': services }),
  ).toEqual([]);
  // Other directors, or another environment: the gateway is not theirs, which other rules say.
  const others = OTHER.replaceAll(/edge(?=[12])/g, 'shop');
  expect(await lint(rule, { 'clusters/prod/edge.yaml': NAT_HA, 'clusters/prod/shop.yaml': others })).toEqual(
    [],
  );
  expect(await lint(rule, { 'clusters/prod/edge.yaml': NAT_HA, 'clusters/test/shop.yaml': OTHER })).toEqual(
    [],
  );

  for (const definition of [NAT, DR, HA, NAT_HA]) expect(await lint(rule, definition)).toEqual([]);
  // One instance has both addresses.
  const one = edit(
    edit(NAT_HA, GROUPS, ''),
    '[198.51.100.100/24]',
    '[198.51.100.100/24, 10.0.0.3/24]',
  ).replaceAll('gateway: 10.0.0.1 ', 'gateway: 10.0.0.3 ');
  expect(await lint(rule, one)).toEqual([]);
  // A gateway that is not a VIP, or none, is another rule's.
  const fixed = edit(NAT_HA, GROUPS, '').replaceAll('gateway: 10.0.0.1 ', 'gateway: 10.0.0.11 ');
  expect(await lint(rule, fixed)).toEqual([]);
  // DR replies do not pass the director.
  expect(await lint(rule, edit(edit(NAT_HA, GROUPS, ''), 'lvs_method: NAT', 'lvs_method: DR'))).toEqual([]);
  // One director cannot part from itself.
  const alone = edit(NAT_HA, GROUPS, '').replaceAll(
    '      - { director: edge2, state: BACKUP, priority: 100 }\n',
    '',
  );
  expect(await lint(rule, alone)).toEqual([]);
  // A misspelt instance is another rule's.
  expect(await lint(rule, edit(NAT_HA, '[OUTER, INNER]', '[OUTER, INER]'))).toEqual([]);
});
