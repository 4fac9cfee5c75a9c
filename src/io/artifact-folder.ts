import { type Dirent, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { attempt, reasonOf } from '../diagnostic/attempt.ts';
import { OperationError } from '../diagnostic/failure.ts';
import { compareText } from '../diagnostic/finding.ts';
import { kindOf, readListedFile, refuseLinkOut } from './files.ts';

/** Far more than the most that a definition can be rendered to. */
const MAX_ARTIFACT_BYTES = 128 * 1024 * 1024;

type EntryKind = 'file' | 'folder' | 'link' | 'other';

/** A file of the artifacts folder. */
export interface ArtifactFile {
  readonly text: string;
  /** By its owner; always where a system knows no such thing. */
  readonly isExecutable: boolean;
}

/**
 * The folder of the artifacts. All paths are relative to it, with `/`, and `''` is the folder itself. It never follows
 * a link on its way, so that a pull request cannot make it read or write elsewhere.
 */
export class ArtifactFolder {
  /** Absolute. */
  readonly path: string;
  /** What each folder holds: each is listed once. */
  private readonly listings = new Map<string, ReadonlyMap<string, EntryKind>>();

  /**
   * @param root the project's folder; @param folder relative to it.
   * @throws OperationError when the folder is, through a link, outside the project.
   */
  constructor(root: string, folder: string) {
    this.path = join(root, folder);
    refuseLinkOut(root, folder);
    if (kindOf(this.path) === 'file') throw new OperationError(`${this.path} is not a folder`);
  }

  /**
   * A file, or undefined when there is none. A link counts as none: lvsgen writes no links, and puts a file in its
   * place.
   *
   * @throws OperationError when something else that is no regular file has its name.
   */
  read(path: string): ArtifactFile | undefined {
    if (!this.hasFile(path)) return undefined;
    const full = join(this.path, path);
    const { content, isExecutable } = attempt(`cannot read ${full}`, () =>
      readListedFile(full, MAX_ARTIFACT_BYTES),
    );
    if (typeof content === 'number')
      throw new OperationError(
        `${full} has ${content} bytes, and no file that lvsgen writes has more than ${MAX_ARTIFACT_BYTES}`,
      );
    if (!Buffer.isBuffer(content)) throw new OperationError(`${full} is not a regular file`);
    return { text: content.toString('utf8'), isExecutable };
  }

  /** Whether a file is there, as {@link read} has it. @throws OperationError as there. */
  hasFile(path: string): boolean {
    const kind = this.kindOf(path);
    if (kind === undefined || kind === 'link') return false;
    if (kind !== 'file') throw new OperationError(`${join(this.path, path)} is not a regular file`);
    return true;
  }

  /** The folders at or below `top` that hold a file of this name, sorted. Hidden folders are left out. */
  foldersWith(fileName: string, top: string): string[] {
    const found: string[] = [];
    const pending = this.isFolder(top) ? [top] : [];
    for (let folder = pending.pop(); folder !== undefined; folder = pending.pop()) {
      for (const [name, kind] of this.list(folder)) {
        if (kind === 'folder' && !name.startsWith('.'))
          pending.push(folder === '' ? name : `${folder}/${name}`);
        else if (name === fileName && kind === 'file') found.push(folder);
      }
    }
    return found.sort(compareText);
  }

  /** What stands right in the folder, sorted. Hidden names, and those of a README, are left out. */
  entries(): string[] {
    if (!this.isFolder('')) return [];
    return [...this.list('').keys()].filter((name) => !/^(?:\.|readme)/i.test(name)).sort(compareText);
  }

  /**
   * Whether the folder is there.
   *
   * @throws OperationError when it, or something on the way to it, is a link or a file.
   */
  isFolder(path: string): boolean {
    if (path === '') return kindOf(this.path) === 'folder';
    const kind = this.kindOf(path);
    if (kind !== undefined && kind !== 'folder')
      throw new OperationError(`${join(this.path, path)} is not a folder`);
    return kind !== undefined;
  }

  private kindOf(path: string): EntryKind | undefined {
    const folder = parentOf(path);
    if (folder !== '' && !this.isFolder(folder)) return undefined;
    return this.list(folder).get(path.slice(folder === '' ? 0 : folder.length + 1));
  }

  private list(folder: string): ReadonlyMap<string, EntryKind> {
    let listing = this.listings.get(folder);
    if (listing === undefined) {
      listing = new Map(readEntries(join(this.path, folder)).map((entry) => [entry.name, entryKind(entry)]));
      this.listings.set(folder, listing);
    }
    return listing;
  }
}

/** The folder of a path with `/`; empty for a name alone. */
export function parentOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

function entryKind(entry: Dirent): EntryKind {
  if (entry.isFile()) return 'file';
  if (entry.isDirectory()) return 'folder';
  return entry.isSymbolicLink() ? 'link' : 'other';
}

function readEntries(path: string): Dirent[] {
  try {
    return readdirSync(path, { withFileTypes: true });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw new OperationError(`cannot read ${path}: ${reasonOf(error)}`);
  }
}
