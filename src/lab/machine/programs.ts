import { spawnSync } from 'node:child_process';
import { accessSync, constants, realpathSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** A program that the lab needs, and the package of Debian and Ubuntu that has it. */
export interface Program {
  readonly name: string;
  readonly packageName: string;
}

const of = (packageName: string, ...names: string[]): Program[] =>
  names.map((name) => ({ name, packageName }));

/** What stands in the machine, beside what is there to look around with. */
export const INSIDE: readonly Program[] = [
  ...of('bash', 'bash'),
  ...of('coreutils', 'basename', 'cat', 'chmod', 'cp', 'date', 'dirname', 'head', 'hostname', 'ln', 'ls'),
  ...of(
    'coreutils',
    'mkdir',
    'mv',
    'rm',
    'seq',
    'sha256sum',
    'sleep',
    'sort',
    'tail',
    'touch',
    'tr',
    'true',
    'wc',
  ),
  ...of('grep', 'grep'),
  ...of('sed', 'sed'),
  ...of('util-linux', 'flock', 'nsenter', 'setsid', 'unshare'),
  ...of('mount', 'mount', 'umount'),
  ...of('perl-base', 'perl'),
  ...of('kmod', 'modprobe'),
  ...of('procps', 'sysctl'),
  ...of('iproute2', 'ip'),
  ...of('iputils-arping', 'arping'),
  ...of('nftables', 'nft'),
  ...of('ipvsadm', 'ipvsadm'),
  ...of('keepalived', 'keepalived'),
];

/** Taken along where the host has them: for a look around with `--keep`, and for scripts of old. */
export const WELCOME: readonly string[] = [
  ...['awk', 'bridge', 'curl', 'diff', 'dmesg', 'find', 'ifconfig', 'iptables', 'kill', 'less', 'nc', 'ping'],
  ...['ps', 'route', 'ss', 'stty', 'tcpdump', 'top', 'vi', 'xargs'],
];

/** Terminals that a person may sit at, as terminfo has them. */
export const TERMINALS: readonly string[] = [
  'linux',
  'xterm',
  'xterm-256color',
  'screen',
  'screen-256color',
  'tmux',
  'tmux-256color',
  'vt100',
];

const FOLDERS = ['/usr/local/sbin', '/usr/local/bin', '/usr/sbin', '/usr/bin', '/sbin', '/bin'];

/** Where a program is, links not followed; undefined when it is nowhere. */
export function findProgram(name: string): string | undefined {
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), ...FOLDERS];
  return folders
    .filter((folder) => folder.startsWith('/'))
    .map((folder) => join(folder, name))
    .find((path) => {
      try {
        accessSync(path, constants.X_OK);
        return true;
      } catch {
        return false;
      }
    });
}

/** The version of the keepalived that is tried, such as `2.2.7`; of one that is missing, that of none. */
export function keepalivedVersion(): string {
  const path = findProgram('keepalived');
  if (path === undefined) return NO_VERSION;
  const { stderr } = spawnSync(path, ['--version'], { encoding: 'utf8' });
  return /^Keepalived v(\d+\.\d+\.\d+)/m.exec(stderr ?? '')?.[1] ?? NO_VERSION;
}

/** So new that it knows all: who is missing is missed later. */
const NO_VERSION = '99.0.0';

/** Those of the programs that are nowhere. */
export function missingPrograms(programs: readonly Program[]): Program[] {
  return programs.filter(({ name }) => findProgram(name) === undefined);
}

/** Speaks TLS in the lab's real servers. */
export const TLS_MODULE: Program = { name: "Perl's Net::SSLeay", packageName: 'libnet-ssleay-perl' };

/** The files of the module that speaks TLS, with all that it loads; none where it is missing. */
export function tlsModuleFiles(): string[] {
  const script = 'print map { "$_\\n" } values %INC, @DynaLoader::dl_shared_objects';
  const { status, stdout } = spawnSync('perl', ['-MNet::SSLeay', '-e', script], { encoding: 'utf8' });
  return status === 0 ? linesOf(stdout).sort() : [];
}

const linesOf = (text: string): string[] => text.split('\n').filter((line) => line !== '');

/** The command that brings programs. */
export function installCommand(programs: readonly Program[]): string {
  const packages = [...new Set(programs.map(({ packageName }) => packageName))];
  return `apt-get install --no-install-recommends ${packages.join(' ')}`;
}

/** The shared libraries of programs and their loader, by the paths at which they look for them; none of a static one. */
export function librariesOf(...paths: readonly string[]): string[] {
  // It fails for a static one, and goes on with the others. C.UTF-8 or not: only the words of a failure are translated.
  const { stdout } = spawnSync(
    'ldd',
    paths.map((path) => realpathSync(path)),
    {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
      maxBuffer: 64 * 1024 * 1024,
    },
  );
  const found = (stdout ?? '').matchAll(/(?:=> |^\s*)(\/\S+) \(0x/gm);
  return [...new Set([...found].map(([, library = '']) => library))];
}
