import { expect, test } from 'vitest';
import { DR, edit, HA, NAT, NAT_HA } from '../../../support/definitions.ts';
import { lint } from '../../../support/lint.ts';

const rule = 'not-in-scripts';
const hint = 'remove it, or let keepalived program IPVS: engine: keepalived';
const withGlobals = (globals: string) => edit(DR, 'directors:', `global_defs: ${globals}\ndirectors:`);

test('words of global_defs that are not of IPVS', async () => {
  expect(
    await lint(rule, withGlobals('{ vrrp_priority: -5, lvs_timeouts: { tcp: 900 }, lvs_flush: true }')),
  ).toEqual([
    {
      severity: 'error',
      message: 'vrrp_priority is not in the scripts for ipvsadm',
      hint,
      at: 'clusters/prod/web-dr.yaml:5:16-5:29 «vrrp_priority»',
    },
    {
      severity: 'error',
      message: 'lvs_flush is not in the scripts for ipvsadm',
      hint,
      at: 'clusters/prod/web-dr.yaml:5:63-5:72 «lvs_flush»',
    },
  ]);
});

test('what directors and services have for keepalived alone', async () => {
  const text = edit(
    edit(
      edit(
        DR,
        '    interfaces:\n',
        '    static_ipaddress: [{ address: 10.9.0.1/24, dev: eth0 }]\n    interfaces:\n',
      ),
      '    lvs_method: DR\n',
      '    lvs_method: DR\n    snmp_name: web\n',
    ),
    'weight: 3',
    'weight: 3, extra: virtualhost a',
  );
  const script = edit(
    text,
    'directors:',
    'vrrp_scripts: [{ name: a, script: /bin/true, interval: 2 }]\ndirectors:',
  );
  expect((await lint(rule, script)).map(({ message, at }) => `${message}: ${at}`)).toEqual([
    'vrrp_scripts is not in the scripts for ipvsadm: clusters/prod/web-dr.yaml:5:1-5:13 «vrrp_scripts»',
    'static_ipaddress is not in the scripts for ipvsadm: clusters/prod/web-dr.yaml:8:5-8:21 «static_ipaddress»',
    'snmp_name is not in the scripts for ipvsadm: clusters/prod/web-dr.yaml:21:5-21:14 «snmp_name»',
    'extra is not in the scripts for ipvsadm: clusters/prod/web-dr.yaml:23:33-23:38 «extra»',
  ]);
});

test('a VRRP instance of the sync daemon, also of one director', async () => {
  const own = edit(
    DR,
    '    interfaces:\n',
    '    global_defs: { lvs_sync_daemon: { interface: eth0, inst: VI_1 } }\n    interfaces:\n',
  );
  expect(await lint(rule, own)).toEqual([
    {
      severity: 'error',
      message: 'inst of lvs_sync_daemon has no VRRP instance with engine ipvsadm',
      hint: 'remove inst: each director tells the others, and hears them',
      at: 'clusters/prod/web-dr.yaml:7:56-7:60 «inst»',
    },
  ]);
});

test('a threshold that is more than ipvsadm takes', async () => {
  expect(await lint(rule, edit(DR, 'weight: 3', 'weight: 3, uthreshold: 2147483648'))).toEqual([
    {
      severity: 'error',
      message: 'uthreshold "2147483648" is more than ipvsadm takes',
      hint: 'use 2147483647 at most, or leave it out: 0 is no threshold',
      at: 'clusters/prod/web-dr.yaml:20:45-20:55 «2147483648»',
    },
  ]);
});

test('near misses stay silent', async () => {
  for (const base of [NAT, DR, HA, NAT_HA]) expect(await lint(rule, base)).toEqual([]);
  // What the scripts do.
  const threshold = 'weight: 3, uthreshold: 2147483647, lthreshold: 10';
  expect(await lint(rule, edit(DR, 'weight: 3', threshold))).toEqual([]);
  const daemon = '{ lvs_timeouts: { tcp: 900 }, lvs_sync_daemon: { interface: eth0, id: 3 } }';
  expect(await lint(rule, withGlobals(daemon))).toEqual([]);
  // What is off, and what keepalived does.
  expect(await lint(rule, withGlobals('{ lvs_flush: false }'))).toEqual([]);
  expect(
    await lint(
      rule,
      edit(withGlobals('{ lvs_flush: true }'), 'version: 1\n', 'version: 1\nengine: keepalived\n'),
    ),
  ).toEqual([]);
  // engine-ipvsadm-with-vrrp says what is wrong here.
  const vrrp = edit(HA, 'version: 1\n', 'version: 1\nengine: ipvsadm\nglobal_defs: { lvs_flush: true }\n');
  expect(await lint(rule, vrrp)).toEqual([]);
});

test('routes and rules of a director are in the scripts', async () => {
  const routing =
    '    static_routes: [{ to: default, via: 192.168.0.1, table: 102 }]\n    static_rules: [{ from: 192.168.0.38, table: 102, priority: 1000 }]\n';
  expect(await lint(rule, edit(DR, '    interfaces:\n', `${routing}    interfaces:\n`))).toEqual([]);
});
