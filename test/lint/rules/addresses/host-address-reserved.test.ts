import { expect, test } from 'vitest';
import { DR, edit, NAT } from '../../../support/definitions.ts';
import { lint } from '../../../support/lint.ts';

const rule = 'host-address-reserved';
const settings = 'reserved:\n  - { subnet: 192.168.0.0/24, addresses: [192.168.0.1, 192.168.0.28] }\n';

test('a real server, a director', async () => {
  expect(await lint(rule, DR, settings)).toEqual([
    {
      severity: 'error',
      message: 'real server "rs2" has address "192.168.0.28", which is reserved in lvsgen.yaml',
      hint: 'use an address that no other host has, or remove it from reserved when it is this host that is meant',
      at: 'clusters/prod/web-dr.yaml:11:27-11:42 «192.168.0.28/24»',
    },
  ]);
  expect(await lint(rule, edit(DR, '192.168.0.8/24', '192.168.0.1/24'), settings)).toEqual([
    {
      severity: 'error',
      message: 'director "lvs1" has address "192.168.0.1", which is reserved in lvsgen.yaml',
      hint: 'use an address that no other host has, or remove it from reserved when it is this host that is meant',
      at: 'clusters/prod/web-dr.yaml:8:38-8:52 «192.168.0.1/24»',
    },
    {
      severity: 'error',
      message: 'real server "rs2" has address "192.168.0.28", which is reserved in lvsgen.yaml',
      hint: 'use an address that no other host has, or remove it from reserved when it is this host that is meant',
      at: 'clusters/prod/web-dr.yaml:11:27-11:42 «192.168.0.28/24»',
    },
  ]);
});

test('a host of two definitions is reported once', async () => {
  const other = edit(edit(DR, 'name: web-dr', 'name: api'), 'vip: 192.168.0.38', 'vip: 192.168.0.39');
  expect(
    await lint(rule, { 'clusters/prod/api.yaml': other, 'clusters/prod/web-dr.yaml': DR }, settings),
  ).toEqual([
    {
      severity: 'error',
      message: 'real server "rs2" has address "192.168.0.28", which is reserved in lvsgen.yaml',
      hint: 'use an address that no other host has, or remove it from reserved when it is this host that is meant',
      at: 'clusters/prod/api.yaml:11:27-11:42 «192.168.0.28/24»',
    },
  ]);
});

test('near misses stay silent', async () => {
  expect(await lint(rule, DR)).toEqual([]);
  // A router that is named as a gateway is the one that is reserved; a VIP is vip-is-host-address's.
  expect(
    await lint(
      rule,
      DR,
      'reserved:\n  - { subnet: 192.168.0.0/24, addresses: [192.168.0.1, 192.168.0.38] }\n',
    ),
  ).toEqual([]);
  expect(
    await lint(rule, NAT, 'reserved:\n  - { subnet: 10.0.0.0/24, addresses: [192.168.0.18] }\n'),
  ).toEqual([]);
});
