import { execFileSync } from 'node:child_process';
import {
  accessSync,
  constants,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { join } from 'node:path';
import { OperationError } from '../../diagnostic/failure.ts';
import { inCache, removeAbandoned } from './cache.ts';
import { findProgram } from './programs.ts';

/** A kernel that can be booted, with its modules. */
export interface Kernel {
  readonly release: string;
  readonly image: string;
  /** The folder with `modules.dep`. */
  readonly modules: string;
}

/** Small kernels with IPVS, the first one that the package manager knows: of Debian, of Ubuntu. */
const PACKAGES = ['linux-image-cloud-amd64', 'linux-image-virtual', 'linux-image-amd64'];

/** The kernel that was prepared before, or the one of this very host when it can be read and has IPVS. */
export function findKernel(cache: string): Kernel | undefined {
  return kernelIn(join(cache, 'kernel')) ?? kernelIn('/');
}

/** The newest kernel below a folder that has `boot` and `lib/modules`, as a package or a host has them. */
function kernelIn(root: string): Kernel | undefined {
  const boot = join(root, 'boot');
  if (!existsSync(boot)) return undefined;
  const releases = readdirSync(boot)
    .flatMap((name) => /^vmlinuz-(.+)$/.exec(name)?.[1] ?? [])
    .sort((a, b) => compareReleases(b, a));
  for (const release of releases) {
    const image = join(boot, `vmlinuz-${release}`);
    const modules = ['lib', 'usr/lib']
      .map((lib) => join(root, lib, 'modules', release))
      .find((folder) => existsSync(join(folder, 'modules.dep')));
    if (modules !== undefined && isReadable(image) && isUsable(modules)) return { release, image, modules };
  }
  return undefined;
}

/** 6.10 is after 6.9. */
function compareReleases(a: string, b: string): number {
  const [ours, theirs] = [a, b].map((release) => release.split(/\D+/).map(Number));
  for (const [index, number] of (ours ?? []).entries()) {
    const difference = number - (theirs?.[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** Whether it has IPVS, and the ports of a virtual machine. */
function isUsable(modules: string): boolean {
  const known = ['modules.dep', 'modules.builtin']
    .map((name) => readFileSync(join(modules, name), 'utf8'))
    .join('\n');
  return ['ip_vs', 'virtio_console', 'veth'].every((name) => known.includes(`/${name}.ko`));
}

function isReadable(path: string): boolean {
  try {
    accessSync(path, constants.R_OK);
    return true;
  } catch {
    return false;
  }
}

/**
 * Downloads a kernel's packages with the host's package manager and unpacks them into the cache; nothing is installed.
 *
 * @throws OperationError when the host has no apt, or it knows no such package.
 */
export function downloadKernel(cache: string, notice: (text: string) => void): Kernel {
  const folder = inCache(cache, () => {
    mkdirSync(cache, { recursive: true });
    removeAbandoned(cache);
    return mkdtempSync(join(cache, 'download-'));
  });
  try {
    const packages = kernelPackages();
    notice(`downloading ${packages.join(' ')}`);
    run('apt-get', ['download', ...packages], folder);
    for (const file of readdirSync(folder).filter((name) => name.endsWith('.deb')))
      run('dpkg', ['-x', file, 'kernel'], folder);
    const lib = join(folder, 'kernel/lib/modules');
    for (const release of readdirSync(lib)) run('depmod', ['-b', join(folder, 'kernel'), release], folder);
    inCache(cache, () => putInPlace(join(folder, 'kernel'), join(cache, 'kernel')));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  const kernel = kernelIn(join(cache, 'kernel'));
  if (kernel === undefined) throw new OperationError('the downloaded kernel has no ip_vs');
  return kernel;
}

/** Another one may bring a kernel meanwhile, and use it already: then that one stays. */
function putInPlace(from: string, to: string): void {
  if (kernelIn(to) !== undefined) return;
  rmSync(to, { recursive: true, force: true });
  try {
    renameSync(from, to);
  } catch (error) {
    if (kernelIn(to) === undefined) throw error;
  }
}

/** A meta package names the current kernel; with Ubuntu the modules are a package of their own. */
function kernelPackages(): string[] {
  if (findProgram('apt-get') === undefined)
    throw new OperationError(
      'the lab needs a kernel with ip_vs that it can read: there is none in /boot, and no apt-get to download one',
    );
  for (const name of PACKAGES) {
    let listing: string;
    try {
      listing = run('apt-cache', ['depends', '--important', name]);
    } catch {
      continue;
    }
    const found = [...listing.matchAll(/Depends: (linux-image-[0-9]\S+)/g)].map(([, image = '']) => image);
    const [image] = found;
    if (image === undefined) continue;
    const modules = image.replace('linux-image-', 'linux-modules-');
    return run('apt-cache', ['search', '--names-only', `^${modules}$`]) === '' ? [image] : [image, modules];
  }
  throw new OperationError(
    `the lab needs a kernel with IPVS, and apt-cache knows none of ${PACKAGES.join(', ')}: apt-get update`,
  );
}

function run(program: string, args: readonly string[], cwd?: string): string {
  try {
    return execFileSync(program, args, {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, LC_ALL: 'C', PATH: `${process.env['PATH'] ?? ''}:/usr/sbin:/sbin` },
      ...(cwd === undefined ? {} : { cwd }),
    });
  } catch (error) {
    const { stderr, message } = error as { stderr?: string; message: string };
    throw new OperationError(
      `${program} ${args[0]} failed: ${(stderr || message).trim().split('\n').at(-1)}`,
    );
  }
}
