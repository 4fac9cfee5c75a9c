import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type CommandOptions, type CommandResult, cleanEnvironment, run } from './command.ts';

/** Without the code that V8 has kept of it, which does not count. */
const BUNDLE = fileURLToPath(new URL('../../dist/command.cjs', import.meta.url));

interface Coverage {
  readonly result: readonly {
    readonly functions: readonly { readonly ranges: readonly { readonly count: number }[] }[];
  }[];
}

/**
 * How many blocks of JavaScript a command runs, as V8's coverage counts them: the same on a slow machine as on a fast one, so
 * that a test can tell work that grows with the square of its input. What a native function does within one call is one.
 */
export function workOf(
  args: readonly string[],
  options: CommandOptions = {},
): CommandResult & { readonly blocks: number } {
  const folder = mkdtempSync(join(tmpdir(), 'lvsgen-work-'));
  try {
    const env = cleanEnvironment({ ...options.env, NODE_V8_COVERAGE: folder });
    const result = run(process.execPath, [BUNDLE, ...args], { ...options, env });
    return { ...result, blocks: readdirSync(folder).reduce((sum, file) => sum + blocksIn(folder, file), 0) };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function blocksIn(folder: string, file: string): number {
  const { result } = JSON.parse(readFileSync(join(folder, file), 'utf8')) as Coverage;
  let blocks = 0;
  for (const { functions } of result)
    for (const { ranges } of functions) for (const { count } of ranges) blocks += count;
  return blocks;
}
