import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { attempt, reasonOf } from '../diagnostic/attempt.ts';
import { compareText } from '../diagnostic/finding.ts';
import type { DefinitionFile } from '../load/definition-file.ts';
import { MAX_DEFINITION_BYTES } from '../load/text.ts';
import { kindOf, readRegularFile, refuseLinkOut } from './files.ts';
import { SETTINGS_FILE } from './project-root.ts';

/** Files that are definitions, by their names. */
export const DEFINITION_NAME = /\.ya?ml$/;

/**
 * The definitions below a folder, relative to `root`, with `/`, sorted by name. Hidden files and folders are left out;
 * links are listed, but not followed, so that a loop of them ends and {@link readDefinition} can refuse them.
 *
 * @throws OperationError when a folder cannot be read.
 */
export function listDefinitions(root: string, folder: string): string[] {
  refuseLinkOut(root, folder);
  const found: string[] = [];
  const pending = [folder];
  for (let current = pending.pop(); current !== undefined; current = pending.pop()) {
    const path = join(root, current);
    for (const entry of attempt(`cannot read ${path}`, () => readdirSync(path, { withFileTypes: true }))) {
      if (entry.name.startsWith('.')) continue;
      const name = current === '' ? entry.name : `${current}/${entry.name}`;
      // Nobody can open it by that name: it is refused when it is read.
      if (isGarbled(entry.name) && (entry.isDirectory() || DEFINITION_NAME.test(entry.name)))
        found.push(name);
      else if (entry.isDirectory()) pending.push(name);
      // A link to a folder would hide definitions: it is listed, and refused when it is read.
      else if (entry.isSymbolicLink() && kindOf(join(root, name)) === 'folder') found.push(name);
      else if (DEFINITION_NAME.test(entry.name) && name !== SETTINGS_FILE) found.push(name);
    }
  }
  return found.sort(compareText);
}

/** Reads one definition. Only regular files: a link could show what lies outside the repository, a FIFO never ends. */
export function readDefinition(root: string, file: string): DefinitionFile {
  if (isGarbled(file)) return { file, problem: 'the name is not UTF-8', hint: 'rename the file or folder' };
  try {
    const read = readRegularFile(join(root, file), MAX_DEFINITION_BYTES);
    if (read === 'link')
      return { file, problem: 'the file is a symbolic link', hint: 'put the file itself here' };
    if (read === 'special') return { file, problem: 'this is not a regular file' };
    if (typeof read !== 'number') return { file, bytes: read };
    return { file, problem: `the file has ${read} bytes, the most is ${MAX_DEFINITION_BYTES}` };
  } catch (error) {
    return { file, problem: `cannot read the file: ${reasonOf(error)}` };
  }
}

/** Whether a name has bytes that are not UTF-8: node puts U+FFFD in their place. */
function isGarbled(name: string): boolean {
  return name.includes('\uFFFD');
}
