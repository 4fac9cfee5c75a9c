import { type ChildProcessByStdio, execFileSync, spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import type { Host } from '../../src/model/repository.ts';

/** What these functions need: for `requirePrograms()`. */
export const KEEPALIVED_PROGRAMS = ['keepalived', 'ip', 'unshare', 'bash', 'timeout'] as const;
/** What {@link keepalivedDump} needs besides, to say something of virtual servers without ip_vs in the kernel. */
export const DUMP_PROGRAMS = [...KEEPALIVED_PROGRAMS, 'cc'] as const;

const ENVIRONMENT = { ...process.env, PATH: `${process.env['PATH'] ?? ''}:/usr/sbin:/sbin` };

export interface NetworkInterface {
  readonly name: string;
  /** With prefix lengths: `192.168.0.8/24`. */
  readonly addresses: readonly string[];
}

export interface KeepalivedResult {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** A text for `/etc/keepalived/lvsgen-secrets.conf`; absent: there is no such file. */
export interface KeepalivedOptions {
  readonly secrets?: string;
}

/** What `keepalived -t` answers when it has nothing to say. */
export const ACCEPTED: KeepalivedResult = { status: 0, stdout: '', stderr: '' };

/** What is installed: its version, and the parts that were compiled in. */
export function installedKeepalived(): { readonly version: string; readonly options: readonly string[] } {
  const { stderr } = spawnSync('keepalived', ['-v'], { encoding: 'utf8', env: ENVIRONMENT });
  const find = (pattern: RegExp) => pattern.exec(stderr)?.[1] ?? '';
  return { version: find(/^Keepalived v([\d.]+)/m), options: find(/^Config options: +(.*)$/m).split(' ') };
}

/** Fails where a file that is included is missing; 2.1 does so without being asked, and does not know the option. */
const allConfig = /^2\.1\./.test(installedKeepalived().version) ? '' : '-e';

/** Runs the real `keepalived -t` on a host that has these interfaces, up and with a carrier. */
export function keepalivedTest(
  conf: string,
  interfaces: readonly NetworkInterface[],
  options: KeepalivedOptions = {},
): Promise<KeepalivedResult> {
  return inTurn(async (machine) => {
    const path = await prepare(machine, conf, interfaces, options);
    const status = await machine.run(
      `timeout -s KILL 300 keepalived -t ${allConfig} -f ${path} >${machine.out} 2>${machine.err} </dev/null`,
    );
    return { status, stdout: readFileSync(machine.out, 'utf8'), stderr: readFileSync(machine.err, 'utf8') };
  });
}

/**
 * Starts the real keepalived and gives the lines in which one of its processes (`vrrp` for instances, `check` for
 * virtual servers) prints the configuration that it has read. It is killed before it does anything with it.
 */
export function keepalivedDump(
  conf: string,
  interfaces: readonly NetworkInterface[],
  part: 'vrrp' | 'check',
  options: KeepalivedOptions = {},
): Promise<string[]> {
  return inTurn(async (machine) => {
    const path = await prepare(machine, conf, interfaces, options);
    const pids = ['-p', '-r', '-c'].map((option) => `${option} ${machine.directory}/pid${option}`).join(' ');
    const preload = part === 'check' ? `LD_PRELOAD=${machine.pretendIpvs()}` : '';
    const end = part === 'check' ? 'Activating BFD|Stopped' : '< Interfaces >|exited';
    const status = await machine.run(
      // The file of the call before must not be taken for this one's.
      `: >${machine.out}
      ${preload} keepalived ${part === 'check' ? '-C' : '-P'} -n -l -G -d ${allConfig} -f ${path} ${pids} >${machine.out} 2>&1 </dev/null &
      for ((tries = 0; tries < 500; tries++)); do
        if grep -qE '${end}' ${machine.out} || ! kill -0 $! 2>/dev/null; then break; fi
        sleep 0.01
      done
      [ $$ -eq 1 ] && kill -9 -1; wait 2>/dev/null; rm -f ${machine.directory}/pid*; test $tries -lt 500`,
    );
    const log = readFileSync(machine.out, 'utf8');
    if (status !== 0) throw new Error(`keepalived printed no configuration:\n${log}`);
    return log.split('\n').map((line) => line.replace(/^\w{3} \w{3} +\d+ [\d:]{8} \d{4}: ?/, ''));
  });
}

/** The interfaces of a host in all its clusters, as its definitions describe them; one without an address has that of its link alone. */
export function interfacesOf(host: Host): NetworkInterface[] {
  const addresses = new Map<string, string[]>();
  for (const { director } of host.directors) {
    for (const { name } of director.links) addresses.set(name, addresses.get(name) ?? []);
    for (const { name, address } of director.interfaces) {
      const known = addresses.get(name) ?? [];
      if (!known.includes(address.text)) known.push(address.text);
      addresses.set(name, known);
    }
  }
  return [...addresses].map(([name, texts]) => ({ name, addresses: texts }));
}

let shared: Promise<Machine> | undefined;
let last: Promise<unknown> = Promise.resolve();

/** One machine serves a test file's calls, one after the other: it costs 30 ms, a configuration 7 ms. */
function inTurn<Result>(work: (machine: Machine) => Promise<Result>): Promise<Result> {
  shared ??= Machine.start();
  const machine = shared;
  const result = last.then(async () => work(await machine));
  last = result.catch(() => {});
  return result;
}

async function prepare(
  machine: Machine,
  conf: string,
  interfaces: readonly NetworkInterface[],
  { secrets }: KeepalivedOptions,
): Promise<string> {
  const path = join(machine.directory, 'keepalived.conf');
  writeFileSync(path, conf);
  const secretsPath = join(machine.directory, 'etc/lvsgen-secrets.conf');
  if (secrets === undefined) rmSync(secretsPath, { force: true });
  else writeFileSync(secretsPath, secrets);
  await machine.setInterfaces(interfaces);
  return path;
}

/**
 * A shell in namespaces of its own (network, processes, mounts), with an `/etc/keepalived` of its own, that takes
 * commands. It ends with this process, whose end of the pipe closes, and removes its folder.
 */
class Machine {
  readonly directory: string;
  readonly out: string;
  readonly err: string;
  private readonly shell: ChildProcessByStdio<Writable, Readable, null>;
  private readonly answers: AsyncIterator<string>;
  private interfaces: readonly NetworkInterface[] = [];
  private pool = 0;
  private library: string | undefined;

  static async start(): Promise<Machine> {
    const machine = new Machine();
    const ready = await machine.run(
      `trap 'rm -rf ${machine.directory}' EXIT; export LC_ALL=C TZ=UTC
      mount --bind ${machine.directory}/etc /etc/keepalived && ip link set lo up && exec 2>/dev/null`,
    );
    if (ready !== 0) throw new Error('no namespace for keepalived');
    return machine;
  }

  private constructor() {
    this.directory = mkdtempSync(join(tmpdir(), 'lvsgen-keepalived-'));
    mkdirSync(join(this.directory, 'etc'));
    this.out = join(this.directory, 'out');
    this.err = join(this.directory, 'err');
    const asRoot = process.getuid?.() === 0 ? [] : ['--map-root-user'];
    const namespaces = ['--net', '--mount', '--pid', '--fork', '--kill-child', '--mount-proc'];
    this.shell = spawn('unshare', [...asRoot, ...namespaces, '--propagation', 'private', 'bash', '-s'], {
      stdio: ['pipe', 'pipe', 'inherit'],
      env: ENVIRONMENT,
    });
    this.answers = createInterface(this.shell.stdout)[Symbol.asyncIterator]();
  }

  /** Runs a command that prints nothing on standard output, and gives its exit status. */
  async run(command: string): Promise<number> {
    this.shell.stdin.write(`${command}\necho $?\n`);
    const { value, done } = await this.answers.next();
    if (done === true) throw new Error('the shell for keepalived has ended: are namespaces allowed here?');
    return Number(value);
  }

  /** Interfaces are renamed, not made anew: that costs 1 ms in place of 20. */
  async setInterfaces(interfaces: readonly NetworkInterface[]): Promise<void> {
    if (JSON.stringify(interfaces) === JSON.stringify(this.interfaces)) return;
    const commands: string[] = [];
    this.interfaces.forEach(({ name }, index) => {
      commands.push(
        `link set dev ${name} down`,
        `addr flush dev ${name}`,
        `link set dev ${name} name ${spare(index)}`,
      );
    });
    for (; this.pool < interfaces.length; this.pool++) {
      // Its other end has a name that no definition can have.
      commands.push(`link add dev ${spare(this.pool)} type veth peer name ~${this.pool}`);
      commands.push(`link set dev ~${this.pool} up`);
    }
    interfaces.forEach(({ name, addresses }, index) => {
      commands.push(`link set dev ${spare(index)} name ${name}`, `link set dev ${name} up`);
      for (const address of addresses) {
        commands.push(`addr add ${address} dev ${name}${address.includes(':') ? ' nodad' : ''}`);
      }
    });
    const path = join(this.directory, 'interfaces');
    writeFileSync(path, `${commands.join('\n')}\n`);
    const status = await this.run(`ip -batch ${path} >${this.out} 2>&1 </dev/null`);
    if (status !== 0) throw new Error(`${readFileSync(this.out, 'utf8')}${commands.join('\n')}`);
    this.interfaces = interfaces;
  }

  /** The library that stands in for ip_vs, compiled once. */
  pretendIpvs(): string {
    if (this.library === undefined) {
      this.library = join(this.directory, 'pretend-ipvs.so');
      const source = fileURLToPath(new URL('pretend-ipvs.c', import.meta.url));
      execFileSync('cc', ['-shared', '-fPIC', '-o', this.library, source]);
    }
    return this.library;
  }
}

function spare(index: number): string {
  return `=${index}`;
}
