import { expect, test } from 'vitest';
import { DR, edit, HA, NAT, NAT_HA } from '../../../support/definitions.ts';
import { lint } from '../../../support/lint.ts';

const rule = 'scripts-without-security';

test('a notify script', async () => {
  expect(
    await lint(
      rule,
      edit(HA, '    advert_int: 1\n', '    advert_int: 1\n    notify_master: /usr/local/bin/master\n'),
    ),
  ).toMatchInlineSnapshot(`
    [
      {
        "at": "clusters/prod/web-ha.yaml:15:5-15:18 «notify_master»",
        "hint": "set enable_script_security in global_defs, and script_user to whom programs run as",
        "message": ""notify_master" runs a program, and enable_script_security is not set",
        "severity": "warning",
      },
    ]
  `);
});

test('a check that is a program, on one director', async () => {
  expect(
    await lint(
      rule,
      edit(
        edit(
          HA,
          'TCP_CHECK: { connect_timeout: 10, retry: 3, delay_before_retry: 3, connect_port: 80 }',
          'MISC_CHECK: { misc_path: /usr/local/bin/check }',
        ),
        '  - name: lvs1\n',
        '  - name: lvs1\n    global_defs: { enable_script_security: true, script_user: root }\n',
      ),
    ),
  ).toMatchInlineSnapshot(`
    [
      {
        "at": "clusters/prod/web-ha.yaml:33:23-33:32 «misc_path»",
        "hint": "set enable_script_security in global_defs, and script_user to whom programs run as",
        "message": ""misc_path" runs a program, and enable_script_security is not set on "lvs2"",
        "severity": "warning",
      },
    ]
  `);
});

test('nobody to run as', async () => {
  const secure = edit(
    HA,
    'vrrp_instances:',
    'global_defs: { enable_script_security: true }\nvrrp_instances:',
  );
  const notified = edit(secure, 'advert_int: 1', 'notify_master: /usr/local/bin/master');
  expect(await lint(rule, notified)).toMatchInlineSnapshot(`
    [
      {
        "at": "clusters/prod/web-ha.yaml:15:5-15:18 «notify_master»",
        "hint": "set script_user in global_defs: without it keepalived takes the user keepalived_script, and where that is missing it leaves the program out",
        "message": ""notify_master" runs a program, and no script_user says whose rights it has",
        "severity": "warning",
      },
    ]
  `);
  // A check with a user of its own.
  const checked = (user: string) =>
    edit(
      secure,
      'TCP_CHECK: { connect_timeout: 10, retry: 3, delay_before_retry: 3, connect_port: 80 }',
      `MISC_CHECK: { misc_path: /usr/local/bin/check${user} }`,
    );
  expect(await lint(rule, checked(''))).toHaveLength(1);
  expect(await lint(rule, checked(', user: nobody'))).toEqual([]);
  const named = edit(
    notified,
    'enable_script_security: true',
    'enable_script_security: true, script_user: root',
  );
  expect(await lint(rule, named)).toEqual([]);
});

test('near misses stay silent', async () => {
  for (const base of [NAT, DR, HA, NAT_HA]) expect(await lint(rule, base)).toEqual([]);
  // With it, and programs that nothing runs.
  expect(
    await lint(
      rule,
      edit(HA, 'vrrp_instances:\n', 'vrrp_scripts: [{ name: chk, script: /bin/true }]\nvrrp_instances:\n'),
    ),
  ).toEqual([]);
  // Priorities that are told.
  expect(
    await lint(
      rule,
      edit(HA, '    advert_int: 1\n', '    advert_int: 1\n    notify_priority_changes: true\n'),
    ),
  ).toEqual([]);
});

test('a script that a sync group alone tracks', async () => {
  const scripts = 'vrrp_scripts: [{ name: chk, script: /usr/bin/probe }]\n';
  const unused = edit(NAT_HA, 'vrrp_sync_groups:\n', `${scripts}vrrp_sync_groups:\n`);
  expect(await lint(rule, unused)).toEqual([]);
  const group = '    group: [OUTER, INNER]\n';
  expect(await lint(rule, edit(unused, group, `${group}    track_script: [chk]\n`))).toHaveLength(1);
});
