import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { inCache, keep, use } from './cache.ts';
import { type CpioEntry, cpioArchive, FILE, PROGRAM } from './cpio.ts';
import type { Kernel } from './kernel.ts';
import { findProgram, INSIDE, librariesOf, TERMINALS, tlsModuleFiles, WELCOME } from './programs.ts';

/** What the machine may load, with all that it depends on. The kernel asks modprobe by itself. */
const MODULES: readonly RegExp[] = [
  /^(?:ip_vs|nf_|nft_|nfnetlink|xt_|x_tables|iptable_|ip6table_|ip_tables|ip6_tables)/,
  /^(?:veth|bridge|dummy|macvlan|ipvlan|8021q|af_packet|sctp|unix)$/,
  /^(?:ipip|sit|ip_tunnel|ip6_tunnel|tunnel4|tunnel6|ip_gre|ip6_gre|gre|fou|fou6|udp_tunnel|ip6_udp_tunnel)$/,
  /^(?:virtio|virtio_pci|virtio_console)$/,
];

const LIBRARY_CACHE = '/etc/ld.so.cache';

/**
 * The first file system of the machine: the host's own programs with their libraries, the kernel's modules. Built once for
 * the same content, which is known by the size and time of each file, and kept in the cache.
 *
 * @returns the path of the archive, uncompressed: unpacking takes an emulated processor longer than copying.
 */
export function prepareInitrd(kernel: Kernel, cache: string, notice: (text: string) => void): string {
  const files = collectFiles(kernel);
  for (const library of knownLibraries([...files.values()], cache)) files.set(library, realpathSync(library));
  const path = join(cache, `initrd-${contentKey(files)}.cpio`);
  if (existsSync(path)) {
    use(path);
    return path;
  }
  notice('building the first file system of the machine');
  const entries: CpioEntry[] = [...files].map(([to, from]) => ({
    path: to,
    mode: (statSync(from).mode & 0o111) === 0 ? FILE : PROGRAM,
    content: readFileSync(from),
  }));
  const archive = cpioArchive(entries);
  inCache(cache, () => keep(cache, path, archive, /^initrd-\w+\.cpio$/));
  return path;
}

/**
 * The libraries of all programs among files. Asking for them takes ten seconds, so the answer is kept, as long as the files and the system's
 * list of libraries are the same.
 */
function knownLibraries(files: readonly string[], cache: string): string[] {
  const programs = [...new Set(files)].filter(
    (path) => path.endsWith('.so') || /^\/(?:usr\/)?s?bin\//.test(path),
  );
  const sources = existsSync(LIBRARY_CACHE) ? [...programs, LIBRARY_CACHE] : programs;
  const path = join(cache, `libraries-${contentKey(new Map(sources.map((one) => [one, one])))}.json`);
  const known = keptList(path);
  if (known?.every((library) => existsSync(library))) {
    use(path);
    return known;
  }
  const libraries = librariesOf(...programs);
  try {
    keep(cache, path, JSON.stringify(libraries), /^libraries-\w+\.json$/);
  } catch {
    // A cache that cannot be written costs the time again.
  }
  return libraries;
}

/** A kept list; undefined when there is none that can be read. */
function keptList(path: string): string[] | undefined {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as string[];
  } catch {
    return undefined;
  }
}

/** Where each file of the machine comes from, but for the libraries of its programs. */
function collectFiles(kernel: Kernel): Map<string, string> {
  const files = new Map<string, string>();
  const addProgram = (name: string) => {
    const path = findProgram(name);
    if (path === undefined) return;
    files.set(`/usr/bin/${name}`, realpathSync(path));
  };
  for (const { name } of INSIDE) addProgram(name);
  for (const name of WELCOME) addProgram(name);
  for (const name of ['sh', 'modprobe', 'ipvsadm', 'ip', 'keepalived']) {
    const from = files.get(`/usr/bin/${name === 'sh' ? 'bash' : name}`);
    if (from !== undefined) files.set(name === 'sh' ? '/bin/sh' : `/sbin/${name}`, from);
  }
  files.set('/bin/bash', files.get('/usr/bin/bash') as string);
  // Without it each program looks for its libraries in a dozen of folders.
  if (existsSync(LIBRARY_CACHE)) files.set(LIBRARY_CACHE, LIBRARY_CACHE);
  addFolder(files, perlFolder());
  for (const path of tlsModuleFiles()) files.set(path, realpathSync(path));
  for (const folder of ['/usr/lib/x86_64-linux-gnu/xtables', '/usr/lib/aarch64-linux-gnu/xtables'])
    addFolder(files, folder);
  for (const terminal of TERMINALS)
    for (const folder of ['/lib/terminfo', '/usr/share/terminfo']) {
      const path = join(folder, terminal.charAt(0), terminal);
      if (existsSync(path)) files.set(path, realpathSync(path));
    }
  addModules(files, kernel);
  return files;
}

function perlFolder(): string | undefined {
  return readdirSync('/usr/lib', { withFileTypes: true })
    .map(({ name }) => join('/usr/lib', name, 'perl-base'))
    .find((folder) => existsSync(folder));
}

function addFolder(files: Map<string, string>, folder: string | undefined): void {
  if (folder === undefined || !existsSync(folder)) return;
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()) {
    const path = join(folder, name);
    if (!statSync(path).isFile()) continue;
    files.set(path, path);
  }
}

function addModules(files: Map<string, string>, { modules, release }: Kernel): void {
  const dependencies = new Map(
    readFileSync(join(modules, 'modules.dep'), 'utf8')
      .split('\n')
      .filter((line) => line.includes(':'))
      .map((line) => {
        const [path = '', needed = ''] = line.split(':');
        return [path, needed.split(' ').filter((other) => other !== '')] as const;
      }),
  );
  const to = `/lib/modules/${release}`;
  for (const [path, needed] of dependencies) {
    const name = basename(path)
      .replace(/\.ko.*/, '')
      .replaceAll('-', '_');
    if (!MODULES.some((wanted) => wanted.test(name))) continue;
    for (const file of [path, ...needed]) files.set(`${to}/${file}`, join(modules, file));
  }
  for (const name of readdirSync(modules)) {
    if (/^modules\.(?:dep|alias|symbols|softdep|builtin|devname|order)/.test(name))
      files.set(`${to}/${name}`, join(modules, name));
  }
}

/** Tells file systems apart without reading all of them. */
function contentKey(files: ReadonlyMap<string, string>): string {
  const hash = createHash('sha256');
  for (const [to, from] of files) {
    const { size, mtimeMs, mode } = statSync(from);
    hash.update(`${to}\0${from}\0${size}\0${mtimeMs}\0${mode}\n`);
  }
  return hash.digest('hex').slice(0, 16);
}
