import { expect, test } from 'vitest';
import { DR, edit, HA, NAT, NAT_HA } from '../../../support/definitions.ts';
import { lint } from '../../../support/lint.ts';

const rule = 'host-address-unusable';

test('the network and the broadcast address', async () => {
  expect(await lint(rule, edit(DR, 'address: 192.168.0.8/24', 'address: 192.168.0.0/24'))).toEqual([
    {
      severity: 'error',
      message: 'address "192.168.0.0/24" of director "lvs1" is the network address of "192.168.0.0/24"',
      hint: 'use an address between the first and the last of the subnet',
      at: 'clusters/prod/web-dr.yaml:8:38-8:52 «192.168.0.0/24»',
    },
  ]);
  expect(await lint(rule, edit(DR, 'address: 192.168.0.18/24', 'address: 192.168.0.255/24'))).toEqual([
    {
      severity: 'error',
      message: 'address "192.168.0.255/24" of real server "rs1" is the broadcast address of "192.168.0.0/24"',
      hint: 'use an address between the first and the last of the subnet',
      at: 'clusters/prod/web-dr.yaml:10:27-10:43 «192.168.0.255/24»',
    },
  ]);
});

test('of an unknown segment: by the own prefix length', async () => {
  expect(
    await lint(rule, edit(DR, 'segment: lan, address: 192.168.0.8/24', 'segment: nal, address: 10.0.0.3/30')),
  ).toEqual([
    {
      severity: 'error',
      message: 'address "10.0.0.3/30" of director "lvs1" is the broadcast address of "10.0.0.0/30"',
      hint: 'use an address between the first and the last of the subnet',
      at: 'clusters/prod/web-dr.yaml:8:38-8:49 «10.0.0.3/30»',
    },
  ]);
});

test('near misses stay silent', async () => {
  for (const text of [NAT, DR, HA, NAT_HA]) expect(await lint(rule, text)).toEqual([]);
  // In the segment's subnet it is a host's address: only its prefix length is wrong.
  expect(await lint(rule, edit(DR, 'address: 192.168.0.18/24', 'address: 192.168.0.128/25'))).toEqual([]);
  // On no subnet a host's address: address-not-unicast.
  expect(await lint(rule, edit(DR, '192.168.0.18/24, gateway: 192.168.0.1', '0.0.0.0/24'))).toEqual([]);
  const link = edit(
    edit(DR, 'segment: lan, address: 192.168.0.8/24', 'segment: link, address: 10.0.0.0/31'),
    'segments:\n',
    'segments:\n  link: { subnet: 10.0.0.0/31 }\n',
  );
  expect(await lint(rule, link)).toEqual([]);
  expect(await lint(rule, edit(DR, '192.168.0.18/24, gateway: 192.168.0.1', '"2001:db8::/64"'))).toEqual([]);
});
