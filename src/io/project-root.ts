import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The project's settings, at its root. */
export const SETTINGS_FILE = 'lvsgen.yaml';

/** The nearest folder upwards with `lvsgen.yaml`, else the root of the git repository; undefined when there is neither. */
export function findProjectRoot(from: string): string | undefined {
  return nearestWith(from, SETTINGS_FILE) ?? nearestWith(from, '.git');
}

function nearestWith(from: string, name: string): string | undefined {
  for (let folder = from; ; folder = dirname(folder)) {
    if (existsSync(join(folder, name))) return folder;
    if (folder === dirname(folder)) return undefined;
  }
}
