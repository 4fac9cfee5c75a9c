import { arch, homedir } from 'node:os';
import { join } from 'node:path';
import { OperationError } from '../../diagnostic/failure.ts';
import { prepareInitrd } from './initrd.ts';
import { downloadKernel, findKernel, type Kernel } from './kernel.ts';
import { findProgram, INSIDE, installCommand, missingPrograms, type Program } from './programs.ts';

/** What a virtual machine is made of. */
export interface Prepared {
  readonly qemu: string;
  readonly kernel: Kernel;
  readonly initrd: string;
}

const QEMU: Program = { name: 'qemu-system-x86_64', packageName: 'qemu-system-x86' };

export interface PrepareOptions {
  /** Whether a kernel may be downloaded. */
  readonly mayDownload: boolean;
  readonly notice: (text: string) => void;
}

/** Where kernels and file systems of machines are kept: `$XDG_CACHE_HOME/lvsgen`. */
export function cacheFolder(): string {
  const { XDG_CACHE_HOME: folder } = process.env;
  return join(folder?.startsWith('/') ? folder : join(homedir(), '.cache'), 'lvsgen');
}

/**
 * Finds the programs and the kernel, and builds the first file system when it is not in the cache.
 *
 * @throws OperationError with the one command that brings what is missing.
 */
export function prepareMachine({ mayDownload, notice }: PrepareOptions): Prepared {
  if (process.platform !== 'linux' || arch() !== 'x64')
    throw new OperationError('the lab needs Linux on x86-64: its machine runs the programs of this one');
  const missing = missingPrograms([QEMU, ...INSIDE]);
  if (missing.length > 0) {
    const names = missing.map(({ name }) => name).join(', ');
    throw new OperationError(`the lab needs ${names}: ${installCommand(missing)}`);
  }
  const cache = cacheFolder();
  const kernel = findKernel(cache) ?? (mayDownload ? downloadKernel(cache, notice) : undefined);
  if (kernel === undefined)
    throw new OperationError('the lab has no kernel with ip_vs that it can read: lvsgen lab --prepare');
  return { qemu: findProgram(QEMU.name) as string, kernel, initrd: prepareInitrd(kernel, cache, notice) };
}
