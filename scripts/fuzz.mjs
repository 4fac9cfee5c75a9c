// The tests over random input with new seeds, round after round: npm run fuzz -- --minutes 10 [--seed N]
// Ends with status 1 when a round has failed, and says how each such round is repeated.
import { spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { globSync } from 'tinyglobby';

/** A week. A timer of more than 24 days would end at once. */
const MOST_MINUTES = 7 * 24 * 60;

const root = fileURLToPath(new URL('..', import.meta.url));
const { values } = parseArgs({
  options: { minutes: { type: 'string', default: '10' }, seed: { type: 'string' } },
});
const minutes = Number(values.minutes);
if (!(minutes > 0 && minutes <= MOST_MINUTES) || !/^\d+$/.test(values.seed ?? '0')) {
  console.error('usage: npm run fuzz -- [--minutes N] [--seed N]');
  process.exit(2);
}

const drawsAtRandom = (file) =>
  /from 'fast-check'|properties\.ts'/.test(readFileSync(`${root}/${file}`, 'utf8'));
const files = globSync('test/**/*.test.ts', { cwd: root }).filter(drawsAtRandom).sort();
const end = Date.now() + minutes * 60_000;

/**
 * Runs all files with a seed. A round of a new seed ends with its first fault, or when the time is up.
 *
 * @returns the exit status, undefined where the time was up before the round was over, and what was printed.
 */
async function round(seed) {
  const isNew = values.seed === undefined;
  const child = spawn(
    'npx',
    ['vitest', 'run', '--project', 'all', ...(isNew ? ['--bail', '1'] : []), ...files],
    {
      cwd: root,
      env: { ...process.env, FC_SEED: seed, NO_COLOR: '1' },
      // A group of its own, so that the end of the time ends keepalived and the workers, too.
      detached: true,
    },
  );
  const endGroup = () => process.kill(-child.pid, 'SIGTERM');
  const stop = () => {
    endGroup();
    process.exit(130);
  };
  process.once('SIGINT', stop);
  let wasEnded = false;
  const endRound = () => {
    wasEnded = child.exitCode === null && child.signalCode === null;
    endGroup();
  };
  const clock = isNew ? setTimeout(endRound, end - Date.now()) : undefined;
  const [output, errors, [status]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'exit'),
  ]);
  clearTimeout(clock);
  process.removeListener('SIGINT', stop);
  return { status: wasEnded && status !== 1 ? undefined : status, output: output + errors };
}

const failed = [];
for (let turn = 1; turn === 1 || (Date.now() < end && values.seed === undefined); turn++) {
  const seed = values.seed ?? String(randomInt(2 ** 31));
  console.log(`round ${turn}: seed ${seed}, ${files.length} files`);
  const { status, output } = await round(seed);
  if (status === undefined) console.log('the time is up: no test of this round that has ended has failed');
  else if (status !== 0) {
    failed.push(seed);
    console.log(output);
  }
}
for (const seed of failed) console.log(`failed: npm run fuzz -- --seed ${seed}`);
console.log(failed.length === 0 ? 'no round failed' : `${failed.length} rounds failed`);
process.exit(failed.length === 0 ? 0 : 1);
