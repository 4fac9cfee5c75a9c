import { createHash } from 'node:crypto';
import { openSync, renameSync, rmSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Duplex } from 'node:stream';
import { removeUnused, unfinished, use } from './cache.ts';
import type { CpioEntry } from './cpio.ts';
import type { Prepared } from './prepare.ts';
import { type QemuArguments, qemuArguments } from './qemu-arguments.ts';

/** Where the state of a machine that has just come up is kept: of the very same qemu, arguments, kernel and files. */
export function statePath(
  cache: string,
  { qemu, kernel, initrd }: Prepared,
  options: QemuArguments,
  files: readonly CpioEntry[],
): string {
  const hash = createHash('sha256');
  for (const path of [qemu, kernel.image]) {
    const { size, mtimeMs } = statSync(path);
    hash.update(`${path}\0${size}\0${mtimeMs}\n`);
  }
  // Its name tells its content.
  hash.update(basename(initrd));
  hash.update(JSON.stringify(qemuArguments(options)));
  for (const { path, content } of files) hash.update(`${path}\0`).update(content);
  return join(cache, `machine-${hash.digest('hex').slice(0, 16)}.state`);
}

/** A descriptor to read a state from; undefined when there is none. */
export function openState(path: string): number | undefined {
  try {
    const state = openSync(path, 'r');
    use(path);
    return state;
  } catch {
    return undefined;
  }
}

/** Writes a machine's state to a file, and lets the machine go on. @throws Error when qemu cannot. */
export async function saveState(monitor: Duplex, path: string): Promise<void> {
  const temporary = unfinished(path);
  const command = monitorOf(monitor);
  try {
    await command('qmp_capabilities');
    await command('migrate', { uri: `exec:cat >'${temporary.replaceAll("'", "'\\''")}'` });
    await reached(command, 'query-migrate', 'completed');
    // Only then does it take "cont": the migration is completed a moment before.
    await reached(command, 'query-status', 'postmigrate');
    renameSync(temporary, path);
    await command('cont');
  } finally {
    rmSync(temporary, { force: true });
  }
  removeUnused(dirname(path), /^machine-\w+\.state$/);
}

/** Asks until the status is the one. @throws Error when it cannot be reached any more. */
async function reached(command: Command, query: string, wanted: string): Promise<void> {
  for (;;) {
    const { status } = await command(query);
    if (status === wanted) return;
    if (status === 'failed' || status === 'cancelled') throw new Error(`migration has ${status}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

type Command = (execute: string, args?: object) => Promise<{ readonly status?: string }>;

interface Answer {
  readonly return?: { readonly status?: string };
  readonly error?: { readonly desc: string };
}

/** Commands of the QEMU Machine Protocol, one at a time. Events and the greeting are nobody's answer. */
function monitorOf(stream: Duplex): Command {
  let received = '';
  let take: ((answer: Answer) => void) | undefined;
  stream.on('data', (bytes: Buffer) => {
    const lines = (received + bytes.toString()).split('\n');
    received = lines.pop() ?? '';
    for (const line of lines) {
      const answer = JSON.parse(line) as Answer;
      if (answer.return !== undefined || answer.error !== undefined) take?.(answer);
    }
  });
  stream.on('close', () => take?.({ error: { desc: 'qemu has ended' } }));
  return (execute, args) =>
    new Promise((resolve, reject) => {
      take = ({ return: value, error }) => {
        if (value === undefined) reject(new Error(error?.desc ?? 'no answer'));
        else resolve(value);
      };
      stream.write(`${JSON.stringify({ execute, ...(args === undefined ? {} : { arguments: args }) })}\n`);
    });
}
