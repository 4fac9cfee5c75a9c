import { execFileSync } from 'node:child_process';

/** That the committed modules are fresh; then all generated ones, and the command that tests run. */
export function setup(): void {
  for (const script of [['scripts/generate.mjs', '--check'], ['scripts/build.mjs']]) {
    execFileSync(process.execPath, script, { stdio: 'inherit' });
  }
}
