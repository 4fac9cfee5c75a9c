import { type ChildProcess, spawn } from 'node:child_process';
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import {
  connectHosts,
  createHost,
  type Host,
  hostCommand,
  readLog,
  removeHosts,
  runOn,
  takeSnapshot,
} from '../support/netns.ts';
import { requirePrograms } from '../support/programs.ts';
import { canRun, createDirector, runScript, silence } from './on-host.ts';
import { drView, natView, realServerView, section, views } from './views.ts';

const started: ChildProcess[] = [];
afterEach(async () => {
  for (const child of started.splice(0)) child.kill('SIGKILL');
  await removeHosts();
});

const refusal = (message: string) => ({ status: 1, stdout: '', stderr: `${message}\n` });

describe.runIf(canRun)('refuses, and changes nothing', () => {
  it.each(views)('an unknown argument: $file', async (view) => {
    const host = await createHost();
    const { status, stdout, stderr } = await runScript(host, view, ['restart']);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(new RegExp(`^${view.file}: unknown argument: restart\nusage: ${view.file} `));
    expect((await runScript(host, view, ['start', 'stop'])).status).toBe(2);
    expect(await runScript(host, view, ['--help'])).toMatchObject({ status: 0, stderr: '' });
  });

  it('a user that is not root, except for --help', async () => {
    const host = await createDirector();
    const path = join(host.directory, drView.file);
    await runScript(host, drView, ['--help']);
    await runOn(host, ['chmod', '755', host.directory, path]);
    const asNobody = (...args: string[]) =>
      runOn(host, ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups', 'bash', path, ...args]);
    expect(await asNobody()).toEqual(refusal('lvs_dr.sh: has to run as root'));
    expect((await asNobody('--help')).status).toBe(0);
  });

  it('missing programs, all of them at once', async () => {
    const host = await createDirector();
    const without = ['sysctl', 'nft'];
    expect(await runScript(host, natView, [], { without })).toEqual(
      refusal('lvs_nat.sh: not installed: sysctl nft'),
    );
  });

  it('missing interfaces, all of them at once', async () => {
    const host = await createHost({ eth1: [] });
    const before = await takeSnapshot(host);
    const view = { ...natView, interfaces: ['eth0', 'eth1', 'eth0.100'] };
    expect(await runScript(host, view)).toEqual(
      refusal('lvs_nat.sh: no such interface: eth0 eth0.100 (nothing was changed)'),
    );
    expect(await takeSnapshot(host)).toEqual(before);
  });

  it('a kernel without ip_vs', async () => {
    const host = await createDirector();
    const bin = join(host.directory, 'no-ip-vs');
    mkdirSync(bin);
    writeFileSync(join(bin, 'ipvsadm'), '#!/bin/bash\necho "Can\'t initialize ipvs" >&2\nexit 2\n', {
      mode: 0o755,
    });
    const before = await takeSnapshot(host);
    const { status, stderr } = await runScript(host, natView, [], { pathBefore: [bin] });
    expect(status).toBe(1);
    expect(stderr).toBe(
      "Can't initialize ipvs\nlvs_nat.sh: ipvsadm cannot read the IPVS table: this kernel has no ip_vs\n",
    );
    expect(await takeSnapshot(host)).toEqual(before);
  });

  it('a running keepalived, but only in this network namespace', async () => {
    const [host, other] = [await createDirector(), await createDirector()];
    const program = join(host.directory, 'keepalived');
    copyFileSync('/bin/sleep', program);
    const command = hostCommand(host, [program, '30']);
    started.push(spawn(command.program, command.args, { env: command.env, stdio: 'ignore' }));
    await wait(300);
    const before = await takeSnapshot(host);
    const { status, stderr } = await runScript(host, natView);
    expect(status).toBe(1);
    expect(stderr).toMatch(
      /^lvs_nat.sh: keepalived \(process \d+\) manages IPVS on this host: stop it first \(nothing was changed\)\n$/,
    );
    expect(await takeSnapshot(host)).toEqual(before);
    expect(await runScript(host, realServerView)).toEqual(silence);
    expect(await runScript(other, natView)).toEqual(silence);
  });

  it('a VIP that another host has', async () => {
    expect(requirePrograms(['arping'])).toBe(true);
    const { director, neighbour } = await createPair();
    await runOn(neighbour, ['ip', 'addr', 'add', '192.168.0.38/32', 'dev', 'eth0']);
    const before = await takeSnapshot(director);
    const view = { ...drView, addresses: section('192.168.0.37/32 eth0', '192.168.0.38/32 eth0') };
    expect(await runScript(director, view, [], { pathBefore: [] })).toEqual(
      refusal('lvs_dr.sh: another host answers for 192.168.0.38 (eth0): nothing was changed'),
    );
    expect(await takeSnapshot(director)).toEqual(before);
    expect(readLog(director)).toEqual([]);
  });
});

async function createPair(): Promise<{ director: Host; neighbour: Host }> {
  const [director, neighbour] = [await createHost(), await createHost()];
  await connectHosts([director, 'eth0', ['192.168.0.8/24']], [neighbour, 'eth0', ['192.168.0.18/24']]);
  return { director, neighbour };
}

describe.runIf(canRun)('ARP', () => {
  const neighbours = async (host: Host) =>
    (await runOn(host, ['ip', 'neigh', 'show', '192.168.0.38'])).stdout;

  it("announces a director's VIP to its neighbours", async () => {
    const { director, neighbour } = await createPair();
    // The neighbour believes that another host has it.
    const stale = ['192.168.0.38', 'lladdr', '02:00:00:00:00:01', 'dev', 'eth0', 'nud', 'stale'];
    await runOn(neighbour, ['ip', 'neigh', 'add', ...stale]);
    expect(await runScript(director, drView, [], { pathBefore: [] })).toEqual(silence);
    await wait(200);
    const mac = (await runOn(director, ['cat', '/sys/class/net/eth0/address'])).stdout.trim();
    expect(await neighbours(neighbour)).toContain(mac);
  });

  it('of a real server never answers for the VIP', async () => {
    const { director, neighbour } = await createPair();
    expect(await runScript(neighbour, realServerView)).toEqual(silence);
    // Exit status 0 of a probe: nobody answered.
    const probe = ['arping', '-D', '-q', '-c', '1', '-w', '1', '-I', 'eth0', '192.168.0.38'];
    expect((await runOn(director, probe, { pathBefore: [] })).status).toBe(0);
  });

  it('goes on with a notice where the arping is not that of iputils', async () => {
    const host = await createDirector();
    const bin = join(host.directory, 'habets');
    mkdirSync(bin);
    writeFileSync(join(bin, 'arping'), '#!/bin/bash\necho "invalid option -- V" >&2\nexit 1\n', {
      mode: 0o755,
    });
    expect(await runScript(host, drView, [], { pathBefore: [bin] })).toEqual({
      status: 0,
      stdout: '',
      stderr:
        'lvs_dr.sh: arping of iputils is not installed: VIPs are neither probed for duplicates nor announced\n',
    });
  });
});

describe.runIf(canRun)('a running script', () => {
  it('holds a lock against all others, and says when it is interrupted', async () => {
    const host = await createDirector();
    const before = await takeSnapshot(host);
    await runScript(host, drView, ['--help']);
    const path = join(host.directory, drView.file);
    // A probe that lasts, and a signal while it does.
    const env = { ARPING_SLEEP: '3' };
    const running = runOn(host, ['timeout', '--preserve-status', '1', 'bash', path], { env });
    await wait(500);
    const locked = await runOn(host, ['flock', '-n', '/run/lvsgen/lock', 'true']);
    expect(locked.status).toBe(1);
    expect(await running).toEqual(
      refusal('lvs_dr.sh: interrupted: start completes what was begun, stop undoes it'),
    );
    expect(await takeSnapshot(host)).toEqual(before);
  });
});
