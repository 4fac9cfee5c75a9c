import {
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  openSync,
  readFileSync,
  realpathSync,
  statSync,
} from 'node:fs';
import { basename, dirname, join, relative, sep } from 'node:path';
import { attempt } from '../diagnostic/attempt.ts';
import { OperationError } from '../diagnostic/failure.ts';

/** What a path leads to, links followed; undefined when that is nothing. @throws OperationError */
export function kindOf(path: string): 'file' | 'folder' | undefined {
  const stat = attempt(`cannot use ${path}`, () => {
    try {
      return statSync(path, { throwIfNoEntry: false });
    } catch (error) {
      // A loop of links leads nowhere, too.
      if ((error as NodeJS.ErrnoException).code === 'ELOOP') return undefined;
      throw error;
    }
  });
  if (stat === undefined) return undefined;
  return stat.isDirectory() ? 'folder' : 'file';
}

/** Whether there is something, be it a link that leads nowhere. @throws OperationError */
export function exists(path: string): boolean {
  return attempt(`cannot use ${path}`, () => lstatSync(path, { throwIfNoEntry: false })) !== undefined;
}

/** Whether `path` is `folder` or lies in it, by their names. */
export function isInside(folder: string, path: string): boolean {
  return path === folder || path.startsWith(folder.endsWith(sep) ? folder : `${folder}${sep}`);
}

/**
 * Makes sure that no link on the way to a folder of the project leads out of it: a pull request could show or change
 * files elsewhere with one. A folder that is not there yet is held to the part of its way that is.
 *
 * @param folder relative to `root`.
 * @throws OperationError
 */
export function refuseLinkOut(root: string, folder: string): void {
  attempt(`cannot use ${folder}`, () => {
    let path = join(root, folder);
    while (path !== root && lstatSync(path, { throwIfNoEntry: false }) === undefined) path = dirname(path);
    if (isInside(realpathSync(root), realpathSync(path))) return;
    throw new OperationError(`${folder} is a link that leads out of the project`);
  });
}

/**
 * A path in a project by the folders that really hold it: two spellings of one place become one.
 *
 * @param kind a link to a folder is the folder; a link to a file is itself.
 * @throws OperationError when the place is not in the project.
 */
export function withoutLinks(root: string, path: string, kind: 'file' | 'folder'): string {
  return attempt(`cannot use ${path}`, () => {
    const realRoot = realpathSync(root);
    const real = kind === 'folder' ? realpathSync(path) : join(realpathSync(dirname(path)), basename(path));
    if (isInside(realRoot, real)) return join(root, relative(realRoot, real));
    throw new OperationError(`${relative(root, path)} is a link that leads out of the project`);
  });
}

/** What {@link readRegularFile} can find in place of a file's content. */
export type NotRead = 'link' | 'special';

/**
 * The bytes of a regular file, or why there are none. Never follows a link and never waits for a FIFO, even when one
 * takes the file's place in this moment.
 *
 * @param most more bytes are not read: the file's size is given instead.
 * @throws Error of the system.
 */
export function readRegularFile(path: string, most = Number.POSITIVE_INFINITY): Buffer | NotRead | number {
  const before = lstatSync(path);
  if (before.isSymbolicLink()) return 'link';
  if (!before.isFile()) return 'special';
  return readListedFile(path, most).content;
}

/**
 * The same for a path that a listing of its folder has shown to be a regular file's, and whether its owner may execute
 * it. @throws Error of the system, also when a link has taken the file's place.
 */
export function readListedFile(
  path: string,
  most = Number.POSITIVE_INFINITY,
): { content: Buffer | 'special' | number; isExecutable: boolean } {
  const file = openSync(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0));
  try {
    const stat = fstatSync(file);
    const isExecutable = process.platform === 'win32' || (stat.mode & 0o100) !== 0;
    if (!stat.isFile()) return { content: 'special', isExecutable };
    return { content: stat.size > most ? stat.size : readFileSync(file), isExecutable };
  } finally {
    closeSync(file);
  }
}
