import { expect, test } from 'vitest';
import { DR, edit, HA, NAT, NAT_HA } from '../../../support/definitions.ts';
import { lint } from '../../../support/lint.ts';

const rule = 'check-without-port';

test('a mark without a port to check', async () => {
  expect(
    await lint(
      rule,
      edit(
        edit(
          HA,
          '    vip: 192.168.0.38\n    port: 80\n    protocol: TCP\n',
          '    fwmark: 1\n    marks: [{ vip: 192.168.0.38, protocol: TCP, port: 80 }]\n',
        ),
        ', connect_port: 80',
        '',
      ),
    ),
  ).toMatchInlineSnapshot(`
    [
      {
        "at": "clusters/prod/web-ha.yaml:31:9-31:18 «TCP_CHECK»",
        "hint": "set connect_port, or use a check without a port, such as PING_CHECK",
        "message": ""TCP_CHECK" has no port to connect to: real server "rs1" of "http" has none",
        "severity": "error",
      },
    ]
  `);
});

test('all ports', async () => {
  expect(
    await lint(
      rule,
      edit(
        edit(HA, '    port: 80\n', '    port: 0\n    persistence_timeout: 60\n'),
        ', connect_port: 80',
        '',
      ),
    ),
  ).toMatchInlineSnapshot(`
    [
      {
        "at": "clusters/prod/web-ha.yaml:33:9-33:18 «TCP_CHECK»",
        "hint": "set connect_port, or use a check without a port, such as PING_CHECK",
        "message": ""TCP_CHECK" has no port to connect to: real server "rs1" of "http" has none",
        "severity": "error",
      },
    ]
  `);
});

test('near misses stay silent', async () => {
  for (const base of [NAT, DR, HA, NAT_HA]) expect(await lint(rule, base)).toEqual([]);
  // A check that needs none.
  expect(
    await lint(
      rule,
      edit(
        edit(
          HA,
          '    vip: 192.168.0.38\n    port: 80\n    protocol: TCP\n',
          '    fwmark: 1\n    marks: [{ vip: 192.168.0.38, protocol: TCP, port: 80 }]\n',
        ),
        'TCP_CHECK: { connect_timeout: 10, retry: 3, delay_before_retry: 3, connect_port: 80 }',
        'PING_CHECK: {}',
      ),
    ),
  ).toEqual([]);
  // The port of the virtual server.
  expect(await lint(rule, edit(HA, ', connect_port: 80', ''))).toEqual([]);
});
