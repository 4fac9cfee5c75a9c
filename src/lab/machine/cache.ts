import { mkdirSync, readdirSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { attempt } from '../../diagnostic/attempt.ts';

/**
 * How many files of a kind are kept: for other versions of lvsgen, of programs and of kernels beside this one, which may run at the
 * same time.
 */
const KEPT = 3;

/** Seconds after which what a laboratory was writing when it was killed is nobody's work any more. */
const ABANDONED = 3600;
/** Names of what somebody is writing, or was. */
const UNFINISHED = /^(?:initrd|libraries|machine)-\w+\.\w+\.\d+$|^download-/;

/** Where kernels, file systems and states of machines are kept: `$XDG_CACHE_HOME/lvsgen`. */
export function cacheFolder(): string {
  const { XDG_CACHE_HOME: folder } = process.env;
  return join(folder?.startsWith('/') ? folder : join(homedir(), '.cache'), 'lvsgen');
}

/** Does what writes to the cache. @throws OperationError that says where that is, when the system refuses. */
export function inCache<Result>(cache: string, action: () => Result): Result {
  return attempt(`the lab cannot write to ${cache}, and XDG_CACHE_HOME may name another place`, action);
}

/** Where a file is written before it gets its name: nobody sees half of one. */
export const unfinished = (path: string): string => `${path}.${process.pid}`;

/**
 * Writes a file of the cache, whole or not at all, and removes the oldest of its kind. An error of the system's is not caught.
 *
 * @param kind matches the names of the kind.
 */
export function keep(cache: string, path: string, content: string | Uint8Array, kind: RegExp): void {
  mkdirSync(cache, { recursive: true });
  try {
    writeFileSync(unfinished(path), content);
    renameSync(unfinished(path), path);
  } finally {
    discard(unfinished(path));
  }
  removeUnused(cache, kind);
}

/** Notes that a file is in use. A cache that cannot be written is as good to read. */
export function use(path: string): void {
  const now = new Date();
  try {
    utimesSync(path, now, now);
  } catch {}
}

/**
 * Removes all but the last used files of a kind, and what was left unfinished. A machine that runs has its file open, or has
 * read it.
 *
 * @param name matches the names of the kind.
 */
export function removeUnused(cache: string, name: RegExp): void {
  const unused = listed(cache).filter(({ entry }) => name.test(entry));
  for (const { path } of unused.sort((a, b) => b.used - a.used).slice(KEPT)) rmSync(path, { force: true });
  removeAbandoned(cache);
}

/** Removes what others have left unfinished. */
export function removeAbandoned(cache: string): void {
  const latest = Date.now() - ABANDONED * 1000;
  for (const { entry, path, used } of listed(cache))
    if (UNFINISHED.test(entry) && used < latest) rmSync(path, { recursive: true, force: true });
}

/** What is in the cache, with the time at which each was last used, as far as others leave it there. */
function listed(cache: string): { entry: string; path: string; used: number }[] {
  return readdirSync(cache).flatMap((entry) => {
    const path = join(cache, entry);
    const used = statSync(path, { throwIfNoEntry: false })?.mtimeMs;
    return used === undefined ? [] : [{ entry, path, used }];
  });
}

/** Removes a file that is of no use, where the system allows it. */
export function discard(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {}
}
