// The tests over random input with new seeds, round after round: npm run fuzz -- --minutes 10 [--seed N]
// Ends with status 1 when a round has failed, and says how each such round is repeated.
import { spawnSync } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { globSync } from 'tinyglobby';

const root = fileURLToPath(new URL('..', import.meta.url));
const { values } = parseArgs({
  options: { minutes: { type: 'string', default: '10' }, seed: { type: 'string' } },
});
const minutes = Number(values.minutes);
if (!(minutes > 0) || !/^\d*$/.test(values.seed ?? '')) {
  console.error('usage: npm run fuzz -- [--minutes N] [--seed N]');
  process.exit(2);
}

const drawsAtRandom = (file) =>
  /from 'fast-check'|properties\.ts'/.test(readFileSync(`${root}/${file}`, 'utf8'));
const files = globSync('test/**/*.test.ts', { cwd: root }).filter(drawsAtRandom).sort();
const failed = [];
const end = Date.now() + minutes * 60_000;
for (let round = 1; round === 1 || (Date.now() < end && values.seed === undefined); round++) {
  const seed = values.seed ?? String(randomInt(2 ** 31));
  console.log(`round ${round}: seed ${seed}, ${files.length} files`);
  const { status, signal, stdout, stderr } = spawnSync(
    'npx',
    ['vitest', 'run', '--project', 'all', ...files],
    {
      cwd: root,
      env: { ...process.env, FC_SEED: seed, NO_COLOR: '1' },
      encoding: 'utf8',
      maxBuffer: 2 ** 30,
    },
  );
  if (signal !== null) process.exit(3);
  if (status === 0) continue;
  failed.push(seed);
  console.log(`${stdout}${stderr}`);
}
for (const seed of failed) console.log(`failed: npm run fuzz -- --seed ${seed}`);
console.log(failed.length === 0 ? 'no round failed' : `${failed.length} rounds failed`);
process.exit(failed.length === 0 ? 0 : 1);
