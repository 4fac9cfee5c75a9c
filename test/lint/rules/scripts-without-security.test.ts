import { expect, test } from 'vitest';
import { DR, edit, HA, NAT, NAT_HA } from '../../support/definitions.ts';
import { lint } from '../../support/lint.ts';

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
        '  - name: lvs1\n    global_defs: { enable_script_security: true }\n',
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
