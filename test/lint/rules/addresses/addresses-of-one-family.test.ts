import { expect, test } from 'vitest';
import { DR, edit, HA, NAT, NAT_HA } from '../../../support/definitions.ts';
import { lint } from '../../../support/lint.ts';

const rule = 'addresses-of-one-family';

test('a real server', async () => {
  expect(
    await lint(
      rule,
      edit(
        DR,
        'name: rs1, address: 192.168.0.18/24',
        'name: rs1, address: [192.168.0.18/24, 192.168.0.19/24]',
      ),
    ),
  ).toMatchInlineSnapshot(`
    [
      {
        "at": "clusters/prod/web-dr.yaml:10:45-10:60 «192.168.0.19/24»",
        "hint": "keep one IPv4 and one IPv6 entry",
        "message": "real server "rs1" has two IPv4 entries in address",
        "related": [
          "clusters/prod/web-dr.yaml:10:28-10:43 «192.168.0.18/24» the other one",
        ],
        "severity": "error",
      },
    ]
  `);
});

test('a second gateway', async () => {
  const two = edit(
    DR,
    'gateway: 192.168.0.1 }\n  - { name: rs2',
    'gateway: [192.168.0.1, 192.168.0.2] }\n  - { name: rs2',
  );
  expect(await lint(rule, two)).toEqual([
    {
      severity: 'error',
      message: 'gateway "192.168.0.2" of real server "rs1" is not used: another one of the list is',
      hint: 'keep one gateway for each family',
      at: 'clusters/prod/web-dr.yaml:10:67-10:78 «192.168.0.2»',
    },
  ]);
});

test('near misses stay silent', async () => {
  for (const base of [NAT, DR, HA, NAT_HA]) expect(await lint(rule, base)).toEqual([]);
  // A segment and an interface may have several of a family.
  expect(
    await lint(rule, edit(DR, 'subnet: 192.168.0.0/24', 'subnet: [192.168.0.0/24, 192.168.1.0/24]')),
  ).toEqual([]);
  expect(
    await lint(rule, edit(DR, 'address: 192.168.0.8/24', 'address: [192.168.0.8/24, 192.168.0.9/24]')),
  ).toEqual([]);
  // One of each.
  expect(
    await lint(
      rule,
      edit(
        edit(DR, 'address: 192.168.0.8/24', 'address: [192.168.0.8/24, "2001:db8::8/64"]'),
        'subnet: 192.168.0.0/24',
        'subnet: [192.168.0.0/24, "2001:db8::/64"]',
      ),
    ),
  ).toEqual([]);
});
