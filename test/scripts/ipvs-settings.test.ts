import { afterEach, describe, expect, it } from 'vitest';
import { clearLog, readLog, removeHosts, runOn, takeSnapshot } from '../support/netns.ts';
import { canRun, createDirector, runScript, silence } from './on-host.ts';
import { drView, emptied, natView, section } from './views.ts';

afterEach(removeHosts);

const daemon = (state: string, id: number) =>
  `${state} --mcast-interface eth0 --syncid ${id} --sync-maxlen 1472 --mcast-group 224.0.0.81 --mcast-port 8848 --mcast-ttl 1`;

const running = (state: string, id: number) =>
  `${state} sync daemon (mcast=eth0, syncid=${id}, maxlen=1472, group=224.0.0.81, port=8848, ttl=1)`;

const settings = {
  timeouts: section('tcp 7200', 'udp 60'),
  syncDaemons: section(daemon('master', 51), daemon('backup', 51)),
};

describe.runIf(canRun)('thresholds', () => {
  const withThresholds = (first: string, second: string) => ({
    ...drView,
    ipvs: section(
      '-A -t 192.168.0.38:80 -s wrr',
      `-a -t 192.168.0.38:80 -r 192.168.0.18:80 -g -w 3${first}`,
      `-a -t 192.168.0.38:80 -r 192.168.0.28:80 -g -w 1${second}`,
      '-A -f 7 -6 -s wlc',
      `-a -f 7 -6 -r [2001:db8::18]:0 -g -w 1${first}`,
      '-A --sctp-service [2001:db8::38]:90 -s rr',
      `-a --sctp-service [2001:db8::38]:90 -r [2001:db8::18]:90 -g -w 1${second}`,
    ),
  });
  const view = withThresholds(' -x 100 -y 50', ' -x 7');

  it('are set once, and gone after stop', async () => {
    const host = await createDirector();
    const before = await takeSnapshot(host);
    expect(await runScript(host, view)).toEqual(silence);
    expect((await takeSnapshot(host)).ipvsSettings).toEqual(
      expect.arrayContaining([
        '-> 192.168.0.18:80 100 50 0 0',
        '-> 192.168.0.28:80 7 0 0 0',
        '-> [2001:db8::18]:0 100 50 0 0',
        '-> [2001:db8::18]:90 7 0 0 0',
      ]),
    );
    clearLog(host);
    expect(await runScript(host, view)).toEqual(silence);
    expect(readLog(host)).toEqual([]);
    expect((await runScript(host, view, ['status'])).status).toBe(0);
    await runScript(host, view, ['stop']);
    expect(await takeSnapshot(host)).toEqual(before);
  });

  it('that a definition changes or drops are edited in place', async () => {
    const host = await createDirector();
    await runScript(host, view);
    clearLog(host);
    expect(await runScript(host, withThresholds('', ' -x 8'))).toEqual(silence);
    expect(readLog(host)).toEqual([
      'ipvsadm -e -t 192.168.0.38:80 -r 192.168.0.18:80 -g -w 3',
      'ipvsadm -e -t 192.168.0.38:80 -r 192.168.0.28:80 -g -w 1 -x 8',
      'ipvsadm -e -f 7 -6 -r [2001:db8::18]:0 -g -w 1',
      'ipvsadm -e --sctp-service [2001:db8::38]:90 -r [2001:db8::18]:90 -g -w 1 -x 8',
    ]);
  });
});

describe.runIf(canRun)('timeouts and sync daemons', () => {
  it('are set once, before the VIPs, and as before after stop', async () => {
    const host = await createDirector();
    const view = { ...drView, ...settings };
    const before = await takeSnapshot(host);
    const { stdout } = await runScript(host, view, ['--dry-run']);
    expect(stdout.indexOf('--start-daemon backup')).toBeLessThan(stdout.indexOf('ip addr replace'));
    expect(await runScript(host, view)).toEqual(silence);
    expect((await takeSnapshot(host)).ipvsSettings.slice(-3)).toEqual([
      'Timeout (tcp tcpfin udp): 7200 120 60',
      running('master', 51),
      running('backup', 51),
    ]);
    clearLog(host);
    expect(await runScript(host, view)).toEqual(silence);
    expect(readLog(host)).toEqual([]);
    const { status, stdout: report } = await runScript(host, view, ['status']);
    expect(report).toContain('ok       timeout tcp 7200\n');
    expect(report).toContain(`ok       sync-daemon ${daemon('master', 51)}\n`);
    expect(status).toBe(0);
    expect(await runScript(host, view, ['stop'])).toEqual(silence);
    expect(await takeSnapshot(host)).toEqual(before);
  });

  it('that were there before come back, and those that the script leaves alone stay', async () => {
    const host = await createDirector();
    const words = (line: string) => `ipvsadm --start-daemon ${line}`;
    await runOn(host, ['bash', '-ec', `ipvsadm --set 100 200 300; ${words(daemon('master', 3))}`]);
    const before = await takeSnapshot(host);
    const view = { ...drView, timeouts: section('tcp 7200'), syncDaemons: settings.syncDaemons };
    expect(await runScript(host, view)).toEqual(silence);
    expect((await takeSnapshot(host)).ipvsSettings.slice(-3).toSorted()).toEqual([
      'Timeout (tcp tcpfin udp): 7200 200 300',
      running('backup', 51),
      running('master', 51),
    ]);
    clearLog(host);
    expect(await runScript(host, view, ['stop'])).toEqual(silence);
    expect(readLog(host).filter((line) => line.includes('--'))).toEqual([
      'ipvsadm --set 100 0 0',
      'ipvsadm --stop-daemon master',
      `ipvsadm --start-daemon ${daemon('master', 3)}`,
      'ipvsadm --stop-daemon backup',
    ]);
    expect(await takeSnapshot(host)).toEqual(before);
  });

  it('that a definition changes or drops follow it', async () => {
    const host = await createDirector();
    const before = await takeSnapshot(host);
    await runScript(host, { ...drView, ...settings });
    const to = { ...drView, timeouts: section('udp 61'), syncDaemons: section(daemon('master', 52)) };
    clearLog(host);
    expect(await runScript(host, to)).toEqual(silence);
    expect(readLog(host)).toEqual([
      'ipvsadm --set 900 0 0',
      'ipvsadm --stop-daemon backup',
      'ipvsadm --set 0 0 61',
      'ipvsadm --stop-daemon master',
      `ipvsadm --start-daemon ${daemon('master', 52)}`,
    ]);
    expect(await runScript(host, emptied(drView))).toEqual(silence);
    expect(await takeSnapshot(host)).toEqual(before);
  });

  it('of two scripts stay until both have stopped', async () => {
    const host = await createDirector();
    const before = await takeSnapshot(host);
    const [nat, dr] = [
      { ...natView, ...settings },
      { ...drView, ...settings },
    ];
    await runScript(host, nat);
    clearLog(host);
    await runScript(host, dr);
    expect(readLog(host).filter((line) => line.includes(' --'))).toEqual([]);
    await runScript(host, nat, ['stop']);
    expect((await takeSnapshot(host)).ipvsSettings.at(-1)).toBe(running('backup', 51));
    expect((await runScript(host, dr, ['status'])).status).toBe(0);
    await runScript(host, dr, ['stop']);
    expect(await takeSnapshot(host)).toEqual(before);
  });
});
