import { expect, test } from 'vitest';
import { DR, edit, HA, NAT, NAT_HA } from '../../../support/definitions.ts';
import { lint } from '../../../support/lint.ts';

const rule = 'script-path-through-link';
const CHECK = 'TCP_CHECK: { connect_timeout: 10, retry: 3, delay_before_retry: 3, connect_port: 80 }';
const targeted = (version: string) =>
  edit(HA, 'name: web-ha\n', `name: web-ha\ntarget: { keepalived: ${version} }\n`);
const withGlobals = (globals: string, base = targeted('2.3.0')) =>
  edit(base, 'vrrp_instances:', `global_defs: { ${globals} }\nvrrp_instances:`);
const SECURE = 'enable_script_security: true, script_user: root';
const ROOT = withGlobals(SECURE);
const notified = (program: string, base = ROOT) =>
  edit(base, '    advert_int: 1\n', `    advert_int: 1\n    notify_master: ${program}\n`);

test('a program that is notified', async () => {
  expect(await lint(rule, notified('/bin/logger -t lvs'))).toMatchInlineSnapshot(`
    [
      {
        "at": "clusters/prod/web-ha.yaml:17:20-17:38 «/bin/logger -t lvs»",
        "hint": "write "/usr/bin/logger"",
        "message": "notify_master "/bin/logger" runs as root, and its path is through a link where /usr is merged: keepalived from 2.3.0 on leaves it out",
        "severity": "warning",
      },
    ]
  `);
});

test('a script that is tracked, a check, and a program at a quorum', async () => {
  const scripts = edit(
    ROOT,
    'vrrp_instances:\n',
    'vrrp_scripts: [{ name: chk, script: /sbin/probe }]\nvrrp_instances:\n',
  );
  expect(await lint(rule, scripts)).toEqual([]);
  const tracked = edit(scripts, 'advert_int: 1\n', 'advert_int: 1\n    track_script: [chk]\n');
  expect((await lint(rule, tracked)).map(({ at }) => at)).toEqual([
    'clusters/prod/web-ha.yaml:12:37-12:48 «/sbin/probe»',
  ]);
  const checked = edit(ROOT, CHECK, 'MISC_CHECK: { misc_path: /lib/probe }');
  expect((await lint(rule, checked)).map(({ hint }) => hint)).toEqual(['write "/usr/lib/probe"']);
  const quorum = edit(ROOT, 'delay_loop: 6', 'delay_loop: 6\n    quorum_up: /bin/a\n    quorum_down: /bin/b');
  expect(await lint(rule, quorum)).toHaveLength(2);
});

test('whose rights it has', async () => {
  const messages = async (text: string) => (await lint(rule, text)).map(({ message }) => message);
  const globals = (script_user: string) => withGlobals(`enable_script_security: true${script_user}`);
  expect(await messages(notified('/bin/a', globals(', script_user: nobody')))).toEqual([]);
  expect(await messages(notified('/bin/a', globals(', script_user: rooter')))).toEqual([]);
  expect(await messages(notified('/bin/a', globals('')))).toEqual([]);
  expect(await messages(notified('/bin/a', globals(', script_user: nobody root')))).toHaveLength(1);
  const checked = (user: string, base: string) =>
    edit(base, CHECK, `MISC_CHECK: { misc_path: /bin/a, user: ${user} }`);
  expect(await messages(checked('nobody', ROOT))).toEqual([]);
  expect(await messages(checked('root', globals(', script_user: nobody')))).toHaveLength(1);
  const one = edit(
    withGlobals('script_user: nobody'),
    '  - name: lvs2\n',
    '  - name: lvs2\n    global_defs: { script_user: root }\n',
  );
  expect(await messages(notified('/bin/a', one))).toEqual([
    'notify_master "/bin/a" runs as root on "lvs2", and its path is through a link where /usr is merged: keepalived from 2.3.0 on leaves it out',
  ]);
});

test('near misses stay silent', async () => {
  for (const base of [NAT, DR, HA, NAT_HA]) expect(await lint(rule, base)).toEqual([]);
  for (const program of ['/usr/bin/true', '/opt/bin/true', '/binary/true', '/usr/local/sbin/x /bin/y'])
    expect(await lint(rule, notified(program)), program).toEqual([]);
  for (const base of [HA, targeted('2.2.8')])
    expect(await lint(rule, notified('/bin/true', withGlobals(SECURE, base)))).toEqual([]);
  expect(await lint(rule, notified('/bin/true', withGlobals(SECURE, targeted('2.4.3'))))).toHaveLength(1);
});

test('a script that a sync group alone tracks', async () => {
  const scripts =
    'target: { keepalived: 2.3.0 }\nglobal_defs: { enable_script_security: true, script_user: root }\nvrrp_scripts: [{ name: chk, script: /sbin/probe }]\n';
  const unused = edit(NAT_HA, 'vrrp_sync_groups:\n', `${scripts}vrrp_sync_groups:\n`);
  expect(await lint(rule, unused)).toEqual([]);
  const group = '    group: [OUTER, INNER]\n';
  expect(await lint(rule, edit(unused, group, `${group}    track_script: [chk]\n`))).toHaveLength(1);
});
