import { expect, test } from 'vitest';
import { DR, edit, HA, NAT, NAT_HA } from '../../support/definitions.ts';
import { lint } from '../../support/lint.ts';

const rule = 'check-of-link-local-address';
/** HA for IPv6, as far as this rule looks. */
const SIX = HA.replaceAll(/192\.168\.0\.(\d+)/g, 'fd00::$1')
  .replaceAll('::0/24', '::/64')
  .replaceAll('/24', '/64');
const withCheck = (base: string, check: string) => base.replace(/TCP_CHECK: \{[^}]*\}/, check);
const withServer = (base: string, address: string) =>
  edit(base, 'address: fd00::18/64', `address: ${address}`);

test('a real server with a link-local address', async () => {
  const problem = {
    severity: 'error',
    message: 'check of link-local address "fe80::18": keepalived drops it, as it needs bind_if',
    hint: 'give real server "rs1" an address that is not link-local, such as one of "fd00::/64"',
    at: 'clusters/prod/web-ha.yaml:21:27-21:38 «fe80::18/64»',
    related: ['clusters/prod/web-ha.yaml:32:9-32:18 «TCP_CHECK» the check'],
  };
  expect(await lint(rule, withServer(SIX, 'fe80::18/64'))).toEqual([problem]);
  // The last address of fe80::/10.
  expect((await lint(rule, withServer(SIX, 'febf:ffff::18/64'))).map(({ message }) => message)).toEqual([
    'check of link-local address "febf:ffff::18": keepalived drops it, as it needs bind_if',
  ]);
  // Once, however many checks it has.
  const two = withCheck(SIX, 'TCP_CHECK: {}\n      - TCP_CHECK: { connect_timeout: 4 }');
  expect(await lint(rule, withServer(two, 'fe80::18/64'))).toEqual([problem]);
});

test('a definition whose only subnet is link-local', async () => {
  const only = SIX.replaceAll('fd00::', 'fe80::');
  expect((await lint(rule, only)).map(({ hint }) => hint)).toEqual([
    'give real server "rs1" an address that is not link-local',
    'give real server "rs2" an address that is not link-local',
  ]);
});

test('connect_ip', async () => {
  expect(await lint(rule, withCheck(SIX, 'UDP_CHECK: { connect_ip: "fe80::18" }'))).toEqual([
    {
      severity: 'error',
      message: 'check of link-local address "fe80::18": keepalived drops it, as it needs bind_if',
      hint: 'leave connect_ip out: the check then takes the address of each real server',
      at: 'clusters/prod/web-ha.yaml:32:34-32:44 «"fe80::18"»',
    },
  ]);
});

test('near misses stay silent', async () => {
  for (const base of [NAT, DR, HA, NAT_HA, SIX]) expect(await lint(rule, base)).toEqual([]);
  // The address behind fe80::/10, and IPv4's link-local one, which keepalived takes.
  expect(await lint(rule, withServer(SIX, 'fec0::18/64'))).toEqual([]);
  expect(await lint(rule, edit(HA, 'address: 192.168.0.18/24', 'address: 169.254.0.18/16'))).toEqual([]);
  // The check goes to another address of the real server.
  const elsewhere = withCheck(withServer(SIX, 'fe80::18/64'), 'TCP_CHECK: { connect_ip: "fd00::18" }');
  expect(await lint(rule, elsewhere)).toEqual([]);
  // Not checked at all, by the definition or by the engine.
  const unchecked = withServer(SIX, 'fe80::18/64').replace(/ {4}checks:\n.*\n/, '');
  expect(await lint(rule, unchecked)).toEqual([]);
  const ipvsadm = edit(withServer(SIX, 'fe80::18/64'), 'version: 1\n', 'version: 1\nengine: ipvsadm\n');
  expect(await lint(rule, ipvsadm)).toEqual([]);
  // Behind an IPv4 VIP keepalived leaves the real server out: real-server-other-family.
  const other = edit(HA, 'address: 192.168.0.18/24, gateway: 192.168.0.1', 'address: fe80::18/64');
  expect(await lint(rule, other)).toEqual([]);
});
