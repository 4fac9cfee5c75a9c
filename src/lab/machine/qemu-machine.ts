import { type ChildProcess, spawn } from 'node:child_process';
import type { Duplex, Readable } from 'node:stream';
import { OperationError } from '../../diagnostic/failure.ts';
import { AgentChannel } from './agent-channel.ts';
import { ConsoleLog } from './boot-log.ts';
import { ITSELF, type Machine, type RunOptions, type ScriptResult } from './machine.ts';
import { FD, type QemuArguments, qemuArguments } from './qemu-arguments.ts';
import { saveState } from './saved-state.ts';

const BOOT_SECONDS = 180;
/** The second serial port, as the machine calls it. */
const SHELL_PORT = '/dev/ttyS1';

export interface QemuOptions extends QemuArguments {
  readonly program: string;
  /** A descriptor of the first file system. */
  readonly initrd: number;
  /** A descriptor of a state to go on from, instead of booting. */
  readonly state?: number | undefined;
}

/** A person at a terminal. */
export interface Person {
  readonly input: NodeJS.ReadStream;
  readonly output: NodeJS.WriteStream;
  /** Its kind, as TERM has it. */
  readonly kind: string;
}

/** A virtual machine: no network card, no disk, no privilege; it ends with this process, in whatever way that ends. */
export class QemuMachine implements Machine {
  readonly description: string;
  readonly programFolder = '/lab';
  readonly workFolder = '/lab/work';
  readonly ownsFiles = true;
  private readonly child: ChildProcess;
  private readonly channel: AgentChannel;
  private readonly monitor: Duplex;
  private readonly log = new ConsoleLog();
  readonly ended: Promise<void>;

  private constructor(options: QemuOptions) {
    const { program, kernel, accelerator, shell, initrd, state } = options;
    this.description = `Linux ${kernel.release} in qemu (${accelerator})`;
    const incoming = state === undefined ? [] : ['-incoming', `fd:${FD.state}`];
    const lifeline = ['--pdeathsig', 'KILL', program];
    this.child = spawn('setpriv', [...lifeline, ...qemuArguments(options), ...incoming], {
      stdio: ['ignore', 'pipe', 'pipe', 'pipe', 'pipe', initrd, state ?? 'ignore', shell ? 'pipe' : 'ignore'],
      // An interrupt on the terminal is for lvsgen, which ends the machine.
      detached: true,
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
      await (options.state === undefined ? machine.channel.ready : machine.run(ITSELF, ''));
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

  /** Gives a person a shell in the machine, until that ends, and the machine with it. */
  async shell({ input, output, kind }: Person): Promise<void> {
    const line = (this.child.stdio as readonly unknown[])[FD.shell] as Duplex;
    const size = () => `rows ${output.rows} cols ${output.columns}`;
    const resize = () => {
      this.run(ITSELF, `stty ${size()} <${SHELL_PORT}`).catch(() => undefined);
    };
    output.on('resize', resize);
    input.setRawMode(true);
    input.pipe(line);
    line.pipe(output, { end: false });
    try {
      await this.run(
        ITSELF,
        `TERM=${/^[\w.+-]+$/.test(kind) ? kind : 'dumb'} setsid --fork --ctty bash /lab/shell.sh ${size()} <>${SHELL_PORT} >&0 2>&0`,
      );
      await this.ended;
    } finally {
      output.off('resize', resize);
      input.unpipe(line);
      input.setRawMode(false);
      input.pause();
    }
  }

  /** Keeps its state in a file, to go on from another time. @throws Error when qemu cannot. */
  async save(path: string): Promise<void> {
    try {
      await saveState(this.monitor, path);
    } catch (error) {
      // The program that writes it has said why.
      throw new Error([(error as Error).message, ...this.log.lastLines(1)].join(': '));
    }
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
