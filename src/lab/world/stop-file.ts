import type { Lab } from './lab.ts';

/** Seconds that a program has for its end, beside what it may be waiting for. */
const PATIENCE = 30;

/**
 * Ends a program of the guest that goes on until a file is there, and waits until it has removed that: while a script waits the
 * machine's clock leaps ahead, and the program's own pauses cost nothing.
 *
 * @param seconds that the program may be waiting for something else.
 */
export async function writeStopFile(lab: Lab, host: string, file: string, seconds = 0): Promise<void> {
  const script = `: >${file}\nwhile [ -e ${file} ]; do sleep 0.05; done`;
  await lab.must(host, script, { seconds: seconds + PATIENCE });
}
