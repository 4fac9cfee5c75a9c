import { readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import type { CheckResult } from '../../../src/lab/checks/run-checks.ts';
import type { LabRun } from '../../../src/lab/laboratory.ts';
import { guestFiles, openInitrd } from '../../../src/lab/machine/boot.ts';
import { type CpioEntry, FILE, PROGRAM } from '../../../src/lab/machine/cpio.ts';
import { ITSELF } from '../../../src/lab/machine/machine.ts';
import { prepareMachine } from '../../../src/lab/machine/prepare.ts';
import { librariesOf } from '../../../src/lab/machine/programs.ts';
import { QemuMachine } from '../../../src/lab/machine/qemu-machine.ts';
import { COMMAND } from '../../support/command.ts';
import { canRun, prepare } from './in-machine.ts';

const CLUSTER = 'clusters/examples/dr/web-dr.yaml';

/** Node, the built command and a project with one cluster. */
function nodeAndProject(): CpioEntry[] {
  const file = (path: string, from: string, mode = FILE) => ({ path, mode, content: readFileSync(from) });
  const dist = dirname(COMMAND);
  return [
    file('usr/bin/node', realpathSync(process.execPath), PROGRAM),
    ...librariesOf(process.execPath).map((path) => file(path, realpathSync(path), PROGRAM)),
    ...readdirSync(dist)
      .filter((name) => statSync(join(dist, name)).isFile())
      .map((name) => file(`opt/lvsgen/dist/${name}`, join(dist, name))),
    file('opt/lvsgen/package.json', join(dist, '../package.json')),
    { path: 'project/lvsgen.yaml', mode: FILE, content: Buffer.from('') },
    file(`project/${CLUSTER}`, fileURLToPath(new URL(`../../../${CLUSTER}`, import.meta.url))),
  ];
}

/** What a laboratory on this kernel could touch or leave behind. */
const STATE = `
  ipvsadm -Sn; nft list ruleset; ip -o addr; ip -o link; ip route; ip -6 route; ls -A / /tmp /run /etc /usr
  grep . /proc/sys/net/ipv4/ip_forward /proc/sys/net/ipv4/conf/*/{arp_ignore,arp_announce,send_redirects,forwarding}
  cat /proc/mounts
  for name in /proc/[0-9]*/comm; do cat "$name" 2>/dev/null || true; done | grep -v kworker | sort`;

describe.runIf(canRun)('lvsgen lab --host', () => {
  beforeAll(prepare);

  test('tries a cluster in namespaces of the kernel that it stands on, and leaves nothing behind', async () => {
    const { qemu, kernel, initrd } = prepareMachine({ mayDownload: false, notice: () => undefined });
    const machine = await QemuMachine.boot({
      program: qemu,
      kernel,
      initrd: openInitrd(initrd, [...guestFiles(), ...nodeAndProject()]),
      accelerator: 'tcg',
      memory: 2048,
      shell: false,
    });
    try {
      const must = async (script: string, seconds = 30) => {
        const { status, stdout, stderr } = await machine.run(ITSELF, script, { seconds });
        expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
        return stdout;
      };
      await must(
        'ip link set lo up; ipvsadm -A -t 127.0.0.1:9 -s rr; ipvsadm -a -t 127.0.0.1:9 -r 127.0.0.2:9 -m',
      );
      const before = await must(STATE);
      const command = `cd /project; node /opt/lvsgen/dist/lvsgen.cjs lab --host --format json ${CLUSTER}`;
      const { labs } = JSON.parse(await must(command, 250)) as { labs: readonly LabRun[] };
      const outcomes = (wanted: CheckResult['outcome']) =>
        labs.flatMap(({ checks }) => checks.filter(({ outcome }) => outcome === wanted));
      expect(outcomes('failed')).toEqual([]);
      expect(outcomes('passed').map(({ id }) => id)).toEqual([
        'applies-cleanly',
        'kernel-holds-definition',
        'answers',
        'replies-take-their-way',
        'applies-again',
        'silent-for-vips',
        'stops-without-trace',
        'comes-back-after-reboot',
      ]);
      expect(labs[0]?.machine).toBe(`Linux ${kernel.release}, this host's own`);
      expect(await must(STATE)).toBe(before);
    } finally {
      await machine.close();
    }
  });
});
