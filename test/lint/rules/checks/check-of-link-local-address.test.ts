import { expect, test } from 'vitest';
import { DR, edit, HA, NAT, NAT_HA } from '../../../support/definitions.ts';
import { lint } from '../../../support/lint.ts';

const rule = 'check-of-link-local-address';
/** HA for IPv6, as far as this rule looks. */
const SIX = HA.replaceAll(/192\.168\.0\.(\d+)/g, 'fd00::$1')
  .replaceAll('::0/24', '::/64')
  .replaceAll('/24', '/64');
const withCheck = (base: string, check: string) => base.replace(/TCP_CHECK: \{[^}]*\}/, check);

test('connect_ip', async () => {
  expect(await lint(rule, withCheck(SIX, 'UDP_CHECK: { connect_ip: "fe80::18" }'))).toEqual([
    {
      severity: 'error',
      message: 'check of link-local address "fe80::18": keepalived drops it, as it needs bind_if',
      hint: 'leave connect_ip out: the check then takes the address of each real server; or set bind_if',
      at: 'clusters/prod/web-ha.yaml:32:34-32:44 «"fe80::18"»',
    },
  ]);
  // The last address of fe80::/10.
  const last = withCheck(SIX, 'TCP_CHECK: { connect_ip: "febf:ffff::18" }');
  expect((await lint(rule, last)).map(({ message }) => message)).toEqual([
    'check of link-local address "febf:ffff::18": keepalived drops it, as it needs bind_if',
  ]);
});

test('near misses stay silent', async () => {
  for (const base of [NAT, DR, HA, NAT_HA, SIX]) expect(await lint(rule, base)).toEqual([]);
  for (const check of [
    // With the interface.
    'TCP_CHECK: { connect_ip: "fe80::18", bind_if: eth0 }',
    // The address behind fe80::/10, and IPv4's link-local one, which keepalived takes.
    'TCP_CHECK: { connect_ip: "fec0::18" }',
    'TCP_CHECK: { connect_ip: 169.254.0.18 }',
  ])
    expect(await lint(rule, withCheck(SIX, check))).toEqual([]);
  // Not checked at all by the engine.
  const found = withCheck(SIX, 'TCP_CHECK: { connect_ip: "fe80::18" }');
  expect(await lint(rule, edit(found, 'version: 1\n', 'version: 1\nengine: ipvsadm\n'))).toEqual([]);
  // The real server's own address: real-server-link-local.
  expect(await lint(rule, edit(SIX, 'address: fd00::18/64', 'address: fe80::18/64'))).toEqual([]);
});
