import { expect, test } from 'vitest';
import { edit, HA } from '../../../support/definitions.ts';
import { lint } from '../../../support/lint.ts';

const rule = 'tracked-process-never-found';
const track = (process: string, entry = 'proxy') =>
  edit(
    edit(HA, 'vrrp_instances:\n', `vrrp_track_processes: [{ name: proxy, ${process} }]\nvrrp_instances:\n`),
    '    virtual_router_id: 51\n',
    `    virtual_router_id: 51\n    track_process: [${entry}]\n`,
  );

test('a path', async () => {
  expect(await lint(rule, track('process: /usr/sbin/haproxy'))).toEqual([
    {
      severity: 'error',
      message:
        '"/usr/sbin/haproxy" is a path, and the kernel\'s names of processes have no folders: keepalived never finds it, and each director that tracks it is in FAULT',
      hint: 'write "haproxy", as the kernel calls it; or set full_command to true',
      at: 'clusters/prod/web-ha.yaml:10:48-10:65 «/usr/sbin/haproxy»',
    },
  ]);
});

test('a name of 16 characters', async () => {
  expect(await lint(rule, track('process: sixteen-letters-'))).toEqual([
    {
      severity: 'error',
      message:
        '"sixteen-letters-" is longer than the 15 characters that the kernel keeps of a name: keepalived never finds it, and each director that tracks it is in FAULT',
      hint: 'write "sixteen-letters", as the kernel calls it; or write the path that it is started by, with full_command: true',
      at: 'clusters/prod/web-ha.yaml:10:48-10:64 «sixteen-letters-»',
    },
  ]);
});

test('with a weight it is no fault', async () => {
  expect(await lint(rule, track('process: /usr/sbin/haproxy, weight: -20'))).toEqual([
    {
      severity: 'warning',
      message:
        '"/usr/sbin/haproxy" is a path, and the kernel\'s names of processes have no folders: keepalived never finds it, and its weight says nothing',
      hint: 'write "haproxy", as the kernel calls it; or set full_command to true',
      at: 'clusters/prod/web-ha.yaml:10:48-10:65 «/usr/sbin/haproxy»',
    },
  ]);
});

test('a weight where it is tracked', async () => {
  expect(await lint(rule, track('process: /usr/sbin/haproxy', '{ name: proxy, weight: -20 }'))).toEqual([
    {
      severity: 'warning',
      message:
        '"/usr/sbin/haproxy" is a path, and the kernel\'s names of processes have no folders: keepalived never finds it, and its weight says nothing',
      hint: 'write "haproxy", as the kernel calls it; or set full_command to true',
      at: 'clusters/prod/web-ha.yaml:10:48-10:65 «/usr/sbin/haproxy»',
    },
  ]);
});

test.each([
  ['a name', track('process: haproxy')],
  ['15 characters', track('process: fifteen-letters')],
  ['arguments: keepalived compares the command line', track('process: /usr/sbin/vsftpd /etc/vsftpd/a.conf')],
  ['full_command', track('process: /usr/sbin/haproxy, full_command: true')],
  ['param_match', track('process: /usr/sbin/haproxy, param_match: initial')],
  ['a thread of the kernel, whose name has a slash', track('process: ksoftirqd/0')],
  [
    'one that nothing tracks',
    edit(
      HA,
      'vrrp_instances:\n',
      'vrrp_track_processes: [{ name: proxy, process: /usr/sbin/haproxy }]\nvrrp_instances:\n',
    ),
  ],
])('silent: %s', async (_, text) => {
  expect(await lint(rule, text)).toEqual([]);
});
