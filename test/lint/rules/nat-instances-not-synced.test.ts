import { expect, test } from 'vitest';
import { DR, edit, HA, NAT, NAT_HA } from '../../support/definitions.ts';
import { lint } from '../../support/lint.ts';

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

test('near misses stay silent', async () => {
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
