import { execFile } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** A network namespace with a /run and an IPVS table (kept by `ipvsadm-recorder`) of its own. */
export interface Host {
  readonly namespace: string;
  readonly directory: string;
}

export interface Result {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly env?: Readonly<Record<string, string>>;
  /** Folders before and after the rest of PATH. */
  readonly pathBefore?: readonly string[];
  readonly pathAfter?: readonly string[];
  /** Programs of /usr/sbin that are not there in this run. */
  readonly without?: readonly string[];
}

export interface Snapshot {
  readonly addresses: readonly string[];
  readonly routes: readonly string[];
  readonly sysctls: readonly string[];
  readonly nft: readonly string[];
  readonly ipvs: readonly string[];
  /** Thresholds, timeouts and sync daemons. */
  readonly ipvsSettings: readonly string[];
}

const recorder = fileURLToPath(new URL('ipvsadm-recorder', import.meta.url));
const hosts = new Set<Host>();
let count = 0;

/** Runs a program to its end; its exit status is a result, not an error. */
export function execute(program: string, args: readonly string[], env = process.env): Promise<Result> {
  return new Promise((resolve, reject) => {
    execFile(program, args, { env, timeout: 600_000 }, (error, stdout, stderr) => {
      if (error !== null && typeof error.code !== 'number') reject(error);
      else resolve({ status: error === null ? 0 : Number(error.code), stdout, stderr });
    });
  });
}

async function must(program: string, ...args: string[]): Promise<string> {
  const { status, stdout, stderr } = await execute(program, args);
  if (status !== 0) throw new Error(`${program} ${args.join(' ')}: exit ${status}: ${stderr}`);
  return stdout;
}

/** An arping that probes and announces nothing, at once, and logs its probes. */
const quickArping = `#!/bin/bash
if [ "$1" = -V ]; then echo 'arping from iputils (recorder)'; exit 0; fi
if [ "$1" = -D ]; then echo "arping $*" >>"$IPVSADM_DIR/arping.log"; fi
sleep "\${ARPING_SLEEP:-0}"
`;

/** A host with these interfaces, each up and with a carrier: `{ eth0: ['192.168.0.8/24'] }`. */
export async function createHost(
  interfaces: Readonly<Record<string, readonly string[]>> = {},
): Promise<Host> {
  count += 1;
  const namespace = `lvsgen-${process.pid}-${count}`;
  const directory = mkdtempSync(join(tmpdir(), 'lvsgen-host-'));
  const host = { namespace, directory };
  hosts.add(host);
  for (const folder of ['run', 'bin', 'arping', 'sbin']) mkdirSync(join(directory, folder));
  copyFileSync(recorder, join(directory, 'bin/ipvsadm'));
  chmodSync(join(directory, 'bin/ipvsadm'), 0o755);
  writeFileSync(join(directory, 'arping/arping'), quickArping, { mode: 0o755 });
  for (const name of [namespace, `${namespace}-wire`]) {
    await must('ip', 'netns', 'add', name);
    await must('ip', '-n', name, 'link', 'set', 'lo', 'up');
  }
  for (const [name, addresses] of Object.entries(interfaces)) {
    await must(
      'ip',
      '-n',
      namespace,
      'link',
      'add',
      name,
      'type',
      'veth',
      'peer',
      name,
      'netns',
      `${namespace}-wire`,
    );
    await must('ip', '-n', `${namespace}-wire`, 'link', 'set', name, 'up');
    await setUp(host, name, addresses);
  }
  return host;
}

/** A cable between two hosts. */
export async function connectHosts(
  [left, leftName, leftAddresses]: readonly [Host, string, readonly string[]],
  [right, rightName, rightAddresses]: readonly [Host, string, readonly string[]],
): Promise<void> {
  const peer = ['peer', rightName, 'netns', right.namespace];
  await must('ip', '-n', left.namespace, 'link', 'add', leftName, 'type', 'veth', ...peer);
  await setUp(left, leftName, leftAddresses);
  await setUp(right, rightName, rightAddresses);
}

async function setUp(host: Host, name: string, addresses: readonly string[]): Promise<void> {
  for (const address of addresses)
    await must('ip', '-n', host.namespace, 'addr', 'add', address, 'dev', name);
  await must('ip', '-n', host.namespace, 'link', 'set', name, 'up');
}

/** For `afterEach`: every host made so far. */
export async function removeHosts(): Promise<void> {
  for (const host of hosts) {
    for (const name of [host.namespace, `${host.namespace}-wire`])
      await execute('ip', ['netns', 'del', name]);
    rmSync(host.directory, { recursive: true, force: true });
  }
  hosts.clear();
}

/** What to start, instead of a program, for it to run on the host: its namespace, its /run, its ipvsadm. */
export function hostCommand(host: Host, argv: readonly string[], options: RunOptions = {}) {
  const before = [...(options.pathBefore ?? [join(host.directory, 'arping')]), join(host.directory, 'bin')];
  const prepare = `
    mount --bind "$1/run" /run
    if [ -e /usr/sbin/ipvsadm ]; then mount --bind "$1/bin/ipvsadm" /usr/sbin/ipvsadm; fi
    # The scripts have a PATH of their own: what stands in for a program is in its first folder.
    mount -t tmpfs tmpfs /usr/local/sbin
    IFS=: read -ra folders <<<"$3"
    shopt -s nullglob
    declare -A programs
    for folder in "\${folders[@]}"; do
      for program in "$folder"/*; do programs["\${program##*/}"]="\${programs["\${program##*/}"]-$program}"; done
    done
    if [ "\${#programs[@]}" -gt 0 ]; then ln -s "\${programs[@]}" /usr/local/sbin; fi
    if [ -n "$2" ]; then
      mount --bind /usr/sbin "$1/sbin"
      mount -t tmpfs tmpfs /usr/sbin
      ln -s "$1"/sbin/* /usr/sbin
      for program in $2; do rm "/usr/sbin/$program"; done
    fi
    shift 3
    exec "$@"`;
  const inside = [
    'bash',
    '-ec',
    prepare,
    'prepare',
    host.directory,
    (options.without ?? []).join(' '),
    before.join(':'),
    ...argv,
  ];
  const path = [...before, process.env['PATH'] ?? '', '/usr/sbin:/sbin', ...(options.pathAfter ?? [])];
  return {
    program: 'ip',
    args: ['netns', 'exec', host.namespace, 'unshare', '-m', '--propagation', 'private', ...inside],
    env: { ...process.env, IPVSADM_DIR: host.directory, PATH: path.join(':'), ...options.env },
  };
}

export function runOn(host: Host, argv: readonly string[], options: RunOptions = {}): Promise<Result> {
  const { program, args, env } = hostCommand(host, argv, options);
  return execute(program, args, env);
}

/** The calls of ipvsadm that changed something (or the probes of the default arping) since the last `clearLog`. */
export function readLog(host: Host, log: 'log' | 'arping.log' = 'log'): readonly string[] {
  try {
    return lines(readFileSync(join(host.directory, log), 'utf8'));
  } catch {
    return [];
  }
}

export function clearLog(host: Host): void {
  for (const log of ['log', 'arping.log']) rmSync(join(host.directory, log), { force: true });
}

const lines = (text: string): readonly string[] =>
  text
    .split('\n')
    .map((line) => line.trim().replace(/\s+/g, ' '))
    .filter((line) => line !== '');

/** What the scripts may change, without what changes by itself (counters, link-local addresses, their probes). */
export async function takeSnapshot(host: Host): Promise<Snapshot> {
  const on = async (...argv: string[]) => lines((await runOn(host, argv)).stdout);
  const conf =
    '/proc/sys/net/ipv4/conf/*/{accept,send}_redirects /proc/sys/net/ipv4/conf/*/{arp_*,forwarding}';
  const sysctls = await on('bash', '-c', `grep . /proc/sys/net/ipv4/ip_forward ${conf}`);
  const addresses = await on('ip', '-o', 'addr', 'show');
  return {
    addresses: addresses
      .filter((line) => !line.includes('inet6 fe80:'))
      .map((line) => line.replace(/^\d+: |\s*\\.*| tentative/g, '')),
    routes: await on('ip', 'route'),
    sysctls: sysctls.map((line) => line.replace('/proc/sys/', '').replace(':', '=').replace(/\//g, '.')),
    nft: await on('nft', '-s', 'list', 'ruleset'),
    ipvs: await on('ipvsadm', '-Sn'),
    ipvsSettings: await on(
      'bash',
      '-c',
      'ipvsadm -ln --thresholds; ipvsadm -l --timeout; ipvsadm -l --daemon',
    ),
  };
}
