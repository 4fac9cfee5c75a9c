import type { Readable, Writable } from 'node:stream';
import type { OperationError } from '../../diagnostic/failure.ts';
import type { RunOptions, ScriptResult } from './machine.ts';

/** Seconds for a script that says nothing else. */
const DEFAULT_SECONDS = 30;
/** What the other side gets to say that a script's time is over, in seconds: its clock may be behind on a busy host. */
const GRACE = 120;
/**
 * Scripts that run at the same time, but for those beside: with some hundred an emulated processor gets none of them to its end
 * in time. The others wait for their turn.
 */
const AT_ONCE = 64;
/** Bytes of a frame at most, and of its first line: what runs in the machine may say anything in the agent's place. */
const MOST = 64 * 1024 * 1024;
const MOST_HEADER = 200;
const HEADER = /^(?<id>\d+) (?<status>\d+) (?<time>\d+(?:\.\d+)?) (?<output>\d+) (?<errors>\d+)$/;

interface Waiting {
  readonly resolve: (result: ScriptResult) => void;
  readonly reject: (error: Error) => void;
  readonly timer: NodeJS.Timeout;
}

/** The near end of the agent in a machine: frames of `agent.pl` over two streams. */
export class AgentChannel {
  /** Resolves when the agent has said that it is there. */
  readonly ready: Promise<void>;
  private readonly output: Writable;
  private readonly waiting = new Map<string, Waiting>();
  /** What has come of frames that are not complete, its bytes, and how many it takes until one is. */
  private parts: Buffer[] = [];
  private length = 0;
  private needed = 0;
  private running = 0;
  private readonly queue: (() => void)[] = [];
  private failure: Error | undefined;
  private count = 0;
  private readonly failed: (reason: string) => OperationError;
  private onReady: { resolve: () => void; reject: (error: Error) => void } | undefined;

  /** @param failed makes the error for a machine that says nothing any more. */
  constructor(input: Readable, output: Writable, failed: (reason: string) => OperationError) {
    this.output = output;
    this.failed = failed;
    this.ready = new Promise((resolve, reject) => {
      this.onReady = { resolve, reject };
    });
    // Who waits for it sees it; nobody else has to.
    this.ready.catch(() => undefined);
    input.on('data', (bytes: Buffer) => this.take(bytes));
    output.on('error', () => undefined);
  }

  async run(host: string, script: string, options: RunOptions): Promise<ScriptResult> {
    if (options.isBeside === true) return this.send(host, script, options);
    if (this.running >= AT_ONCE) await new Promise<void>((resolve) => this.queue.push(resolve));
    else this.running += 1;
    try {
      return await this.send(host, script, options);
    } finally {
      // Whoever is next takes its place.
      const next = this.queue.shift();
      if (next === undefined) this.running -= 1;
      else next();
    }
  }

  private send(
    host: string,
    script: string,
    { input = '', seconds = DEFAULT_SECONDS, isBeside = false }: RunOptions,
  ): Promise<ScriptResult> {
    if (this.failure !== undefined) return Promise.reject(this.failure);
    this.count += 1;
    const id = String(this.count);
    const [text, bytes] = [Buffer.from(script), Buffer.from(input)];
    return new Promise((resolve, reject) => {
      const late = () => this.end(`it has not answered for ${seconds + GRACE} s`);
      const timer = setTimeout(late, (seconds + GRACE) * 1000);
      this.waiting.set(id, { resolve, reject, timer });
      this.output.write(
        Buffer.concat([
          Buffer.from(`${id} ${host} ${seconds} ${isBeside ? 1 : 0} ${text.length} ${bytes.length}\n`),
          text,
          bytes,
        ]),
      );
    });
  }

  /** Nothing more will come: whoever waits is told why. */
  end(reason: string): void {
    if (this.failure !== undefined) return;
    this.failure = this.failed(reason);
    this.onReady?.reject(this.failure);
    for (const { reject, timer } of this.waiting.values()) {
      clearTimeout(timer);
      reject(this.failure);
    }
    this.waiting.clear();
  }

  private take(bytes: Buffer): void {
    if (this.failure !== undefined) return;
    this.parts.push(bytes);
    this.length += bytes.length;
    if (this.length < this.needed) return;
    let received: Buffer = Buffer.concat(this.parts);
    for (let before = -1; before !== received.length; ) {
      before = received.length;
      received = this.takeFrame(received);
    }
    this.parts = [received];
    this.length = received.length;
  }

  /** What stands behind the first frame; all of it when that is not complete. */
  private takeFrame(received: Buffer): Buffer {
    this.needed = 0;
    const end = received.indexOf('\n');
    if (end < 0 && received.length <= MOST_HEADER) return received;
    const header = received.subarray(0, end).toString();
    if (header === 'ready') {
      this.onReady?.resolve();
      return received.subarray(end + 1);
    }
    const { id, status, time, output, errors } = HEADER.exec(header)?.groups ?? {};
    const middle = end + 1 + Number(output);
    const last = middle + Number(errors);
    if (id === undefined || last > MOST) {
      this.end('what it says is no answer');
      return received;
    }
    if (received.length < last) {
      this.needed = last;
      return received;
    }
    const waiting = this.waiting.get(id);
    this.waiting.delete(id);
    clearTimeout(waiting?.timer);
    waiting?.resolve({
      status: Number(status),
      stdout: received.subarray(end + 1, middle).toString(),
      stderr: received.subarray(middle, last).toString(),
      time: Number(time),
    });
    return received.subarray(last);
  }
}
