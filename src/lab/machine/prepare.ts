import { arch } from 'node:os';
import { OperationError } from '../../diagnostic/failure.ts';
import { cacheFolder } from './cache.ts';
import { prepareInitrd } from './initrd.ts';
import { downloadKernel, findKernel, type Kernel } from './kernel.ts';
import {
  findProgram,
  INSIDE,
  installCommand,
  missingPrograms,
  type Program,
  TLS_MODULE,
  tlsModuleFiles,
} from './programs.ts';

/** What a virtual machine is made of. */
export interface Prepared {
  readonly qemu: string;
  readonly kernel: Kernel;
  readonly initrd: string;
}

const QEMU: Program = { name: 'qemu-system-x86_64', packageName: 'qemu-system-x86' };
/** `setpriv` ends the machine with lvsgen, `ldd` says which libraries its programs have. */
const OUTSIDE: readonly Program[] = [
  QEMU,
  { name: 'setpriv', packageName: 'util-linux' },
  { name: 'ldd', packageName: 'libc-bin' },
];

export interface PrepareOptions {
  /** Whether a kernel may be downloaded. */
  readonly mayDownload: boolean;
  readonly notice: (text: string) => void;
}

/**
 * Finds the programs and the kernel, and builds the first file system when it is not in the cache.
 *
 * @throws OperationError with the one command that brings what is missing.
 */
export function prepareMachine({ mayDownload, notice }: PrepareOptions): Prepared {
  if (process.platform !== 'linux' || arch() !== 'x64')
    throw new OperationError('the lab needs Linux on x86-64: its machine runs the programs of this one');
  const cache = cacheFolder();
  const found = findKernel(cache);
  const programs = missingPrograms([...OUTSIDE, ...INSIDE]);
  const missing = tlsModuleFiles().length > 0 ? programs : [...programs, TLS_MODULE];
  if (missing.length > 0) {
    const names = missing.map(({ name }) => name).join(', ');
    const andKernel = found === undefined ? ' && lvsgen lab --prepare' : '';
    throw new OperationError(`the lab needs ${names}: ${installCommand(missing)}${andKernel}`);
  }
  const kernel = found ?? (mayDownload ? downloadKernel(cache, notice) : undefined);
  if (kernel === undefined)
    throw new OperationError('the lab has no kernel with ip_vs that it can read: lvsgen lab --prepare');
  return { qemu: findProgram(QEMU.name) as string, kernel, initrd: prepareInitrd(kernel, cache, notice) };
}
