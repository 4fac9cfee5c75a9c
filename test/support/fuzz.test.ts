import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';

const FUZZ = fileURLToPath(new URL('../../scripts/fuzz.mjs', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'lvsgen-fuzz-'));

afterAll(() => rmSync(folder, { recursive: true }));

/** With a program in the place of the tests. */
function fuzz(args: readonly string[], tests: string) {
  const npx = join(folder, 'npx');
  writeFileSync(npx, `#!/bin/sh\n${tests}\n`);
  chmodSync(npx, 0o755);
  const env = { ...process.env, PATH: `${folder}:${process.env['PATH']}` };
  const { status, stdout, stderr } = spawnSync(process.execPath, [FUZZ, ...args], {
    env,
    encoding: 'utf8',
    timeout: 60_000,
  });
  return { status, stdout, stderr };
}

test.each([
  ['--minutes', 'Infinity'],
  ['--minutes', '40000'],
  ['--minutes', '0'],
  ['--minutes', 'ten'],
  ['--seed', ''],
  ['--seed', 'one'],
])('%s "%s" is refused', (...args) => {
  expect(fuzz(args, 'exit 1')).toEqual({
    status: 2,
    stdout: '',
    stderr: 'usage: npm run fuzz -- [--minutes N] [--seed N]\n',
  });
});

test('a round that its timer ends has not failed', () => {
  const { status, stdout } = fuzz(['--minutes', '0.02'], 'exec sleep 600');
  expect(stdout).toContain('the time is up');
  expect(status).toBe(0);
});

test('a round with a seed of its own has all the time', () => {
  expect(fuzz(['--seed', '7', '--minutes', '0.0001'], 'sleep 0.1').stdout).toContain('no round failed');
  expect(fuzz(['--seed', '7'], 'exit 1').stdout).toContain('failed: npm run fuzz -- --seed 7');
});
