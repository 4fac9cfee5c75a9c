import { expect, test } from 'vitest';
import { DR, edit, HA, NAT_HA } from '../../../support/definitions.ts';
import { lint } from '../../../support/lint.ts';

const rule = 'program-by-name';
const notify = (program: string) =>
  edit(HA, '    virtual_router_id: 51\n', `    virtual_router_id: 51\n    notify_master: ${program}\n`);

test('a notify program', async () => {
  expect(await lint(rule, notify('announce -v'))).toEqual([
    {
      severity: 'info',
      message:
        'notify_master "announce" is a program without a path: keepalived takes the first one in its PATH',
      hint: 'write the whole path; under systemd PATH is /usr/local/sbin, /usr/local/bin, /usr/sbin and /usr/bin',
      at: 'clusters/prod/web-ha.yaml:14:20-14:31 «announce -v»',
    },
  ]);
});

test('one of a member', async () => {
  expect(
    await lint(
      rule,
      edit(HA, 'state: MASTER, priority: 100', 'state: MASTER, priority: 100, notify_backup: announce'),
    ),
  ).toEqual([
    {
      severity: 'info',
      message:
        'notify_backup "announce" is a program without a path: keepalived takes the first one in its PATH',
      hint: 'write the whole path; under systemd PATH is /usr/local/sbin, /usr/local/bin, /usr/sbin and /usr/bin',
      at: 'clusters/prod/web-ha.yaml:18:72-18:80 «announce»',
    },
  ]);
});

test('a check', async () => {
  expect(
    await lint(rule, HA.replace(/TCP_CHECK: \{[^}]*\}/, 'MISC_CHECK: { misc_path: check_http -H x }')),
  ).toEqual([
    {
      severity: 'info',
      message:
        'misc_path "check_http" is a program without a path: keepalived takes the first one in its PATH',
      hint: 'write the whole path; under systemd PATH is /usr/local/sbin, /usr/local/bin, /usr/sbin and /usr/bin',
      at: 'clusters/prod/web-ha.yaml:32:34-32:49 «check_http -H x»',
    },
  ]);
});

test.each([
  ['a path', notify('/usr/local/bin/announce')],
  [
    'a script that nothing tracks',
    edit(HA, 'vrrp_instances:\n', 'vrrp_scripts: [{ name: chk, script: chk }]\nvrrp_instances:\n'),
  ],
  ['engine ipvsadm has none', DR],
])('silent: %s', async (_, text) => {
  expect(await lint(rule, text)).toEqual([]);
});

test('a script that a sync group alone tracks', async () => {
  const scripts = 'vrrp_scripts: [{ name: chk, script: probe }]\n';
  const unused = edit(NAT_HA, 'vrrp_sync_groups:\n', `${scripts}vrrp_sync_groups:\n`);
  expect(await lint(rule, unused)).toEqual([]);
  const group = '    group: [OUTER, INNER]\n';
  expect(await lint(rule, edit(unused, group, `${group}    track_script: [chk]\n`))).toHaveLength(1);
});
