import { expect, test } from 'vitest';
import { DR, edit, HA, NAT, NAT_HA } from '../../../support/definitions.ts';
import { lint } from '../../../support/lint.ts';

const rule = 'failback-with-empty-table';
const set = (base: string, words: string) =>
  edit(base, 'version: 1\n', `version: 1\nglobal_defs: { ${words} }\n`);
const SYNC = set(HA, 'lvs_sync_daemon: { interface: eth0, inst: VI_1, id: 51 }');

test('a MASTER takes its VIPs back at once', async () => {
  expect(await lint(rule, SYNC)).toEqual([
    {
      severity: 'info',
      message:
        'after a reboot "lvs1" takes the VIPs of "VI_1" back at once, and the connections that lvs_sync_daemon has not told it of by then are reset',
      hint: 'give all members state BACKUP, and the best one preempt_delay, or nopreempt',
      at: expect.stringMatching(/«MASTER»$/),
    },
  ]);
  // keepalived ignores them on a MASTER, and without inst the daemon is for all instances.
  const ignored = edit(SYNC, 'state: MASTER', 'state: MASTER, preempt_delay: 60');
  expect((await lint(rule, ignored)).length).toBe(1);
  expect((await lint(rule, edit(SYNC, 'inst: VI_1, ', ''))).length).toBe(1);
  expect((await lint(rule, edit(SYNC, 'state: MASTER', 'state: BACKUP'))).length).toBe(1);
});

test('near misses stay silent', async () => {
  for (const definition of [NAT, DR, HA, NAT_HA]) expect(await lint(rule, definition)).toEqual([]);
  for (const words of ['nopreempt: true', 'preempt_delay: 60'])
    expect(await lint(rule, edit(SYNC, 'state: MASTER', `state: BACKUP, ${words}`))).toEqual([]);
  const waiting = edit(SYNC, 'lvs_sync_daemon', 'vrrp_startup_delay: 60, lvs_sync_daemon');
  expect(await lint(rule, waiting)).toEqual([]);
});
