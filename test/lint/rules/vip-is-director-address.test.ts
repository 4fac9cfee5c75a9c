import { expect, test } from 'vitest';
import { DR, edit, HA, NAT } from '../../support/definitions.ts';
import { lint } from '../../support/lint.ts';

const rule = 'vip-is-director-address';

test('VRRP with the own address of a director: once with its service', async () => {
  const text = edit(edit(HA, '192.168.0.38/32', '192.168.0.48/32'), 'vip: 192.168.0.38', 'vip: 192.168.0.48');
  expect(await lint(rule, text)).toEqual([
    {
      severity: 'error',
      message: 'VIP "192.168.0.48" is the own address of director "lvs1": it cannot move to another director',
      hint: 'use an address that no host has',
      at: 'clusters/prod/web-ha.yaml:16:25-16:40 «192.168.0.48/32»',
      related: ["clusters/prod/web-ha.yaml:7:50-7:65 «192.168.0.48/24» the director's address"],
    },
  ]);
});

test('a service at the own address of one of two directors', async () => {
  expect(await lint(rule, edit(HA, 'vip: 192.168.0.38', 'vip: 192.168.0.58'))).toEqual([
    {
      severity: 'error',
      message: 'VIP "192.168.0.58" is the own address of director "lvs2": it cannot move to another director',
      hint: 'use an address that no host has',
      at: 'clusters/prod/web-ha.yaml:25:10-25:22 «192.168.0.58»',
      related: ["clusters/prod/web-ha.yaml:9:50-9:65 «192.168.0.58/24» the director's address"],
    },
  ]);
});

test('a director of another cluster', async () => {
  const other = edit(
    edit(edit(DR, 'name: web-dr', 'name: api'), 'name: lvs1', 'name: lvs9'),
    'vip: 192.168.0.38',
    'vip: 192.168.0.48',
  );
  expect(await lint(rule, { 'clusters/prod/api.yaml': other, 'clusters/prod/web-ha.yaml': HA })).toEqual([
    {
      severity: 'error',
      message:
        'VIP "192.168.0.48" is the own address of director "lvs1" of cluster "web-ha": both hosts would have it',
      hint: 'use an address that no host has',
      at: 'clusters/prod/api.yaml:14:10-14:22 «192.168.0.48»',
      related: ["clusters/prod/web-ha.yaml:7:50-7:65 «192.168.0.48/24» the director's address"],
    },
  ]);
});

test('near misses stay silent', async () => {
  // One director without VRRP can serve at its own address, with the scripts and with keepalived.
  expect(await lint(rule, NAT)).toEqual([]);
  expect(await lint(rule, edit(NAT, 'name: web-nat\n', 'name: web-nat\nengine: keepalived\n'))).toEqual([]);
  expect(await lint(rule, DR)).toEqual([]);
  expect(await lint(rule, HA)).toEqual([]);
  // The same address in another routing domain.
  const other = edit(edit(DR, 'name: lvs1', 'name: lvs9'), 'vip: 192.168.0.38', 'vip: 192.168.0.48');
  expect(await lint(rule, { 'clusters/test/web-dr.yaml': other, 'clusters/prod/web-ha.yaml': HA })).toEqual(
    [],
  );
});
