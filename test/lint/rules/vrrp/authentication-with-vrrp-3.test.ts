import { expect, test } from 'vitest';
import { DR, edit, HA, NAT, NAT_HA } from '../../../support/definitions.ts';
import { lint } from '../../../support/lint.ts';

const rule = 'authentication-with-vrrp-3';
const VIPS = '[192.168.0.38/32]';

test('version 3 has no authentication', async () => {
  expect(await lint(rule, edit(HA, 'advert_int: 1', 'version: 3'))).toEqual([
    {
      severity: 'warning',
      message: 'VRRP instance "VI_1" has version 3, which has no authentication',
      hint: 'remove authentication, or set version to 2',
      at: 'clusters/prod/web-ha.yaml:15:5-15:19 «authentication»',
      related: ['clusters/prod/web-ha.yaml:14:14-14:15 «3» version 3 is set here'],
    },
  ]);
});

test('IPv6 has no authentication, whatever the version', async () => {
  expect(await lint(rule, edit(HA, VIPS, '["fe80::1/64"]'))).toEqual([
    {
      severity: 'warning',
      message: 'VRRP instance "VI_1" is IPv6, and VRRP for IPv6 has no authentication',
      hint: 'remove authentication, and filter VRRP on the segment instead',
      at: 'clusters/prod/web-ha.yaml:15:5-15:19 «authentication»',
      related: ['clusters/prod/web-ha.yaml:16:25-16:37 «"fe80::1/64"» its first address is IPv6'],
    },
  ]);
});

test('a default is one finding, at the default', async () => {
  expect(
    await lint(
      rule,
      `${NAT_HA}defaults:
  vrrp_instances:
    version: 3
    authentication: { auth_type: PASS, auth_pass: { secret: VRRP_PASS } }
`,
    ),
  ).toEqual([
    {
      severity: 'warning',
      message: 'VRRP instance "OUTER" has version 3, which has no authentication',
      hint: 'remove authentication, or set version to 2',
      at: 'clusters/prod/edge.yaml:52:5-52:19 «authentication»',
      related: ['clusters/prod/edge.yaml:51:14-51:15 «3» version 3 is set here'],
    },
  ]);
});

test('near misses stay silent', async () => {
  for (const definition of [NAT, DR, HA, NAT_HA]) expect(await lint(rule, definition)).toEqual([]);
  expect(await lint(rule, edit(HA, 'advert_int: 1', 'version: 2'))).toEqual([]);
  expect(
    await lint(rule, edit(HA, 'authentication: { auth_type: PASS, auth_pass: "1111" }', 'version: 3')),
  ).toEqual([]);
});
