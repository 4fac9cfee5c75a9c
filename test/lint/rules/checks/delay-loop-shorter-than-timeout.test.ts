import { expect, test } from 'vitest';
import { DR, edit, HA, NAT, NAT_HA } from '../../../support/definitions.ts';
import { lint } from '../../../support/lint.ts';

const rule = 'delay-loop-shorter-than-timeout';
const tcp = (base: string, options: string) =>
  base.replace(/TCP_CHECK: \{[^}]*\}/, `TCP_CHECK: { ${options} }`);

test('both are written: both places are named', async () => {
  expect(await lint(rule, edit(HA, 'delay_loop: 6', 'delay_loop: 2'))).toEqual([
    {
      severity: 'warning',
      message: 'connect_timeout "10" is much longer than delay_loop "2"',
      hint: 'a host that is down keeps its share for up to 51 s (2 + 4 x 10 + 3 x 3): lower connect_timeout',
      at: 'clusters/prod/web-ha.yaml:32:39-32:41 «10»',
      related: ['clusters/prod/web-ha.yaml:30:17-30:18 «2» the time between two checks'],
    },
  ]);
  expect(await lint(rule, edit(HA, 'connect_timeout: 10', 'connect_timeout: 12'))).toEqual([
    {
      severity: 'warning',
      message: 'connect_timeout "12" is much longer than delay_loop "6"',
      hint: 'a host that is down keeps its share for up to 63 s (6 + 4 x 12 + 3 x 3): lower connect_timeout',
      at: 'clusters/prod/web-ha.yaml:32:39-32:41 «12»',
      related: ['clusters/prod/web-ha.yaml:30:17-30:18 «6» the time between two checks'],
    },
  ]);
});

test("keepalived's default of one of them", async () => {
  expect(await lint(rule, tcp(edit(HA, 'delay_loop: 6', 'delay_loop: 2'), ''))).toEqual([
    {
      severity: 'warning',
      message: 'connect_timeout "5", the default, is much longer than delay_loop "2"',
      hint: 'a host that is down keeps its share for up to 13 s (2 + 2 x 5 + 1 x 1): lower connect_timeout',
      at: 'clusters/prod/web-ha.yaml:30:17-30:18 «2»',
      related: ['clusters/prod/web-ha.yaml:32:9-32:18 «TCP_CHECK» the check'],
    },
  ]);
  expect(await lint(rule, tcp(edit(HA, '    delay_loop: 6\n', ''), 'connect_timeout: 120.5'))).toEqual([
    {
      severity: 'warning',
      message: 'connect_timeout "120.5" is much longer than delay_loop "60", the default',
      hint: 'a host that is down keeps its share for up to 302 s (60 + 2 x 120.5 + 1 x 1): lower connect_timeout',
      at: 'clusters/prod/web-ha.yaml:31:39-31:44 «120.5»',
    },
  ]);
});

test('a program that may hang', async () => {
  const misc = (timeout: string) =>
    HA.replace(/TCP_CHECK: \{[^}]*\}/, `MISC_CHECK: { misc_path: /bin/true${timeout} }`);
  expect(await lint(rule, misc(', misc_timeout: 12'))).toMatchInlineSnapshot(`
    [
      {
        "at": "clusters/prod/web-ha.yaml:32:59-32:61 «12»",
        "hint": "a host that is down keeps its share for up to 18 s (6 + 1 x 12 + 0 x 1): lower misc_timeout",
        "message": "misc_timeout "12" is much longer than delay_loop "6"",
        "related": [
          "clusters/prod/web-ha.yaml:30:17-30:18 «6» the time between two checks",
        ],
        "severity": "warning",
      },
    ]
  `);
  expect(await lint(rule, misc(', misc_timeout: 11'))).toEqual([]);
  expect(await lint(rule, misc(''))).toEqual([]);
});

test('delay_loop of the check itself', async () => {
  expect(await lint(rule, tcp(HA, 'connect_timeout: 4, delay_loop: 1'))).toEqual([
    {
      severity: 'warning',
      message: 'connect_timeout "4" is much longer than delay_loop "1"',
      hint: 'a host that is down keeps its share for up to 10 s (1 + 2 x 4 + 1 x 1): lower connect_timeout',
      at: 'clusters/prod/web-ha.yaml:32:39-32:40 «4»',
      related: ['clusters/prod/web-ha.yaml:32:54-32:55 «1» the time between two checks'],
    },
  ]);
});

test('HTTP_GET pauses 3 seconds between tries', async () => {
  const http = tcp(edit(HA, 'delay_loop: 6', 'delay_loop: 2'), '').replace(
    'TCP_CHECK: {  }',
    'HTTP_GET: { retry: 2, url: [{ path: / }] }',
  );
  expect(await lint(rule, http)).toEqual([
    {
      severity: 'warning',
      message: 'connect_timeout "5", the default, is much longer than delay_loop "2"',
      hint: 'a host that is down keeps its share for up to 23 s (2 + 3 x 5 + 2 x 3): lower connect_timeout',
      at: 'clusters/prod/web-ha.yaml:30:17-30:18 «2»',
      related: ['clusters/prod/web-ha.yaml:32:9-32:17 «HTTP_GET» the check'],
    },
  ]);
});

test('UDP_CHECK waits for silence, unless it wants a reply', async () => {
  const udp = (options: string) =>
    tcp(edit(edit(HA, 'delay_loop: 6', 'delay_loop: 2'), 'protocol: TCP', 'protocol: UDP'), options).replace(
      'TCP_CHECK',
      'UDP_CHECK',
    );
  expect(await lint(rule, udp(''))).toEqual([
    {
      severity: 'warning',
      message: 'connect_timeout "5", the default, is much longer than delay_loop "2"',
      hint: 'silence counts as healthy, so that every check of a healthy real server takes the whole timeout: lower connect_timeout',
      at: 'clusters/prod/web-ha.yaml:30:17-30:18 «2»',
      related: ['clusters/prod/web-ha.yaml:32:9-32:18 «UDP_CHECK» the check'],
    },
  ]);
  expect(await lint(rule, udp('require_reply: true'))).toEqual([
    {
      severity: 'warning',
      message: 'connect_timeout "5", the default, is much longer than delay_loop "2"',
      hint: 'a host that is down keeps its share for up to 13 s (2 + 2 x 5 + 1 x 1): lower connect_timeout',
      at: 'clusters/prod/web-ha.yaml:30:17-30:18 «2»',
      related: ['clusters/prod/web-ha.yaml:32:9-32:18 «UDP_CHECK» the check'],
    },
  ]);
});

test('defaults are named where they stand, once', async () => {
  const defaulted = `${tcp(edit(HA, '    delay_loop: 6\n', ''), '')}  - name: https
    vip: 192.168.0.38
    port: 443
    protocol: TCP
    lvs_sched: rr
    lvs_method: DR
    checks: [{ TCP_CHECK: {} }]
    real_servers: [{ name: rs1 }]
defaults:
  virtual_servers: { delay_loop: 1 }
`;
  expect(await lint(rule, defaulted)).toEqual([
    {
      severity: 'warning',
      message: 'connect_timeout "5", the default, is much longer than delay_loop "1"',
      hint: 'a host that is down keeps its share for up to 12 s (1 + 2 x 5 + 1 x 1): lower connect_timeout',
      at: 'clusters/prod/web-ha.yaml:44:34-44:35 «1»',
      related: ['clusters/prod/web-ha.yaml:31:9-31:18 «TCP_CHECK» the check'],
    },
  ]);
});

test('near misses stay silent', async () => {
  // HA has delay_loop 6 and connect_timeout 10: of one size.
  for (const base of [NAT, DR, HA, NAT_HA]) expect(await lint(rule, base)).toEqual([]);
  expect(await lint(rule, tcp(HA, 'connect_timeout: 6'))).toEqual([]);
  expect(await lint(rule, tcp(edit(HA, 'delay_loop: 6', 'delay_loop: 1'), 'connect_timeout: 1'))).toEqual([]);
  // keepalived's default for delay_loop is 60 seconds.
  expect(await lint(rule, tcp(edit(HA, '    delay_loop: 6\n', ''), 'connect_timeout: 60'))).toEqual([]);
  // The check's own delay_loop counts.
  expect(
    await lint(rule, tcp(edit(HA, 'delay_loop: 6', 'delay_loop: 1'), 'connect_timeout: 5, delay_loop: 5')),
  ).toEqual([]);
  // A time that is none is the schema's.
  expect(await lint(rule, edit(HA, 'delay_loop: 6', 'delay_loop: 0'))).toEqual([]);
});
