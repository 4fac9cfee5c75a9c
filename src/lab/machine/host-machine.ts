import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { release, tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { OperationError } from '../../diagnostic/failure.ts';
import { guest } from '../../generated/guest.js';
import { AgentChannel } from './agent-channel.ts';
import type { Machine, RunOptions, ScriptResult } from './machine.ts';
import { INSIDE, installCommand, missingPrograms } from './programs.ts';

/** The kernel that lvsgen itself runs on: the hosts are namespaces of it, and nothing outside of them is changed. */
export class HostMachine implements Machine {
  readonly description: string;
  readonly programFolder: string;
  readonly workFolder: string;
  readonly ownsFiles = false;
  readonly ended: Promise<void>;
  private readonly child: ChildProcess;
  private readonly channel: AgentChannel;
  private readonly folder: string;

  private constructor(folder: string) {
    this.folder = folder;
    this.programFolder = folder;
    this.workFolder = join(folder, 'work');
    this.description = `Linux ${release()}, this host's own`;
    mkdirSync(this.workFolder);
    for (const [name, text] of Object.entries(guest))
      writeFileSync(join(folder, name), text, { mode: 0o755 });
    this.child = spawn('perl', [join(folder, 'agent.pl'), this.workFolder], {
      stdio: ['pipe', 'pipe', 'ignore'],
      detached: true,
    });
    const failed = (reason: string) => new OperationError(`the lab on this host: ${reason}`);
    this.channel = new AgentChannel(this.child.stdout as Readable, this.child.stdin as Writable, failed);
    this.ended = new Promise((resolve) => {
      this.child.on('error', ({ message }) => {
        this.channel.end(message);
        resolve();
      });
      this.child.on('exit', () => {
        this.channel.end('its agent has ended');
        resolve();
      });
    });
  }

  /** @throws OperationError when this is not root, or the kernel has no IPVS. */
  static async start(): Promise<HostMachine> {
    if (process.getuid?.() !== 0) throw new OperationError('--host needs root, for network namespaces');
    const missing = missingPrograms(INSIDE);
    if (missing.length > 0) throw new OperationError(`the lab needs ${installCommand(missing)}`);
    try {
      execFileSync('unshare', ['--net', 'ipvsadm', '-Ln'], { stdio: 'pipe' });
    } catch {
      throw new OperationError(
        "--host needs ip_vs in this host's kernel, and a way to use it in a network namespace: without, use --vm",
      );
    }
    const machine = new HostMachine(mkdtempSync(join(tmpdir(), 'lvsgen-lab-')));
    await machine.channel.ready;
    return machine;
  }

  run(host: string, script: string, options: RunOptions = {}): Promise<ScriptResult> {
    return this.channel.run(host, script, options);
  }

  /** The agent ends with its input, and ends all hosts; their processes hold nothing else. */
  async close(): Promise<void> {
    this.child.stdin?.end();
    await this.ended;
    rmSync(this.folder, { recursive: true, force: true });
  }
}
