import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { OperationError } from '../../diagnostic/failure.ts';
import { guest } from '../../generated/guest.js';
import { type CpioEntry, PROGRAM } from './cpio.ts';
import { cacheFolder, type Prepared } from './prepare.ts';
import { countsInstructions, type QemuArguments } from './qemu-arguments.ts';
import { QemuMachine } from './qemu-machine.ts';
import { openState, statePath } from './saved-state.ts';

/** Megabytes, beside those of the first file system: enough for some thirty hosts. */
const MEMORY = 1024;

/** Seconds for a machine that the processor runs itself: where virtualisation is nested it starts, and hangs. */
const KVM_SECONDS = 15;
/** The same for one that goes on from a state, which takes one or two. */
const STATE_SECONDS = 20;

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
  const { shell, kvm, notice } = options;
  if (kvm) {
    try {
      return await boot(prepared, { accelerator: 'kvm', shell }, { seconds: KVM_SECONDS });
    } catch (error) {
      if (!(error instanceof OperationError)) throw error;
      notice(`KVM starts no machine here within ${KVM_SECONDS} s: emulating one`);
    }
  }
  const kind = { accelerator: 'tcg', shell } as const;
  if (!countsInstructions(kind)) return boot(prepared, kind);
  const path = statePath(cacheFolder(), prepared, argumentsOf(prepared, kind), guestFiles());
  const state = openState(path);
  if (state !== undefined) {
    try {
      return await boot(prepared, kind, { state, seconds: STATE_SECONDS });
    } catch (error) {
      if (!(error instanceof OperationError)) throw error;
      rmSync(path, { force: true });
      notice('the kept state of a machine is of no use: booting one');
    } finally {
      closeSync(state);
    }
  }
  const machine = await boot(prepared, kind);
  try {
    await machine.save(path);
  } catch (error) {
    notice(`the machine's state cannot be kept, each one will have to boot: ${(error as Error).message}`);
  }
  return machine;
}

type Kind = Pick<QemuArguments, 'accelerator' | 'shell'>;

const argumentsOf = ({ kernel }: Prepared, kind: Kind): QemuArguments => ({
  ...kind,
  kernel,
  memory: MEMORY,
});

async function boot(
  prepared: Prepared,
  kind: Kind,
  { state, seconds }: { readonly state?: number; readonly seconds?: number } = {},
): Promise<QemuMachine> {
  const folder = mkdtempSync(join(tmpdir(), 'lvsgen-lab-'));
  try {
    return await QemuMachine.boot(
      {
        ...argumentsOf(prepared, kind),
        program: prepared.qemu,
        initrd: prepared.initrd,
        files: guestFiles(),
        state,
        folder,
        writeFile,
      },
      seconds,
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
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

function writeFile(path: string, parts: readonly Uint8Array[]): void {
  const file = openSync(path, 'wx', 0o600);
  try {
    for (const part of parts) for (let at = 0; at < part.length; ) at += writeSync(file, part, at);
  } finally {
    closeSync(file);
  }
}
