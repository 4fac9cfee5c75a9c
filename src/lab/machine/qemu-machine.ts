import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import type { Duplex, Readable } from 'node:stream';
import { OperationError } from '../../diagnostic/failure.ts';
import { AgentChannel } from './agent-channel.ts';
import { ConsoleLog } from './boot-log.ts';
import { type CpioEntry, cpioArchive } from './cpio.ts';
import type { Kernel } from './kernel.ts';
import type { Machine, RunOptions, ScriptResult } from './machine.ts';

const BOOT_SECONDS = 60;

export interface QemuOptions {
  readonly program: string;
  readonly kernel: Kernel;
  readonly initrd: string;
  /** What comes on top of the first file system: initrds add up. */
  readonly files: readonly CpioEntry[];
  readonly accelerator: 'kvm' | 'tcg';
  /** Megabytes. */
  readonly memory: number;
  /** A shell on the terminal, beside the checks. */
  readonly shell: boolean;
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
  private readonly log = new ConsoleLog();
  readonly ended: Promise<void>;

  private constructor(options: QemuOptions) {
    const { program, kernel, accelerator, shell } = options;
    this.description = `Linux ${kernel.release} in qemu (${accelerator})`;
    const initrd = `${options.folder}/initrd`;
    options.writeFile(initrd, [readFileSync(options.initrd), cpioArchive(options.files)]);
    this.child = spawn(program, qemuArguments(options, initrd), {
      stdio: [shell ? 'inherit' : 'ignore', shell ? 'inherit' : 'pipe', 'pipe', 'pipe'],
      // An interrupt on the terminal is for lvsgen, which ends the machine in order.
      detached: !shell,
    });
    for (const stream of [this.child.stdout, this.child.stderr])
      if (stream !== null) this.log.listenTo(stream as Readable);
    const agent = this.child.stdio[3] as Duplex;
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
      await machine.channel.ready;
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

function qemuArguments({ kernel, accelerator, memory, shell }: QemuOptions, initrd: string): string[] {
  // Without address randomisation what was translated of a library once serves every program: a program starts in a
  // quarter of the time.
  const fast = ['norandmaps', 'nokaslr', 'mitigations=off'];
  const words = ['console=ttyS0', 'panic=-1', 'quiet', ...fast, ...(shell ? ['lab.shell'] : [])];
  return [
    ...['-nodefaults', '-no-user-config', '-no-reboot', '-display', 'none', '-nic', 'none'],
    ...['-accel', accelerator, '-cpu', accelerator === 'kvm' ? 'host' : 'max'],
    ...['-m', String(memory), '-smp', '2'],
    ...['-kernel', kernel.image, '-initrd', initrd, '-append', words.join(' ')],
    ...['-chardev', `stdio,id=tty${shell ? ',signal=off' : ''}`, '-serial', 'chardev:tty'],
    ...['-chardev', 'socket,id=agent,fd=3', '-device', 'virtio-serial-pci'],
    ...['-device', 'virtserialport,chardev=agent,name=agent'],
  ];
}
