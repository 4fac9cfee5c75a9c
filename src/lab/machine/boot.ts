import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { attempt } from '../../diagnostic/attempt.ts';
import { OperationError } from '../../diagnostic/failure.ts';
import { guest } from '../../generated/guest.js';
import { cacheFolder, discard } from './cache.ts';
import { type CpioEntry, cpioArchive, PROGRAM } from './cpio.ts';
import { isKvmHanging, kvmNote, noteThatKvmHangs } from './kvm-note.ts';
import type { Prepared } from './prepare.ts';
import { countsInstructions, type QemuArguments } from './qemu-arguments.ts';
import { QemuMachine } from './qemu-machine.ts';
import { openState, statePath } from './saved-state.ts';

/** Megabytes, beside those of the first file system: enough for some thirty hosts. */
const MEMORY = 1024;

/** Seconds for a machine that the processor runs itself: where virtualisation is nested it starts, and hangs. */
const KVM_SECONDS = 15;
/** The same for one that goes on from a state, which takes one or two. */
const STATE_SECONDS = 60;

export interface BootOptions {
  readonly shell: boolean;
  readonly kvm: boolean;
  readonly notice: (text: string) => void;
}

/**
 * Starts a machine: from the state of an earlier one that is equal, or else it boots one, and keeps its state. With KVM only
 * where that boots within seconds.
 *
 * @throws OperationError when it does not come up.
 */
export async function bootMachine(prepared: Prepared, options: BootOptions): Promise<QemuMachine> {
  const initrd = openInitrd(prepared.initrd, guestFiles());
  try {
    const boot: Boot = ({ accelerator, state, seconds }) =>
      QemuMachine.boot(
        {
          ...{ program: prepared.qemu, kernel: prepared.kernel, memory: MEMORY, shell: options.shell },
          ...{ accelerator, initrd, state },
        },
        seconds,
      );
    return (
      (options.kvm ? await bootWithKvm(boot, options) : undefined) ?? (await emulate(prepared, boot, options))
    );
  } finally {
    closeSync(initrd);
  }
}

type Boot = (how: {
  readonly accelerator: QemuArguments['accelerator'];
  readonly state?: number;
  readonly seconds?: number;
}) => Promise<QemuMachine>;

/** Undefined, with a notice, where that does not boot within seconds. */
async function bootWithKvm(boot: Boot, { notice }: BootOptions): Promise<QemuMachine | undefined> {
  const cache = cacheFolder();
  const refuse = (reason: string) => notice(`KVM is of no use here, the machine is emulated: ${reason}`);
  if (isKvmHanging(cache)) {
    refuse(`one has hung since this host has booted, as ${kvmNote(cache)} says`);
    return undefined;
  }
  const start = performance.now();
  try {
    return await boot({ accelerator: 'kvm', seconds: KVM_SECONDS });
  } catch (error) {
    if (!(error instanceof OperationError)) throw error;
    if (performance.now() - start < KVM_SECONDS * 1000) refuse(error.seen.at(-1) ?? error.message);
    else {
      refuse(`it has not come up within ${KVM_SECONDS} s`);
      noteThatKvmHangs(cache);
    }
    return undefined;
  }
}

async function emulate(prepared: Prepared, boot: Boot, { shell, notice }: BootOptions): Promise<QemuMachine> {
  const accelerator = 'tcg';
  if (!countsInstructions({ accelerator, shell })) return bootAnew(prepared, boot);
  const options = { kernel: prepared.kernel, memory: MEMORY, accelerator, shell } as const;
  const path = statePath(cacheFolder(), prepared, options, guestFiles());
  const state = openState(path);
  if (state !== undefined) {
    try {
      return await boot({ accelerator, state, seconds: STATE_SECONDS });
    } catch (error) {
      if (!(error instanceof OperationError)) throw error;
      discard(path);
      notice('the kept state of a machine is of no use: booting one');
    } finally {
      closeSync(state);
    }
  }
  const machine = await bootAnew(prepared, boot);
  try {
    await machine.save(path);
  } catch (error) {
    notice(`the machine's state cannot be kept, each one will have to boot: ${(error as Error).message}`);
  }
  return machine;
}

/** What does not boot may be damaged: the next one gets a new first file system. */
async function bootAnew({ initrd }: Prepared, boot: Boot): Promise<QemuMachine> {
  try {
    return await boot({ accelerator: 'tcg' });
  } catch (error) {
    if (!(error instanceof OperationError)) throw error;
    discard(initrd);
    const advice = `If it does so again, remove ${cacheFolder()}, and run lvsgen lab --prepare.`;
    throw new OperationError(error.message, [...error.seen, advice]);
  }
}

/** The guest's programs, by their paths in the machine. */
export function guestFiles(): CpioEntry[] {
  return Object.entries(guest).map(([name, text]) => ({
    path: name === 'init.sh' ? 'init' : `lab/${name}`,
    mode: PROGRAM,
    content: Buffer.from(text),
  }));
}

/**
 * A descriptor of the first file system with files on top: initrds add up. It is of a file without a name, which is gone with
 * those who have it open, in whatever way they end.
 */
export function openInitrd(path: string, files: readonly CpioEntry[]): number {
  const folder = tmpdir();
  return attempt(`the lab cannot write to ${folder}`, () => {
    const own = mkdtempSync(join(folder, 'lvsgen-lab-'));
    try {
      const file = openSync(join(own, 'initrd'), 'wx+', 0o600);
      rmSync(own, { recursive: true });
      for (const part of [readFileSync(path), cpioArchive(files)])
        for (let at = 0; at < part.length; ) at += writeSync(file, part, at);
      return file;
    } finally {
      rmSync(own, { recursive: true, force: true });
    }
  });
}
