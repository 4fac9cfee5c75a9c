import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { reasonOf } from '../diagnostic/attempt.ts';
import { OperationError } from '../diagnostic/failure.ts';

/**
 * The text of a file that comes with lvsgen: a schema, the page of a rule.
 *
 * @param path below the package's folder, with `/`.
 */
export function readAsset(path: string): string {
  try {
    return readFileSync(join(packageFolder(), path), 'utf8');
  } catch (error) {
    throw new OperationError(`lvsgen is not installed completely: ${reasonOf(error)}`);
  }
}

/** The nearest folder upwards with a package.json: of the bundle in dist/, and of a source file in src/. */
function packageFolder(): string {
  for (let folder = import.meta.dirname; ; folder = dirname(folder)) {
    if (existsSync(join(folder, 'package.json'))) return folder;
    if (folder === dirname(folder))
      throw new OperationError('lvsgen is not installed completely: no package.json');
  }
}
