import { expect, test } from 'vitest';
import { DR, edit, HA, NAT, NAT_HA } from '../../support/definitions.ts';
import { lint } from '../../support/lint.ts';

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
        "hint": "keep one IPv4 and one IPv6 entry: a further subnet is a segment of its own",
        "message": "real server "rs1" has two IPv4 entries in address",
        "related": [
          "clusters/prod/web-dr.yaml:10:28-10:43 «192.168.0.18/24» the other one",
        ],
        "severity": "error",
      },
    ]
  `);
});

test('a segment', async () => {
  expect(
    await lint(rule, edit(DR, 'subnet: 192.168.0.0/24', 'subnet: [192.168.0.0/24, 192.168.1.0/24]')),
  ).toMatchInlineSnapshot(`
    [
      {
        "at": "clusters/prod/web-dr.yaml:4:35-4:49 «192.168.1.0/24»",
        "hint": "keep one IPv4 and one IPv6 entry: a further subnet is a segment of its own",
        "message": "segment "lan" has two IPv4 entries in subnet",
        "related": [
          "clusters/prod/web-dr.yaml:4:19-4:33 «192.168.0.0/24» the other one",
        ],
        "severity": "error",
      },
    ]
  `);
});

test('an interface', async () => {
  expect(
    await lint(rule, edit(DR, 'address: 192.168.0.8/24', 'address: [192.168.0.8/24, 192.168.0.9/24]')),
  ).toMatchInlineSnapshot(`
    [
      {
        "at": "clusters/prod/web-dr.yaml:8:55-8:69 «192.168.0.9/24»",
        "hint": "keep one IPv4 and one IPv6 entry: a further subnet is a segment of its own",
        "message": "interface "eth0" has two IPv4 entries in address",
        "related": [
          "clusters/prod/web-dr.yaml:8:39-8:53 «192.168.0.8/24» the other one",
        ],
        "severity": "error",
      },
    ]
  `);
});

test('near misses stay silent', async () => {
  for (const base of [NAT, DR, HA, NAT_HA]) expect(await lint(rule, base)).toEqual([]);
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
