import { expect, test } from 'vitest';
import { DR, edit, HA, NAT, NAT_HA } from '../../../support/definitions.ts';
import { lint } from '../../../support/lint.ts';

const rule = 'unused-segment';
const withSegment = (line: string) => edit(NAT, 'directors:\n', `  ${line}\ndirectors:\n`);

test('nothing is on the segment', async () => {
  expect(await lint(rule, withSegment('dmz: { subnet: 10.9.0.0/24 }'))).toEqual([
    {
      severity: 'info',
      message: 'segment "dmz" is not used: no director, VIP, real server or sorry server is on it',
      hint: 'remove it, or attach an interface of a director to it',
      at: 'clusters/prod/web-nat.yaml:6:3-6:6 «dmz»',
    },
  ]);
  expect(await lint(rule, withSegment('dmz: { subnet: "2001:db8:9::/64" }'))).toEqual([
    {
      severity: 'info',
      message: 'segment "dmz" is not used: no director, VIP, real server or sorry server is on it',
      hint: 'remove it, or attach an interface of a director to it',
      at: 'clusters/prod/web-nat.yaml:6:3-6:6 «dmz»',
    },
  ]);
});

test('near misses stay silent', async () => {
  for (const base of [NAT, DR, HA, NAT_HA]) expect(await lint(rule, base)).toEqual([]);
  // A real server is there, behind a router.
  const routed = edit(withSegment('far: { subnet: 10.9.0.0/16 }'), '192.168.0.28/24', '10.9.7.28/16');
  expect(await lint(rule, routed)).toEqual([]);
  // Two segments of one length of prefix, and a real server on each.
  const two = edit(
    edit(
      withSegment('far: { subnet: 10.9.0.0/24 }\n  dmz: { subnet: 10.8.0.0/24 }'),
      '192.168.0.28/24',
      '10.9.0.28/24',
    ),
    '192.168.0.18/24',
    '10.8.0.28/24',
  );
  expect(await lint(rule, two)).toEqual([]);
  // The sorry server is there.
  const sorry = edit(HA, 'directors:\n', '  farm: { subnet: 10.9.0.0/24 }\ndirectors:\n');
  expect(
    await lint(
      rule,
      edit(
        sorry,
        '    delay_loop: 6',
        '    sorry_server: { address: 10.9.0.1, port: 80 }\n    delay_loop: 6',
      ),
    ),
  ).toEqual([]);
  // A VIP, or a static address of a director: a further subnet of the wire.
  const vip = edit(HA, 'directors:\n', '  more: { subnet: 10.9.0.0/24 }\ndirectors:\n');
  expect(await lint(rule, vip)).toHaveLength(1);
  expect(await lint(rule, edit(vip, '[192.168.0.38/32]', '[192.168.0.38/32, 10.9.0.38/24]'))).toEqual([]);
  const fixed = '  - name: lvs1\n    static_ipaddress: [{ address: 10.9.0.8/24, dev: eth0 }]\n';
  expect(await lint(rule, edit(vip, '  - name: lvs1\n', fixed))).toEqual([]);
});

const TWO = withSegment('dmz: { subnet: [10.9.0.0/24, 10.8.0.0/24] }');

test('of several subnets: once, and not at all where one is inhabited', async () => {
  expect(await lint(rule, TWO)).toHaveLength(1);
  expect(await lint(rule, edit(TWO, '192.168.0.28/24', '10.8.0.28/24'))).toEqual([]);
});

test('the wire of an interface by the id of its segment', async () => {
  const joined = edit(
    withSegment('rips: { subnet: 10.9.0.0/24, id: v1 }'),
    '192.168.0.0/24 }',
    '192.168.0.0/24, id: v1 }',
  );
  expect(await lint(rule, joined)).toEqual([]);
});
