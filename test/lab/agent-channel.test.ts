import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { OperationError } from '../../src/diagnostic/failure.ts';
import { AgentChannel } from '../../src/lab/machine/agent-channel.ts';
import { ITSELF } from '../../src/lab/machine/machine.ts';
import { requirePrograms } from '../support/programs.ts';

const failed = (reason: string) => new OperationError(reason);

/** A channel on which an agent has said this, in these pieces, and what became of a script. */
async function heard(...pieces: readonly string[]): Promise<unknown> {
  const input = new PassThrough();
  const channel = new AgentChannel(input, new PassThrough(), failed);
  const result = channel.run(ITSELF, ':', {}).catch(({ message }: Error) => message);
  for (const piece of pieces) {
    input.write(piece);
    await new Promise((resolve) => setImmediate(resolve));
  }
  const outcome = await Promise.race([
    result,
    new Promise((resolve) => setImmediate(resolve, 'nothing yet')),
  ]);
  channel.end('over');
  return outcome;
}

describe("the channel to a machine's agent", () => {
  const answer = { status: 3, time: 1.5, stdout: 'out\n', stderr: 'err' };

  test('takes an answer in whatever pieces it comes', async () => {
    const text = 'ready\n1 3 1.5 4 3\nout\nerr';
    expect(await heard(text)).toEqual(answer);
    expect(await heard(...text)).toEqual(answer);
    expect(await heard('ready\n1 3 1.5 4 3\nou', 't\ner', 'r2 0 1.6 0 0\n')).toEqual(answer);
  });

  test('waits for one that is not complete, and leaves one to nobody alone', async () => {
    expect(await heard('ready\n1 3 1.5 4 3\nout\ner')).toBe('nothing yet');
    expect(await heard('7 0 1 2 0\nno')).toBe('nothing yet');
  });

  test.each([
    ['words', '1 3 1.5 x y\n'],
    ['a negative length', '1 3 1.5 -9 0\n'],
    ['a length without an end', '1 3 1.5 1e999 0\n'],
    ['more than it may be', `1 3 1.5 ${65 * 1024 * 1024} 0\n`],
    ['a line without an end', 'x'.repeat(1000)],
    ['nothing', '\n'],
  ])('ends for %s in place of an answer', async (_, text) => {
    expect(await heard(text)).toBe('what it says is no answer');
  });

  test('survives any number of greetings', async () => {
    expect(await heard('ready\n'.repeat(100_000), '1 3 1.5 4 3\nout\nerr')).toEqual(answer);
  });
});

describe('scripts at the same time', () => {
  /** The ids of the scripts that have been sent. */
  const sent = (output: PassThrough) =>
    [...String(output.read() ?? '').matchAll(/^(\d+) - /gm)].map(([, id]) => Number(id));
  const settle = () => new Promise((resolve) => setImmediate(resolve));

  test('are 64, beside those that wait for nobody; the next one begins when one has ended', async () => {
    const [input, output] = [new PassThrough(), new PassThrough()];
    const channel = new AgentChannel(input, output, failed);
    const run = (options = {}) => channel.run(ITSELF, ':\n', options);
    const results = Array.from({ length: 66 }, () => run());
    await settle();
    expect(sent(output)).toHaveLength(64);
    results.push(run({ isBeside: true }));
    await settle();
    expect(sent(output)).toEqual([65]);
    input.write('7 0 1 0 0\n');
    await settle();
    expect(sent(output)).toEqual([66]);
    channel.end('over');
    const outcomes = await Promise.allSettled(results);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });
});

describe.runIf(requirePrograms(['perl']))('the agent', () => {
  test('ends a script that writes without an end, and goes on', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'lvsgen-test-'));
    const program = fileURLToPath(new URL('../../src/lab/guest/agent.pl', import.meta.url));
    const agent = spawn('perl', [program, join(folder, 'work')], { stdio: ['pipe', 'pipe', 'ignore'] });
    const ended = new Promise((resolve) => agent.on('exit', resolve));
    try {
      const channel = new AgentChannel(agent.stdout, agent.stdin, failed);
      const { status, stdout } = await channel.run(ITSELF, 'exec yes', {});
      expect({ status, length: stdout.length }).toEqual({ status: 153, length: 16 * 1024 * 1024 });
      expect(await channel.run(ITSELF, 'echo next', {})).toMatchObject({ status: 0, stdout: 'next\n' });
    } finally {
      agent.stdin.end();
      await ended;
      rmSync(folder, { recursive: true });
    }
  });
});
