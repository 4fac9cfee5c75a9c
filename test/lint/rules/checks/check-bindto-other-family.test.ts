import { expect, test } from 'vitest';
import { DR, edit, HA, NAT, NAT_HA } from '../../../support/definitions.ts';
import { lint } from '../../../support/lint.ts';

const rule = 'check-bindto-other-family';
const hint = 'leave bindto out: the director then takes its own address towards the real server';
const check = (base: string, options: string, type = 'TCP_CHECK') =>
  base.replace(/TCP_CHECK: \{[^}]*\}/, `${type}: { ${options} }`);
/** HA for IPv6, as far as this rule looks. */
const SIX = HA.replaceAll(/192\.168\.0\.(\d+)/g, 'fd00::$1');

test('the real server is of another family', async () => {
  for (const type of ['TCP_CHECK', 'UDP_CHECK']) {
    expect(await lint(rule, check(HA, 'bindto: "fd00::1"', type))).toEqual([
      {
        severity: 'error',
        message: 'bindto "fd00::1" is IPv6, but the check goes to "192.168.0.18", which is IPv4',
        hint,
        at: 'clusters/prod/web-ha.yaml:32:30-32:39 «"fd00::1"»',
        related: ['clusters/prod/web-ha.yaml:21:27-21:42 «192.168.0.18/24» the address that is checked'],
      },
    ]);
  }
  expect((await lint(rule, check(SIX, 'bindto: 192.168.0.48'))).map(({ message }) => message)).toEqual([
    'bindto "192.168.0.48" is IPv4, but the check goes to "fd00::18", which is IPv6',
  ]);
});

test('connect_ip decides where there is one', async () => {
  expect(await lint(rule, check(HA, 'connect_ip: "fd00::18", bindto: 192.168.0.48'))).toEqual([
    {
      severity: 'error',
      message: 'bindto "192.168.0.48" is IPv4, but the check goes to "fd00::18", which is IPv6',
      hint,
      at: 'clusters/prod/web-ha.yaml:32:54-32:66 «192.168.0.48»',
      related: ['clusters/prod/web-ha.yaml:32:34-32:44 «"fd00::18"» the address that is checked'],
    },
  ]);
  expect(await lint(rule, check(HA, 'connect_ip: "fd00::18", bindto: "fd00::48"'))).toEqual([]);
});

test('in defaults: once, where it is written, for the first service of the other family', async () => {
  const own =
    '    checks:\n      - TCP_CHECK: { connect_timeout: 10, retry: 3, delay_before_retry: 3, connect_port: 80 }\n';
  const both = `${edit(HA, own, '')}  - name: http6
    vip: fd00::38
    port: 80
    protocol: TCP
    lvs_sched: rr
    lvs_method: DR
    real_servers: [{ name: rs3 }, { name: rs4 }]
defaults:
  virtual_servers:
    checks: [{ TCP_CHECK: { bindto: 192.168.0.48 } }]
`;
  const servers = '  - { name: rs3, address: fd00::18/64 }\n  - { name: rs4, address: fd00::28/64 }\n';
  expect(
    await lint(
      rule,
      edit(both, 'virtual_servers:\n  - name: http\n', `${servers}virtual_servers:\n  - name: http\n`),
    ),
  ).toEqual([
    {
      severity: 'error',
      message: 'bindto "192.168.0.48" is IPv4, but the check goes to "fd00::18", which is IPv6',
      hint,
      at: 'clusters/prod/web-ha.yaml:45:37-45:49 «192.168.0.48»',
      related: ['clusters/prod/web-ha.yaml:23:27-23:38 «fd00::18/64» the address that is checked'],
    },
  ]);
});

test('near misses stay silent', async () => {
  for (const base of [NAT, DR, HA, NAT_HA, SIX]) expect(await lint(rule, base)).toEqual([]);
  expect(await lint(rule, check(HA, 'bindto: 192.168.0.48'))).toEqual([]);
  expect(await lint(rule, check(SIX, 'bindto: "FD00:0::48"'))).toEqual([]);
  // A real server of another family than its VIP has no checks: real-server-other-family.
  const mixed = edit(
    check(HA, 'bindto: 192.168.0.48'),
    'address: 192.168.0.28/24, gateway: 192.168.0.1',
    'address: fd00::28/64',
  );
  expect(await lint(rule, mixed)).toEqual([]);
  // One that is not there, and an engine that runs no checks.
  const unknown = edit(
    edit(check(HA, 'bindto: "fd00::1"'), '- { name: rs1, weight: 1 }', '- { name: rs8 }'),
    '- { name: rs2, weight: 1 }',
    '- { name: rs9 }',
  );
  expect(await lint(rule, unknown)).toEqual([]);
  expect(
    await lint(rule, edit(check(HA, 'bindto: "fd00::1"'), 'version: 1\n', 'version: 1\nengine: ipvsadm\n')),
  ).toEqual([]);
});
