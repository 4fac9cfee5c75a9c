import { expect, test } from 'vitest';
import { DR, edit, HA, NAT, NAT_HA } from '../../../support/definitions.ts';
import { lint } from '../../../support/lint.ts';

const rule = 'real-server-link-local';
/** HA for IPv6, as far as this rule looks. */
const SIX = HA.replaceAll(/192\.168\.0\.(\d+)/g, 'fd00::$1')
  .replaceAll('::0/24', '::/64')
  .replaceAll('/24', '/64');
const withServer = (base: string, address: string) =>
  edit(base, 'address: fd00::18/64', `address: ${address}`);
const withSorry = (base: string, address: string) =>
  edit(
    base,
    '    delay_loop: 6\n',
    `    delay_loop: 6\n    sorry_server: { address: "${address}", port: 80 }\n`,
  );
const messages = async (text: string) => (await lint(rule, text)).map(({ message }) => message);

const problem = {
  severity: 'error',
  message:
    'real server "rs1" has link-local address "fe80::18": the kernel refuses it, as IPVS has no word for an interface',
  hint: 'use an address that is not link-local, such as one of "fd00::/64"',
  at: 'clusters/prod/web-ha.yaml:21:27-21:38 «fe80::18/64»',
  related: ['clusters/prod/web-ha.yaml:24:11-24:15 «http» a virtual server that sends clients there'],
};

test('a real server, with checks and without, by each engine', async () => {
  const bad = withServer(SIX, 'fe80::18/64');
  expect(await lint(rule, bad)).toEqual([problem]);
  const messagesOf = [problem.message];
  expect(await messages(bad.replace(/ {4}checks:\n.*\n/, ''))).toEqual(messagesOf);
  expect(await messages(edit(bad, 'version: 1\n', 'version: 1\nengine: ipvsadm\n'))).toEqual(messagesOf);
});

test('an IPv6 real server behind an IPv4 VIP, by a tunnel', async () => {
  const tunnel = edit(HA, 'address: 192.168.0.18/24, gateway: 192.168.0.1', 'address: fe80::18/64');
  expect(await messages(tunnel.replace('lvs_method: DR', 'lvs_method: TUN'))).toEqual([problem.message]);
  // Without a tunnel its family is the fault: real-server-other-family.
  expect(await lint(rule, tunnel)).toEqual([]);
});

test('a sorry server', async () => {
  expect(await messages(withSorry(SIX, 'fe80::99'))).toEqual([
    'the sorry server has link-local address "fe80::99": the kernel refuses it, as IPVS has no word for an interface',
  ]);
});

test('near misses stay silent', async () => {
  for (const base of [NAT, DR, HA, NAT_HA, SIX]) expect(await lint(rule, base)).toEqual([]);
  // The address behind fe80::/10, and IPv4's link-local one, which the kernel takes.
  expect(await lint(rule, withServer(SIX, 'fec0::18/64'))).toEqual([]);
  expect(await lint(rule, edit(HA, 'address: 192.168.0.18/24', 'address: 169.254.0.18/16'))).toEqual([]);
  expect(await lint(rule, withSorry(SIX, 'fd00::99'))).toEqual([]);
  // No virtual server uses it: unused-real-server.
  const unused = withServer(SIX, 'fe80::18/64').replace('      - { name: rs1, weight: 1 }\n', '');
  expect(await lint(rule, unused)).toEqual([]);
});
