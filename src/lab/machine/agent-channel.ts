import type { Readable, Writable } from 'node:stream';
import type { OperationError } from '../../diagnostic/failure.ts';
import type { RunOptions, ScriptResult } from './machine.ts';

/** Seconds for a script that says nothing else. */
const DEFAULT_SECONDS = 30;
/** What the other side gets to say that a script's time is over, in seconds: its clock may be behind on a busy host. */
const GRACE = 40;

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
  private received: Buffer = Buffer.alloc(0);
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

  run(
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
    this.received = this.received.length === 0 ? bytes : Buffer.concat([this.received, bytes]);
    for (let frame = this.nextFrame(); frame !== undefined; frame = this.nextFrame()) {
      const { id, ...result } = frame;
      const waiting = this.waiting.get(id);
      this.waiting.delete(id);
      clearTimeout(waiting?.timer);
      waiting?.resolve(result);
    }
  }

  private nextFrame(): (ScriptResult & { id: string }) | undefined {
    const end = this.received.indexOf('\n');
    if (end < 0) return undefined;
    const header = this.received.subarray(0, end).toString();
    if (header === 'ready') {
      this.received = this.received.subarray(end + 1);
      this.onReady?.resolve();
      return this.nextFrame();
    }
    const [id = '', status, time, outLength, errLength] = header.split(' ');
    const middle = end + 1 + Number(outLength);
    const last = middle + Number(errLength);
    if (this.received.length < last) return undefined;
    const stdout = this.received.subarray(end + 1, middle).toString();
    const stderr = this.received.subarray(middle, last).toString();
    this.received = this.received.subarray(last);
    return { id, status: Number(status), stdout, stderr, time: Number(time) };
  }
}
