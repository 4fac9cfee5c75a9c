import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import type { Duplex, Readable } from 'node:stream';
import { OperationError } from '../../diagnostic/failure.ts';
import { AgentChannel } from './agent-channel.ts';
import { ConsoleLog } from './boot-log.ts';
import { type CpioEntry, cpioArchive } from './cpio.ts';
import { ITSELF, type Machine, type RunOptions, type ScriptResult } from './machine.ts';
import { FD, type QemuArguments, qemuArguments } from './qemu-arguments.ts';
import { saveState } from './saved-state.ts';

const BOOT_SECONDS = 60;

export interface QemuOptions extends QemuArguments {
  readonly program: string;
  readonly initrd: string;
  /** A descriptor of a state to go on from, instead of booting. */
  readonly state?: number | undefined;
  /** What comes on top of the first file system: initrds add up. */
  readonly files: readonly CpioEntry[];
  /** Where the initrd that is made of both parts is written. */
  readonly folder: string;
  readonly writeFile: (path: string, parts: readonly Uint8Array[]) => void;
}

/** A virtual machine: no network card, no disk, no privilege; it ends with this process. */
export class QemuMachine implements Machine {
  readonly description: string;
  readonly programFolder = '/lab';
  readonly workFolder = '/lab/work';
  private readonly child: ChildProcess;
  private readonly channel: AgentChannel;
  private readonly monitor: Duplex;
  private readonly log = new ConsoleLog();
  readonly ended: Promise<void>;

  private constructor(options: QemuOptions) {
    const { program, kernel, accelerator, shell, state } = options;
    this.description = `Linux ${kernel.release} in qemu (${accelerator})`;
    const initrd = `${options.folder}/initrd`;
    options.writeFile(initrd, [readFileSync(options.initrd), cpioArchive(options.files)]);
    const incoming = state === undefined ? [] : ['-incoming', `fd:${FD.state}`];
    this.child = spawn(program, [...qemuArguments(options, initrd), ...incoming], {
      stdio: [
        ...([shell ? 'inherit' : 'ignore', shell ? 'inherit' : 'pipe', 'pipe', 'pipe', 'pipe'] as const),
        ...(state === undefined ? [] : [state]),
      ],
      // An interrupt on the terminal is for lvsgen, which ends the machine in order.
      detached: !shell,
    });
    for (const stream of [this.child.stdout, this.child.stderr])
      if (stream !== null) this.log.listenTo(stream as Readable);
    const agent = this.child.stdio[FD.agent] as Duplex;
    this.monitor = this.child.stdio[FD.monitor] as Duplex;
    this.monitor.on('error', () => undefined);
    this.channel = new AgentChannel(agent, agent, (reason) => this.failed(reason));
    this.ended = new Promise((resolve) => {
      this.child.on('error', (error) => {
        this.channel.end(error.message);
        resolve();
      });
      this.child.on('exit', (code, signal) => {
        this.channel.end(`qemu has ended with ${signal ?? `status ${code}`}`);
        resolve();
      });
    });
  }

  /** @throws OperationError with the console's last lines when it does not come up in time. */
  static async boot(options: QemuOptions, seconds = BOOT_SECONDS): Promise<QemuMachine> {
    const machine = new QemuMachine(options);
    const timer = setTimeout(
      () => machine.channel.end(`it has not come up within ${seconds} s`),
      seconds * 1000,
    );
    try {
      // From a state it does not say that it is ready: it has done so before.
      await (options.state === undefined ? machine.channel.ready : machine.run(ITSELF, ':'));
      return machine;
    } catch (error) {
      await machine.close();
      throw error;
    } finally {
      clearTimeout(timer);
    }
  }

  run(host: string, script: string, options: RunOptions = {}): Promise<ScriptResult> {
    return this.channel.run(host, script, options);
  }

  /** Keeps its state in a file, to go on from another time. @throws Error when qemu cannot. */
  save(path: string): Promise<void> {
    return saveState(this.monitor, path);
  }

  async close(): Promise<void> {
    this.child.kill('SIGKILL');
    await this.ended;
  }

  private failed(reason: string): OperationError {
    const lines = this.log.lastLines(20);
    const shown = lines.length === 0 ? 'It has said nothing.' : 'It said last:';
    return new OperationError(`the lab's virtual machine: ${reason}. ${shown}`, lines);
  }
}
