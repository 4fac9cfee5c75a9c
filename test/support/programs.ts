import { spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

const folders = (process.env['PATH'] ?? '').split(delimiter).concat('/usr/local/sbin', '/usr/sbin', '/sbin');

/** A name with `::` is a module of Perl. */
function isInstalled(program: string): boolean {
  if (program.includes('::')) return spawnSync('perl', [`-M${program}`, '-e', '1']).status === 0;
  return folders.some((folder) => {
    try {
      accessSync(join(folder, program), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

/**
 * Whether a suite that needs these programs, and root for network namespaces, can run: for `describe.runIf()`.
 * Where it cannot, a laptop says so and goes on; CI must not, so it throws there.
 */
export function requirePrograms(programs: readonly string[], { root = false } = {}): boolean {
  const missing = programs.filter((program) => !isInstalled(program));
  if (root && process.getuid?.() !== 0) missing.push('(root)');
  if (missing.length === 0) return true;
  const message = `needs what is missing here: ${missing.join(' ')}`;
  if (process.env['CI'] === 'true') throw new Error(message);
  console.warn(`skipped: ${message}`);
  return false;
}
