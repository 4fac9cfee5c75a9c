import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { guest } from '../../generated/guest.js';
import { type CpioEntry, PROGRAM } from './cpio.ts';
import type { Prepared } from './prepare.ts';
import { QemuMachine } from './qemu-machine.ts';

/** Megabytes, beside those of the first file system: enough for some thirty hosts. */
const MEMORY = 1024;

/**
 * Boots a machine. KVM is no choice made by itself: where virtualisation is nested it starts, and hangs.
 *
 * @throws OperationError when it does not come up.
 */
export async function bootMachine(
  { qemu, kernel, initrd }: Prepared,
  options: { readonly shell: boolean; readonly kvm: boolean },
): Promise<QemuMachine> {
  const folder = mkdtempSync(join(tmpdir(), 'lvsgen-lab-'));
  try {
    return await QemuMachine.boot({
      program: qemu,
      kernel,
      initrd,
      files: guestFiles(),
      accelerator: options.kvm ? 'kvm' : 'tcg',
      memory: MEMORY,
      shell: options.shell,
      folder,
      writeFile,
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The guest's programs, by their paths in the machine. */
function guestFiles(): CpioEntry[] {
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
