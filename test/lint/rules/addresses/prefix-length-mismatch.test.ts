import { expect, test } from 'vitest';
import { DR, edit, HA, NAT, NAT_HA } from '../../../support/definitions.ts';
import { lint } from '../../../support/lint.ts';

const rule = 'prefix-length-mismatch';

test('a director, a real server', async () => {
  expect(await lint(rule, edit(DR, 'address: 192.168.0.8/24', 'address: 192.168.0.8/16'))).toEqual([
    {
      severity: 'error',
      message:
        'address "192.168.0.8/16" of director "lvs1" has prefix length 16, but segment "lan" is "192.168.0.0/24"',
      hint: "write 192.168.0.8/24, or correct the segment's subnet",
      at: 'clusters/prod/web-dr.yaml:8:50-8:52 «16»',
      related: ["clusters/prod/web-dr.yaml:4:18-4:32 «192.168.0.0/24» the segment's subnet"],
    },
  ]);
  expect(await lint(rule, edit(DR, 'address: 192.168.0.18/24', 'address: 192.168.0.18/32'))).toEqual([
    {
      severity: 'error',
      message:
        'address "192.168.0.18/32" of real server "rs1" has prefix length 32, but segment "lan" is "192.168.0.0/24"',
      hint: "write 192.168.0.18/24, or correct the segment's subnet",
      at: 'clusters/prod/web-dr.yaml:10:40-10:42 «32»',
      related: ["clusters/prod/web-dr.yaml:4:18-4:32 «192.168.0.0/24» the segment's subnet"],
    },
  ]);
});

const six = (address: string) =>
  edit(
    edit(DR, 'segment: lan, address: 192.168.0.8/24', `segment: six, address: "${address}"`),
    'segments:\n',
    'segments:\n  six: { subnet: "2001:db8::/64" }\n',
  );

test('IPv6 in any spelling: the whole address is named', async () => {
  expect(await lint(rule, six('2001:0DB8:0::8/48'))).toEqual([
    {
      severity: 'error',
      message:
        'address "2001:db8::8/48" of director "lvs1" has prefix length 48, but segment "six" is "2001:db8::/64"',
      hint: "write 2001:db8::8/64, or correct the segment's subnet",
      at: 'clusters/prod/web-dr.yaml:9:38-9:57 «"2001:0DB8:0::8/48"»',
      related: [`clusters/prod/web-dr.yaml:4:18-4:33 «"2001:db8::/64"» the segment's subnet`],
    },
  ]);
});

test('near misses stay silent', async () => {
  for (const text of [NAT, DR, HA, NAT_HA]) expect(await lint(rule, text)).toEqual([]);
  expect(await lint(rule, six('2001:db8::8/64'))).toEqual([]);
  // An address from DHCPv6.
  expect(await lint(rule, six('2001:db8::8/128'))).toEqual([]);
  // Outside of every segment there is nothing to agree with.
  expect(await lint(rule, edit(DR, 'address: 192.168.0.18/24', 'address: 192.168.1.18/16'))).toEqual([]);
  expect(await lint(rule, edit(DR, 'address: 192.168.0.8/24', 'address: 192.168.1.8/16'))).toEqual([]);
  // Of overlapping segments (overlapping-segments), one has its length.
  expect(
    await lint(
      rule,
      edit(
        edit(DR, 'segments:\n', 'segments:\n  all: { subnet: 192.168.0.0/16 }\n'),
        '192.168.0.18/24',
        '192.168.0.18/16',
      ),
    ),
  ).toEqual([]);
});
