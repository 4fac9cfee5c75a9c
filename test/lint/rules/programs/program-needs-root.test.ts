import { expect, test } from 'vitest';
import { edit, HA, NAT_HA } from '../../../support/definitions.ts';
import { lint } from '../../../support/lint.ts';

const rule = 'program-needs-root';
const script = (program: string, user = 'keepalived_script') =>
  edit(
    edit(
      HA,
      'vrrp_instances:\n',
      `global_defs: { enable_script_security: true, script_user: ${user} }\nvrrp_scripts: [{ name: chk, script: ${program} }]\nvrrp_instances:\n`,
    ),
    '    virtual_router_id: 51\n',
    '    virtual_router_id: 51\n    track_script: [chk]\n',
  );

test('a signal to a process of another user', async () => {
  expect(await lint(rule, script('/usr/bin/killall -0 haproxy'))).toEqual([
    {
      severity: 'warning',
      message:
        'script "/usr/bin/killall -0 haproxy" runs as "keepalived_script", which can signal no process of another user: it fails each time',
      hint: 'track the process with vrrp_track_processes and track_process; or ask with pgrep or pidof, which signal nobody',
      at: 'clusters/prod/web-ha.yaml:11:37-11:64 «/usr/bin/killall -0 haproxy»',
    },
  ]);
});

test('as nobody, and by name', async () => {
  expect(await lint(rule, script('pkill -0 haproxy', 'nobody nogroup'))).toEqual([
    {
      severity: 'warning',
      message:
        'script "pkill -0 haproxy" runs as "nobody", which can signal no process of another user: it fails each time',
      hint: 'track the process with vrrp_track_processes and track_process; or ask with pgrep or pidof, which signal nobody',
      at: 'clusters/prod/web-ha.yaml:11:37-11:53 «pkill -0 haproxy»',
    },
  ]);
});

test('a change of the network', async () => {
  expect(await lint(rule, script('/usr/sbin/ip route add 10.0.0.0/8 via 192.168.0.1', 'www-data'))).toEqual([
    {
      severity: 'warning',
      message:
        'script "/usr/sbin/ip route add 10.0.0.0/8 via 192.168.0.1" runs as "www-data", and ip needs the rights of root: it fails each time',
      hint: 'run it as root: with user, or of a notify program with script_user',
      at: 'clusters/prod/web-ha.yaml:11:37-11:86 «/usr/sbin/ip route add 10.0.0.0/8 via 192.168.0.1»',
    },
  ]);
});

test('a program of root alone', async () => {
  expect(await lint(rule, script('/usr/sbin/ipvsadm -Ln', 'www-data'))).toEqual([
    {
      severity: 'warning',
      message:
        'script "/usr/sbin/ipvsadm -Ln" runs as "www-data", and ipvsadm needs the rights of root: it fails each time',
      hint: 'run it as root: with user, or of a notify program with script_user',
      at: 'clusters/prod/web-ha.yaml:11:37-11:58 «/usr/sbin/ipvsadm -Ln»',
    },
  ]);
});

test('a setting of the kernel', async () => {
  expect(await lint(rule, script('/usr/sbin/sysctl -w net.ipv4.ip_forward=1', 'www-data'))).toEqual([
    {
      severity: 'warning',
      message:
        'script "/usr/sbin/sysctl -w net.ipv4.ip_forward=1" runs as "www-data", and sysctl needs the rights of root: it fails each time',
      hint: 'run it as root: with user, or of a notify program with script_user',
      at: 'clusters/prod/web-ha.yaml:11:37-11:78 «/usr/sbin/sysctl -w net.ipv4.ip_forward=1»',
    },
  ]);
});

test('the user of one director', async () => {
  expect(
    await lint(
      rule,
      edit(
        script('/usr/bin/killall -0 haproxy', 'root'),
        'address: 192.168.0.58/24 } }\n',
        'address: 192.168.0.58/24 } }\n    global_defs: { script_user: nobody }\n',
      ),
    ),
  ).toEqual([
    {
      severity: 'warning',
      message:
        'script "/usr/bin/killall -0 haproxy" runs as "nobody", which can signal no process of another user: it fails each time',
      hint: 'track the process with vrrp_track_processes and track_process; or ask with pgrep or pidof, which signal nobody',
      at: 'clusters/prod/web-ha.yaml:12:37-12:64 «/usr/bin/killall -0 haproxy»',
    },
  ]);
});

test('the user of the script itself', async () => {
  expect(
    await lint(
      rule,
      edit(script('/usr/bin/killall -0 haproxy', 'root'), 'haproxy }', 'haproxy, user: nobody }'),
    ),
  ).toEqual([
    {
      severity: 'warning',
      message:
        'script "/usr/bin/killall -0 haproxy" runs as "nobody", which can signal no process of another user: it fails each time',
      hint: 'track the process with vrrp_track_processes and track_process; or ask with pgrep or pidof, which signal nobody',
      at: 'clusters/prod/web-ha.yaml:11:37-11:64 «/usr/bin/killall -0 haproxy»',
    },
  ]);
});

test.each([
  ['root', script('/usr/bin/killall -0 haproxy', 'root')],
  ['a user that may have the process', script('/usr/bin/killall -0 haproxy', 'haproxy')],
  [
    'a default, which this host decides',
    edit(
      script('/usr/bin/killall -0 haproxy'),
      'enable_script_security: true, script_user: keepalived_script',
      'enable_script_security: true',
    ),
  ],
  [
    'the script runs as root',
    edit(script('/usr/bin/killall -0 haproxy'), 'haproxy }', 'haproxy, user: root }'),
  ],
  ['who asks without a signal', script('/usr/bin/pgrep haproxy')],
  ['ip that only shows', script('/usr/sbin/ip route get 10.0.0.1')],
  ['sysctl that only shows', script('/usr/sbin/sysctl net.ipv4.ip_forward')],
])('silent: %s', async (_, text) => {
  expect(await lint(rule, text)).toEqual([]);
});

test('a script that a sync group alone tracks', async () => {
  const scripts =
    'global_defs: { enable_script_security: true, script_user: nobody }\nvrrp_scripts: [{ name: chk, script: /usr/sbin/ipvsadm -L }]\n';
  const unused = edit(NAT_HA, 'vrrp_sync_groups:\n', `${scripts}vrrp_sync_groups:\n`);
  expect(await lint(rule, unused)).toEqual([]);
  const group = '    group: [OUTER, INNER]\n';
  expect(await lint(rule, edit(unused, group, `${group}    track_script: [chk]\n`))).toHaveLength(1);
});
