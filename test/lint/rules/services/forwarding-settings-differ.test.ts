import { expect, test } from 'vitest';
import { DR, edit, HA, NAT, NAT_HA } from '../../../support/definitions.ts';
import { lint } from '../../../support/lint.ts';

const rule = 'forwarding-settings-differ';
const set = (base: string, setting: string) => edit(base, 'version: 1\n', `version: 1\n${setting}\n`);
const API = edit(edit(NAT, 'name: web-nat', 'name: api'), 'port: 80\n', 'port: 81\n');
const two = (web: string, api: string) => ({
  'clusters/prod/api.yaml': api,
  'clusters/prod/web-nat.yaml': web,
});

test('one definition of the host is open, the other is closed', async () => {
  expect(await lint(rule, two(NAT, set(API, 'restrict_forwarding: false')))).toEqual([
    {
      severity: 'error',
      message:
        'restrict_forwarding is "false" here and true in cluster "web-nat", but director "lvs1" is one router for both',
      hint: 'give restrict_forwarding one value in all NAT definitions of "lvs1"',
      at: 'clusters/prod/api.yaml:2:22-2:27 «false»',
      related: ['clusters/prod/web-nat.yaml:7:11-7:15 «lvs1» true here, by default, for the same director'],
    },
  ]);
  expect(await lint(rule, two(set(NAT, 'masquerade: true'), set(API, 'masquerade: false')))).toEqual([
    {
      severity: 'error',
      message:
        'masquerade is "false" here and true in cluster "web-nat", but director "lvs1" is one router for both',
      hint: 'give masquerade one value in all NAT definitions of "lvs1"',
      at: 'clusters/prod/api.yaml:2:13-2:18 «false»',
      related: ['clusters/prod/web-nat.yaml:2:13-2:17 «true» true here'],
    },
  ]);
});

test('both settings are two findings, two directors in common are one', async () => {
  const both = 'masquerade: false\nrestrict_forwarding: false';
  expect((await lint(rule, two(NAT, set(API, both)))).map(({ at }) => at)).toEqual([
    'clusters/prod/api.yaml:2:13-2:18 «false»',
    'clusters/prod/api.yaml:3:22-3:27 «false»',
  ]);
  const pair = (base: string) =>
    edit(
      base,
      'real_servers:\n  - { name: rs1, a',
      `  - name: lvs2
    interfaces:
      eth0: { segment: wan, address: 172.16.254.201/24 }
      eth1: { segment: lan, address: 192.168.0.9/24 }
real_servers:
  - { name: rs1, a`,
    );
  expect((await lint(rule, two(pair(NAT), set(pair(API), 'masquerade: false')))).length).toBe(1);
});

test('near misses stay silent', async () => {
  for (const definition of [NAT, DR, HA, NAT_HA]) expect(await lint(rule, definition)).toEqual([]);
  const open = 'restrict_forwarding: false';
  expect(await lint(rule, two(set(NAT, open), set(API, open)))).toEqual([]);
  expect(await lint(rule, two(NAT, set(API, 'restrict_forwarding: true')))).toEqual([]);
  // Another director, and another environment.
  expect(await lint(rule, two(NAT, set(API.replaceAll('lvs1', 'api1'), open)))).toEqual([]);
  const apart = { 'clusters/prod/web-nat.yaml': NAT, 'clusters/test/api.yaml': set(API, open) };
  expect(await lint(rule, apart)).toEqual([]);
  // DR does not route.
  expect(await lint(rule, two(NAT, set(edit(API, 'lvs_method: NAT', 'lvs_method: DR'), open)))).toEqual([]);
});

test('keepalived has the same filter', async () => {
  const files = {
    'clusters/prod/edge.yaml': NAT_HA,
    'clusters/prod/shop.yaml': set(edit(NAT_HA, 'name: edge\n', ''), 'restrict_forwarding: false'),
  };
  expect((await lint(rule, files)).map(({ at }) => at)).toEqual([
    'clusters/prod/shop.yaml:2:22-2:27 «false»',
  ]);
});
