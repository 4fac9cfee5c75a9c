import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { globSync } from 'tinyglobby';

const root = fileURLToPath(new URL('../..', import.meta.url));
/** What the generated modules and the command are made of. */
const SOURCES = ['src', 'schemas', 'templates', 'scripts', 'package.json', 'package-lock.json'];
const STAMP = join(root, 'dist/.built');

/**
 * That the committed modules are fresh; then all generated ones, and the command that tests run. Nothing is done when nothing has
 * changed since the last time.
 */
export function setup(): void {
  const stamp = fingerprint();
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === stamp) return;
  for (const script of [['scripts/generate.mjs', '--check'], ['scripts/build.mjs']]) {
    execFileSync(process.execPath, script, { cwd: root, stdio: 'inherit' });
  }
  writeFileSync(STAMP, fingerprint());
}

/** The sum of all sources, and of what was made of them. */
function fingerprint(): string {
  const sum = createHash('sha256').update(process.version);
  const made = ['dist/*.cjs', 'dist/*.code'];
  for (const path of globSync([...SOURCES, ...made], { cwd: root }).sort())
    sum.update(`\0${path}\0`).update(readFileSync(join(root, path)));
  return sum.digest('hex');
}
