import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { removeHosts, runOn, takeSnapshot } from '../support/netns.ts';
import { canRun, createDirector, runScript, silence } from './on-host.ts';
import { renderScript } from './render-script.ts';
import { drView, natView, section } from './views.ts';

afterEach(removeHosts);

const NOTICE = 'lvs_dr.sh: puts back what somebody else has deleted\n';

describe.runIf(canRun)('restore', () => {
  test('does nothing before a start, and after a stop', async () => {
    const host = await createDirector();
    const before = await takeSnapshot(host);
    expect(await runScript(host, drView, ['restore'])).toEqual(silence);
    expect(await takeSnapshot(host)).toEqual(before);
    await runScript(host, drView, ['start']);
    await runScript(host, drView, ['stop']);
    expect(await runScript(host, drView, ['restore'])).toEqual(silence);
    expect(await takeSnapshot(host)).toEqual(before);
  });

  test('puts back a VIP that is gone, and is silent when all is there', async () => {
    const host = await createDirector();
    await runScript(host, drView, ['start']);
    const applied = await takeSnapshot(host);
    expect(await runScript(host, drView, ['restore'])).toEqual(silence);
    await runOn(host, ['ip', 'addr', 'del', '192.168.0.38/32', 'dev', 'eth0']);
    expect(await runScript(host, drView, ['restore'])).toEqual({ ...silence, stderr: NOTICE });
    expect(await takeSnapshot(host)).toEqual(applied);
  });

  test('leaves alone what was changed in the file and not started yet', async () => {
    const host = await createDirector();
    await runScript(host, drView, ['start']);
    await runOn(host, ['ip', 'addr', 'del', '192.168.0.38/32', 'dev', 'eth0']);
    const lost = await takeSnapshot(host);
    const changed = { ...drView, addresses: section('192.168.0.38/32 eth0', '192.168.0.39/32 eth0') };
    expect(await runScript(host, changed, ['restore'])).toEqual(silence);
    expect(await takeSnapshot(host)).toEqual(lost);
    // The one that was started still puts it back.
    expect(await runScript(host, drView, ['restore'])).toEqual({ ...silence, stderr: NOTICE });
  });

  test('leaves the IPVS table to those who drain, also when it puts back a VIP', async () => {
    const host = await createDirector();
    await runScript(host, drView, ['start']);
    const drain =
      'ipvsadm -e -t 192.168.0.38:80 -r 192.168.0.18:80 -g -w 0; ipvsadm -d -t 192.168.0.38:80 -r 192.168.0.28:80';
    await runOn(host, ['bash', '-ec', drain]);
    const drained = await takeSnapshot(host);
    expect(await runScript(host, drView, ['restore'])).toEqual(silence);
    await runOn(host, ['ip', 'addr', 'del', '192.168.0.38/32', 'dev', 'eth0']);
    expect(await runScript(host, drView, ['restore'])).toEqual({ ...silence, stderr: NOTICE });
    expect(await takeSnapshot(host)).toEqual(drained);
  });

  test('puts back a table of nftables that somebody has emptied', async () => {
    const host = await createDirector();
    await runScript(host, natView, ['start']);
    const applied = await takeSnapshot(host);
    await runOn(host, ['nft', 'flush', 'chain', 'inet', 'lvsgen_nat', 'postrouting']);
    expect((await runScript(host, natView, ['status'])).stdout).toContain(
      'MISSING  nft table inet lvsgen_nat current (now: outdated)\n',
    );
    expect((await runScript(host, natView, ['restore'])).stderr).toBe(NOTICE.replace('_dr', '_nat'));
    expect(await takeSnapshot(host)).toEqual(applied);
  });

  test('tries again what fails after some minutes, and says so each time', async () => {
    const host = await createDirector();
    await runScript(host, drView, ['start']);
    await runOn(host, ['ip', 'addr', 'del', '192.168.0.38/32', 'dev', 'eth0']);
    const failing = { ...drView, interfaces: ['eth0', 'eth9'] };
    const applied = 'sha256sum <"$1" >/run/lvsgen/lvs_dr.sh.applied';
    const path = join(host.directory, drView.file);
    writeFileSync(path, renderScript(failing));
    await runOn(host, ['bash', '-ec', applied, 'bash', path]);
    const first = await runScript(host, failing, ['restore']);
    expect(first.stderr).toBe(`${NOTICE}lvs_dr.sh: no such interface: eth9 (nothing was changed)\n`);
    expect(await runScript(host, failing, ['restore'])).toEqual(silence);
    await runOn(host, ['touch', '-d', '-6 minutes', '/run/lvsgen/lvs_dr.sh.tried']);
    expect((await runScript(host, failing, ['restore'])).stderr).toBe(first.stderr);
  });

  test('only says what it would do with --dry-run', async () => {
    const host = await createDirector();
    await runScript(host, drView, ['start']);
    await runOn(host, ['ip', 'addr', 'del', '192.168.0.38/32', 'dev', 'eth0']);
    const lost = await takeSnapshot(host);
    const { stdout, stderr } = await runScript(host, drView, ['restore', '--dry-run']);
    expect(stdout).toContain('+ ip addr replace 192.168.0.38/32 dev eth0\n');
    expect(stderr).toBe(NOTICE);
    expect(await takeSnapshot(host)).toEqual(lost);
  });
});

describe.runIf(canRun)('what the scripts keep in /run/lvsgen', () => {
  test.each([
    'ln -s /tmp /run/lvsgen',
    'mkdir /run/lvsgen; ln -s /tmp/victim /run/lvsgen/lock',
    'mkdir /run/lvsgen; ln -s /tmp/victim /run/lvsgen/lvs_dr.sh.state',
  ])('is no link: %s', async (prepare) => {
    const host = await createDirector();
    await runOn(host, ['bash', '-ec', prepare]);
    const before = await takeSnapshot(host);
    for (const command of ['start', 'stop', 'status', 'restore']) {
      const { status, stderr } = await runScript(host, drView, [command]);
      expect(stderr).toMatch(
        /^lvs_dr\.sh: \/run\/lvsgen\S* is a link, and has to be root's own \(nothing was changed\)\n$/,
      );
      expect(status).toBe(1);
    }
    expect(await takeSnapshot(host)).toEqual(before);
  });

  test('can have a blank line', async () => {
    const host = await createDirector();
    const before = await takeSnapshot(host);
    await runScript(host, drView, ['start']);
    const blank = 'f=/run/lvsgen/lvs_dr.sh.state; { printf "\\n\\t\\n"; cat $f; } >$f.new; mv $f.new $f';
    expect(await runOn(host, ['bash', '-ec', blank])).toEqual(silence);
    expect((await runScript(host, drView, ['status'])).status).toBe(0);
    expect(await runScript(host, drView, ['stop'])).toEqual(silence);
    expect(await takeSnapshot(host)).toEqual(before);
  });
});

test.runIf(canRun)('the programs are those of the system, whatever PATH says', async () => {
  const host = await createDirector();
  const fake = join(host.directory, 'fake');
  await runOn(host, ['mkdir', fake]);
  for (const program of ['ip', 'sysctl', 'ipvsadm', 'sha256sum']) {
    writeFileSync(join(fake, program), `#!/bin/sh\ntouch ${fake}/was-run\nexit 1\n`, { mode: 0o755 });
  }
  const script = join(host.directory, drView.file);
  writeFileSync(script, renderScript(drView));
  expect(await runOn(host, ['env', `PATH=${fake}`, '/bin/bash', script, 'start'])).toEqual(silence);
  expect((await runOn(host, ['ls', fake])).stdout).not.toContain('was-run');
});
