import { beforeAll, describe, expect, test } from 'vitest';
import { emptyFolder, lvsgen } from '../../support/command.ts';
import { requirePrograms } from '../../support/programs.ts';
import { canRun, prepare } from './in-machine.ts';

/** Runs lvsgen where these programs are nothing that can be run, on hosts that have them. */
function without(programs: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const hide = `for name in ${programs.join(' ')}; do mount --bind /dev/null "$(readlink -f "$(command -v "$name")")"; done; exec "$@"`;
  return lvsgen(['lab', '--prepare'], { env, through: ['unshare', '--mount', 'bash', '-c', hide, 'bash'] });
}

describe.runIf(canRun && requirePrograms(['unshare', 'mount'], { root: true }))(
  'a program that is missing',
  () => {
    beforeAll(prepare);

    test.each([
      ['qemu-system-x86_64', 'qemu-system-x86'],
      ['keepalived', 'keepalived'],
      ['ipvsadm', 'ipvsadm'],
      ['nft', 'nftables'],
      ['arping', 'iputils-arping'],
      ['modprobe', 'kmod'],
      ['sysctl', 'procps'],
      ['ip', 'iproute2'],
      ['setpriv', 'util-linux'],
      ['ldd', 'libc-bin'],
    ])('%s is named, with the package %s', (program, packageName) => {
      expect(without([program])).toEqual({
        status: 3,
        stdout: '',
        stderr: `lvsgen: the lab needs ${program}: apt-get install --no-install-recommends ${packageName}\n`,
      });
    });

    test('several are named in one command, with the one that brings the kernel', () => {
      const { stderr } = without(['nft', 'arping'], { XDG_CACHE_HOME: emptyFolder() });
      expect(stderr).toMatch(
        /^lvsgen: the lab needs arping, nft: apt-get install --no-install-recommends iputils-arping nftables(?: && lvsgen lab --prepare)?\n$/,
      );
    });

    test('without apt there is no kernel to be had but that of the host', () => {
      const { status, stderr } = without(['apt-get'], { XDG_CACHE_HOME: emptyFolder() });
      // A host with a kernel of its own needs none.
      if (status === 0) return;
      expect(stderr).toBe(
        'lvsgen: the lab needs a kernel with ip_vs that it can read: there is none in /boot, and no apt-get to download one\n',
      );
    });
  },
);
