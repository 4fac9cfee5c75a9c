import { expect, test } from 'vitest';
import { DR, edit, HA, NAT, NAT_HA } from '../../../support/definitions.ts';
import { lint } from '../../../support/lint.ts';

const rule = 'ping-check-alone';
const checked = (checks: string, base = HA) => base.replace(/- TCP_CHECK: \{[^}]*\}/, checks);
const found = {
  severity: 'warning',
  message:
    'PING_CHECK is the only check of virtual server "http": a dead service on a living host keeps its share',
  hint: 'add TCP_CHECK, or another check that asks the service',
  at: 'clusters/prod/web-ha.yaml:32:9-32:19 «PING_CHECK»',
};

test('a ping is the only check of a service', async () => {
  expect(await lint(rule, checked('- PING_CHECK: {}'))).toEqual([found]);
  expect(await lint(rule, checked('- PING_CHECK: {}\n      - PING_CHECK: { retry: 1 }'))).toEqual([found]);
});

test('a ping is the only check of one real server', async () => {
  const one = edit(HA, '{ name: rs2, weight: 1 }', '{ name: rs2, checks: [{ PING_CHECK: {} }] }');
  expect(await lint(rule, one)).toEqual([
    {
      ...found,
      message:
        'PING_CHECK is the only check of real server "rs2" in virtual server "http": a dead service on a living host keeps its share',
      at: 'clusters/prod/web-ha.yaml:35:33-35:43 «PING_CHECK»',
    },
  ]);
});

test('a BFD session is no more', async () => {
  const sessions = edit(
    checked('- BFD_CHECK: { name: rs1 }'),
    'virtual_servers:',
    'bfd_instances: [{ name: rs1, neighbor_ip: 192.168.0.18 }]\nvirtual_servers:',
  );
  expect((await lint(rule, sessions)).map(({ message }) => message)).toEqual([
    found.message.replace('PING', 'BFD'),
  ]);
});

test('by UDP it is a note', async () => {
  expect(await lint(rule, edit(checked('- PING_CHECK: {}'), 'protocol: TCP', 'protocol: UDP'))).toEqual([
    {
      ...found,
      severity: 'info',
      hint: 'add UDP_CHECK, DNS_CHECK or a MISC_CHECK that asks the service',
    },
  ]);
});

test('near misses stay silent', async () => {
  for (const base of [NAT, DR, HA, NAT_HA]) expect(await lint(rule, base)).toEqual([]);
  const ping = checked('- PING_CHECK: {}');
  for (const other of [
    'TCP_CHECK: {}',
    'MISC_CHECK: { misc_path: /usr/bin/check }',
    'HTTP_GET: { url: [{ path: / }] }',
  ])
    expect(await lint(rule, checked(`- PING_CHECK: {}\n      - ${other}`)), other).toEqual([]);
  expect(await lint(rule, edit(ping, 'protocol: TCP', 'protocol: SCTP'))).toEqual([]);
  // All ports.
  expect(
    await lint(rule, edit(ping, '    port: 80\n', '    port: 0\n    persistence_timeout: 300\n')),
  ).toEqual([]);
  expect(await lint(rule, ping.replaceAll('weight: 1', 'weight: 0'))).toEqual([]);
});
