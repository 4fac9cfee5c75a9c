// Times whole commands, in turn, in one run on one machine, and prints ratios of medians: `npm run bench`.
// Machines differ and are noisy, so that only the ratios are worth comparing.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { writeProject } from './definitions.mjs';

const ROUNDS = Number(process.env.ROUNDS ?? 11);
const COUNT = Number(process.env.COUNT ?? 1000);
const root = fileURLToPath(new URL('..', import.meta.url));
const lvsgen = join(root, 'dist/lvsgen.cjs');
const work = mkdtempSync(join(tmpdir(), 'lvsgen-bench-'));

try {
  const one = join(work, 'one');
  const many = join(work, 'many');
  const floor = join(work, 'floor.cjs');
  writeProject(one, 1);
  writeProject(many, COUNT);
  // Bundled like the command itself, so that only the work is compared.
  await build({
    entryPoints: [join(root, 'bench/floor.mjs')],
    outfile: floor,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    logLevel: 'warning',
  });

  print(`1 definition, ${ROUNDS} rounds`, [
    ['an empty Node', one, ['-e', '0']],
    ['lvsgen lint', one, [lvsgen, 'lint'], 1.75],
  ]);
  node(many, [lvsgen, 'render']);
  print(`${COUNT} definitions, ${ROUNDS} rounds`, [
    ['floor: yaml, compiled schema, one template', many, [floor, many]],
    ['lvsgen lint', many, [lvsgen, 'lint'], 1.5],
    ['lvsgen render (nothing to write)', many, [lvsgen, 'render'], 1.5],
    ['lvsgen render --check', many, [lvsgen, 'render', '--check'], 1.5],
    [
      'lvsgen render (everything to write)',
      many,
      [lvsgen, 'render'],
      undefined,
      () => rmSync(join(many, 'artifacts'), { recursive: true, force: true }),
    ],
  ]);
} finally {
  rmSync(work, { recursive: true, force: true });
}

/** The first command is the measure of the others. */
function print(title, commands) {
  const times = commands.map(() => []);
  for (let round = 0; round <= ROUNDS; round++) {
    for (const [index, [, cwd, args, , before]] of commands.entries()) {
      before?.();
      const start = performance.now();
      node(cwd, args);
      // The first round warms the caches.
      if (round > 0) times[index].push(performance.now() - start);
    }
  }
  const medians = times.map((values) => values.sort((a, b) => a - b)[values.length >> 1]);
  process.stdout.write(`${title}\n`);
  for (const [index, [name, , , bar]] of commands.entries()) {
    const ratio = medians[index] / medians[0];
    const verdict = bar === undefined ? '' : `  (bar ${bar}: ${ratio <= bar ? 'held' : 'MISSED'})`;
    process.stdout.write(
      `  ${medians[index].toFixed(0).padStart(6)} ms  ${ratio.toFixed(2).padStart(5)} x  ${name}${verdict}\n`,
    );
  }
}

function node(cwd, args) {
  const { status, stderr } = spawnSync(process.execPath, args, { cwd, encoding: 'utf8' });
  if (status !== 0) throw new Error(`node ${args.join(' ')} in ${cwd} exited with ${status}: ${stderr}`);
}
