import { expect, test } from 'vitest';
import { DR, edit, HA, NAT, NAT_HA } from '../../../support/definitions.ts';
import { lint } from '../../../support/lint.ts';

const rule = 'persistence-conflict';

test('all ports without persistence', async () => {
  expect(await lint(rule, edit(HA, '    port: 80\n', '    port: 0\n'))).toMatchInlineSnapshot(`
    [
      {
        "at": "clusters/prod/web-ha.yaml:26:11-26:12 «0»",
        "hint": "set persistence_timeout: the ports of one client have to reach one real server",
        "message": "virtual server "http" is for all ports and has no persistence",
        "severity": "error",
      },
    ]
  `);
});

test('a prefix length for IPv4', async () => {
  expect(
    await lint(
      rule,
      edit(
        HA,
        '    delay_loop: 6\n',
        '    delay_loop: 6\n    persistence_timeout: 60\n    persistence_granularity: 24\n',
      ),
    ),
  ).toMatchInlineSnapshot(`
    [
      {
        "at": "clusters/prod/web-ha.yaml:32:30-32:32 «24»",
        "hint": "write a mask, such as 255.255.255.0",
        "message": "persistence_granularity "24" is not for IPv4",
        "severity": "error",
      },
    ]
  `);
});

test('a granularity without a timeout', async () => {
  expect(
    await lint(
      rule,
      edit(HA, '    delay_loop: 6\n', '    delay_loop: 6\n    persistence_granularity: 255.255.255.0\n'),
    ),
  ).toMatchInlineSnapshot(`
    [
      {
        "at": "clusters/prod/web-ha.yaml:31:30-31:43 «255.255.255.0»",
        "hint": "set persistence_timeout, or remove it",
        "message": "persistence_granularity of virtual server "http" means nothing without persistence",
        "severity": "error",
      },
    ]
  `);
});

test('sip off UDP', async () => {
  expect(
    await lint(
      rule,
      edit(
        HA,
        '    delay_loop: 6\n',
        '    delay_loop: 6\n    persistence_timeout: 60\n    persistence_engine: sip\n',
      ),
    ),
  ).toMatchInlineSnapshot(`
    [
      {
        "at": "clusters/prod/web-ha.yaml:32:25-32:28 «sip»",
        "hint": "remove it",
        "message": "persistence_engine "sip" reads UDP, and the service is TCP",
        "severity": "error",
      },
    ]
  `);
});

test('near misses stay silent', async () => {
  for (const base of [NAT, DR, HA, NAT_HA]) expect(await lint(rule, base)).toEqual([]);
  // All ports, persistent, by a mask.
  expect(
    await lint(
      rule,
      edit(
        edit(HA, '    port: 80\n', '    port: 0\n'),
        '    delay_loop: 6\n',
        '    delay_loop: 6\n    persistence_timeout: 60\n    persistence_granularity: 255.255.255.0\n',
      ),
    ),
  ).toEqual([]);
});
