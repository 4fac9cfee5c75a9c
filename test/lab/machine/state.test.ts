import {
  existsSync,
  mkdirSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { cacheFolder } from '../../../src/lab/machine/cache.ts';
import { emptyFolder, lvsgen } from '../../support/command.ts';
import { canRun, prepare } from './in-machine.ts';

describe.runIf(canRun)('the state of a machine', () => {
  beforeAll(prepare);

  test('is kept by the first one; where it is of no use the next one boots, and keeps its own', () => {
    const home = emptyFolder();
    const cache = join(home, 'lvsgen');
    mkdirSync(cache);
    const kernel = join(cacheFolder(), 'kernel');
    if (existsSync(kernel)) symlinkSync(kernel, join(cache, 'kernel'));
    const call = () => lvsgen(['lab', '--prepare'], { env: { XDG_CACHE_HOME: home }, seconds: 1800 });
    const prepareThere = () => {
      const { status, stderr } = call();
      expect(status, stderr).toBe(0);
      return stderr.trim().split('\n');
    };
    const states = () => readdirSync(cache).filter((name) => name.endsWith('.state'));
    expect(prepareThere()).toEqual(['building the first file system of the machine', 'starting a machine']);
    const [state = ''] = states();
    const { size } = statSync(join(cache, state));
    expect(prepareThere()).toEqual(['starting a machine']);
    writeFileSync(join(cache, state), 'no state');
    expect(prepareThere()).toEqual([
      'starting a machine',
      'the kept state of a machine is of no use: booting one',
    ]);
    expect(states()).toEqual([state]);
    expect(statSync(join(cache, state)).size).toBeGreaterThan(size / 2);

    // Half of a first file system, which only a boot needs.
    const [initrd = ''] = readdirSync(cache).filter((name) => name.endsWith('.cpio'));
    truncateSync(join(cache, initrd), 100_000);
    rmSync(join(cache, state));
    const { status, stderr } = call();
    expect(status).toBe(3);
    expect(stderr).toMatch(/: qemu has ended with status 0\. It said last:\n.*Kernel panic/s);
    expect(stderr).toMatch(/If it does so again, remove .*\/lvsgen, and run lvsgen lab --prepare\.\n$/);
    expect(existsSync(join(cache, initrd))).toBe(false);
  });
});
