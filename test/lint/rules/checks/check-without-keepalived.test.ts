import { expect, test } from 'vitest';
import { DR, edit, HA, NAT, NAT_HA } from '../../../support/definitions.ts';
import { lint } from '../../../support/lint.ts';

const rule = 'check-without-keepalived';
const withLine = (line: string) => edit(DR, '    lvs_method: DR\n', `    lvs_method: DR\n${line}\n`);

test('checks, delay_loop and sorry_server of a virtual server', async () => {
  expect(await lint(rule, withLine('    checks: [{ TCP_CHECK: {} }]'))).toEqual([
    {
      severity: 'warning',
      message: '"checks" has no effect with engine ipvsadm: nobody runs the checks',
      hint: 'set engine to keepalived, or remove checks',
      at: 'clusters/prod/web-dr.yaml:19:5-19:11 «checks»',
    },
  ]);
  expect(await lint(rule, withLine('    delay_loop: 6'))).toEqual([
    {
      severity: 'warning',
      message: '"delay_loop" has no effect with engine ipvsadm: nobody runs checks',
      hint: 'set engine to keepalived, or remove delay_loop',
      at: 'clusters/prod/web-dr.yaml:19:5-19:15 «delay_loop»',
    },
  ]);
  expect(await lint(rule, withLine('    sorry_server: { address: 192.168.0.99, port: 80 }'))).toEqual([
    {
      severity: 'warning',
      message: '"sorry_server" has no effect with engine ipvsadm: nobody puts it in',
      hint: 'set engine to keepalived, or remove sorry_server',
      at: 'clusters/prod/web-dr.yaml:19:5-19:17 «sorry_server»',
    },
  ]);
});

test('checks of one real server', async () => {
  expect(await lint(rule, edit(DR, 'weight: 3', 'checks: [{ TCP_CHECK: {} }]'))).toEqual([
    {
      severity: 'warning',
      message: '"checks" has no effect with engine ipvsadm: nobody runs the checks',
      hint: 'set engine to keepalived, or remove checks',
      at: 'clusters/prod/web-dr.yaml:20:22-20:28 «checks»',
    },
  ]);
});

test('what says how checks are run, and what follows from them', async () => {
  const text = edit(
    withLine('    quorum: 2\n    quorum_down: /bin/true\n    connect_timeout: 3'),
    'weight: 3',
    'weight: 3, notify_down: /bin/true, inhibit_on_failure: true',
  );
  expect((await lint(rule, text)).map(({ message }) => message)).toEqual(
    ['quorum', 'quorum_down', 'connect_timeout', 'notify_down', 'inhibit_on_failure'].map(
      (word) => `"${word}" has no effect with engine ipvsadm: nobody runs checks`,
    ),
  );
});

test('defaults are named where they stand, once', async () => {
  const two = `${DR}  - name: https
    vip: 192.168.0.38
    port: 443
    protocol: TCP
    lvs_sched: wrr
    lvs_method: DR
    real_servers: [{ name: rs1 }]
defaults:
  virtual_servers: { delay_loop: 6, checks: [{ TCP_CHECK: {} }] }
`;
  expect(await lint(rule, two)).toEqual([
    {
      severity: 'warning',
      message: '"delay_loop" has no effect with engine ipvsadm: nobody runs checks',
      hint: 'set engine to keepalived, or remove delay_loop',
      at: 'clusters/prod/web-dr.yaml:30:22-30:32 «delay_loop»',
    },
    {
      severity: 'warning',
      message: '"checks" has no effect with engine ipvsadm: nobody runs the checks',
      hint: 'set engine to keepalived, or remove checks',
      at: 'clusters/prod/web-dr.yaml:30:37-30:43 «checks»',
    },
  ]);
});

test('near misses stay silent', async () => {
  for (const base of [NAT, DR, HA, NAT_HA]) expect(await lint(rule, base)).toEqual([]);
  const kept = edit(
    withLine('    checks: [{ TCP_CHECK: {} }]'),
    'name: web-dr\n',
    'name: web-dr\nengine: keepalived\n',
  );
  expect(await lint(rule, kept)).toEqual([]);
});
