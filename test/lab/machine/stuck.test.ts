import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import type { OperationError } from '../../../src/diagnostic/failure.ts';
import { bootMachine, openInitrd } from '../../../src/lab/machine/boot.ts';
import { PROGRAM } from '../../../src/lab/machine/cpio.ts';
import { ITSELF } from '../../../src/lab/machine/machine.ts';
import { prepareMachine } from '../../../src/lab/machine/prepare.ts';
import { QemuMachine } from '../../../src/lab/machine/qemu-machine.ts';
import { COMMAND, emptyFolder } from '../../support/command.ts';
import { canRun, prepare } from './in-machine.ts';

describe.runIf(canRun)('a machine that hangs', () => {
  beforeAll(prepare);

  test("ends by itself, with its console's last lines, when it does not come up", async () => {
    const { qemu, kernel, initrd } = prepareMachine({ mayDownload: false, notice: () => undefined });
    const stuck = '#!/bin/bash\necho here it hangs\nsleep infinity\n';
    const files = [{ path: 'init', mode: PROGRAM, content: Buffer.from(stuck) }];
    const booted = QemuMachine.boot(
      {
        program: qemu,
        kernel,
        initrd: openInitrd(initrd, files),
        accelerator: 'tcg',
        memory: 512,
        shell: false,
      },
      60,
    );
    const failure = (await booted.catch((error: unknown) => error)) as OperationError;
    expect(failure.name).toBe('OperationError');
    expect(failure.message).toBe("the lab's virtual machine: it has not come up within 60 s. It said last:");
    expect(failure.seen.at(-1)).toBe('here it hangs');
  });

  test('says so when it ends in the middle, and kills a script whose time is over', async () => {
    const machine = await bootMachine(prepareMachine({ mayDownload: false, notice: () => undefined }), {
      shell: false,
      kvm: false,
      notice: () => undefined,
    });
    try {
      expect(await machine.run(ITSELF, 'echo in time; echo no fault >&2; exit 3')).toEqual({
        status: 3,
        stdout: 'in time\n',
        stderr: 'no fault\n',
        time: expect.any(Number),
      });
      expect(await machine.run(ITSELF, 'cat; sleep 100', { input: 'a word\n', seconds: 1 })).toEqual({
        status: 124,
        stdout: 'a word\n',
        stderr: '',
        time: expect.any(Number),
      });
      await expect(machine.run(ITSELF, 'echo o >/proc/sysrq-trigger; sleep 100')).rejects.toThrow(
        /^the lab's virtual machine: qemu has ended with status 0\./,
      );
    } finally {
      await machine.close();
    }
  });

  test('does not outlive lvsgen, and leaves no file', async () => {
    const folder = emptyFolder();
    const command = spawn(process.execPath, [COMMAND, 'lab', '--prepare'], {
      env: { ...process.env, TMPDIR: folder },
      stdio: 'ignore',
    });
    const children = () =>
      readFileSync(`/proc/${command.pid}/task/${command.pid}/children`, 'utf8').trim().split(' ');
    const isQemu = (pid: string) => /qemu/.test(nameOf(pid));
    await expect.poll(() => children().some(isQemu), { timeout: 600_000, interval: 20 }).toBe(true);
    const qemu = children().find(isQemu) as string;
    expect(readdirSync(folder)).toEqual([]);
    command.kill('SIGKILL');
    await expect.poll(() => nameOf(qemu), { timeout: 600_000 }).toBe('');
    expect(readdirSync(folder)).toEqual([]);
  });
});

/** Of a process; nothing of one that has ended. */
function nameOf(pid: string): string {
  try {
    const [, name = '', state = ''] = /\((.*)\) (\w)/.exec(readFileSync(`/proc/${pid}/stat`, 'utf8')) ?? [];
    return state === 'Z' ? '' : name;
  } catch {
    return '';
  }
}
