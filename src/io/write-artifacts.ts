import { randomBytes } from 'node:crypto';
import {
  lstatSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmdirSync,
  rmSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { asFailure, attempt } from '../diagnostic/attempt.ts';
import { OperationError } from '../diagnostic/failure.ts';
import { compareText } from '../diagnostic/finding.ts';
import { type ArtifactFolder, parentOf } from './artifact-folder.ts';
import { guardStaging } from './staging-guard.ts';

/** What has to be done below the artifacts folder, by paths with `/`. */
export interface WritePlan {
  readonly write: ReadonlyMap<string, { readonly content: string; readonly isExecutable: boolean }>;
  readonly remove: readonly string[];
  /** The name of the files that list the others of their folder. */
  readonly list: string;
}

/** From a place in the staging folder to one below the artifacts folder. */
interface Move {
  readonly from: string;
  readonly to: string;
}

const STAGING = '.lvsgen-';
const ABANDONED = /^\.lvsgen-([1-9][0-9]{0,9})-[0-9a-f]{16}$/;

/**
 * Writes and removes. Everything new is complete in a staging folder before the first file is put in its place, and
 * each is put there by a rename: a run that ends early, however it ends, leaves every file either old or new. At any
 * moment each of our files is on a list, so that the next run, whatever it wants, knows what it may remove: a file goes
 * before its list, and comes after it.
 *
 * @throws OperationError; with nothing changed, when something cannot be staged or a place is not a file's.
 */
export function writeArtifacts(artifacts: ArtifactFolder, { write, remove, list }: WritePlan): void {
  if (artifacts.isFolder('')) attempt('cannot tidy up', () => removeAbandoned(artifacts.path));
  if (write.size === 0 && remove.length === 0) return;
  // At random, because a link that waits in this place must not be met.
  const staging = join(artifacts.path, `${STAGING}${process.pid}-${randomBytes(8).toString('hex')}`);
  const guard = guardStaging(staging);
  try {
    mkdirSync(artifacts.path, { recursive: true });
    mkdirSync(staging);
    const moves = stage(artifacts, staging, write);
    const [lists, others] = partition(moves, ({ to }) => isNamed(to, list));
    const [removedLists, removedOthers] = partition(remove, (path) => isNamed(path, list));
    for (const path of [...removedOthers, ...removedLists]) removeFile(artifacts.path, path);
    for (const move of [...lists, ...others]) put(artifacts.path, move);
    removeEmptyFolders(artifacts.path, remove);
  } catch (error) {
    throw asFailure(error, 'cannot write artifacts');
  } finally {
    rmSync(staging, { recursive: true, force: true });
    guard.release();
  }
}

function isNamed(path: string, name: string): boolean {
  return path === name || path.endsWith(`/${name}`);
}

function partition<Item>(items: readonly Item[], isFirst: (item: Item) => boolean): [Item[], Item[]] {
  return [items.filter(isFirst), items.filter((item) => !isFirst(item))];
}

/** Writes all files into the staging folder. A folder that is not there yet is staged, and later renamed, as a whole. */
function stage(artifacts: ArtifactFolder, staging: string, files: WritePlan['write']): Move[] {
  const moves = new Map<string, Move>();
  for (const [path, { content, isExecutable }] of files) {
    const folder = parentOf(path);
    for (let above = folder; above !== ''; above = parentOf(above)) {
      if (files.has(above))
        throw new OperationError(`${above} would have to be a file and a folder: rename a host`);
    }
    const isNew = folder !== '' && !artifacts.isFolder(folder);
    if (!isNew) artifacts.hasFile(path);
    const to = isNew ? folder : path;
    let move = moves.get(to);
    if (move === undefined) {
      move = { from: join(staging, String(moves.size)), to };
      moves.set(to, move);
      if (isNew) mkdirSync(move.from);
    }
    const place = isNew ? join(move.from, path.slice(folder.length + 1)) : move.from;
    writeFileSync(place, content, { flag: 'wx', mode: isExecutable ? 0o755 : 0o644 });
  }
  // A folder before the folders in it.
  return [...moves.values()].sort((a, b) => compareText(a.to, b.to));
}

function put(root: string, { from, to }: Move): void {
  const folder = parentOf(to);
  if (folder !== '') mkdirSync(join(root, folder), { recursive: true });
  try {
    renameSync(from, join(root, to));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOTEMPTY') throw error;
    // Another run has just made this folder.
    for (const name of readdirSync(from)) renameSync(join(from, name), join(root, to, name));
  }
}

function removeFile(root: string, path: string): void {
  try {
    unlinkSync(join(root, path));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
}

/** The folders that removals have left empty, and those above them. */
function removeEmptyFolders(root: string, removed: readonly string[]): void {
  for (const path of new Set(removed.map(parentOf))) {
    for (let folder = path; folder !== '' && isEmpty(join(root, folder)); folder = parentOf(folder)) {
      rmdirSync(join(root, folder));
    }
  }
}

function isEmpty(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined && readdirSync(path).length === 0;
}

/** What a run that was killed has left, where not even its guard could tidy up. */
function removeAbandoned(root: string): void {
  for (const name of readdirSync(root)) {
    const [, pid] = ABANDONED.exec(name) ?? [];
    if (pid !== undefined && !isRunning(Number(pid)))
      rmSync(join(root, name), { recursive: true, force: true });
  }
}

/** Whether another process has this id. Ours was an earlier one's: in a container all are the same. */
function isRunning(pid: number): boolean {
  if (pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
