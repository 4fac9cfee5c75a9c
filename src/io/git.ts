import { execFileSync } from 'node:child_process';
import { OperationError, UsageError } from '../diagnostic/failure.ts';
import { quote } from '../diagnostic/quote.ts';
import { DEFINITION_NAME } from './definitions.ts';

const MAX_OUTPUT = 1024 * 1024 * 1024;
/**
 * No program of the repository's own is run. A bare repository that lies among the files is none: a pull request could bring
 * one, with revisions and a configuration to its liking.
 */
const SETTINGS = ['core.hooksPath=/dev/null', 'core.fsmonitor=false', 'safe.bareRepository=explicit'].flatMap(
  (setting) => ['-c', setting],
);

/** The files of a project as they were at a revision. Runs nothing that the repository's configuration names. */
export class GitRevision {
  private readonly root: string;
  private readonly commit: string;

  /**
   * @param root the project's folder, in a git work tree.
   * @throws UsageError when git does not know the revision.
   */
  constructor(root: string, revision: string) {
    this.root = root;
    this.git(['rev-parse', '--git-dir']);
    const commit = this.commitOf(revision);
    if (commit === undefined) throw new UsageError(`git knows no revision ${quote(revision)} in ${root}`);
    this.commit = commit;
  }

  /**
   * Regular files below a folder of the project whose names match, by their paths: their bytes. As on the disk, hidden
   * files and folders are left out.
   */
  readAll(folder: string, name: RegExp = DEFINITION_NAME): Map<string, Uint8Array> {
    const entries = this.git(['ls-tree', '-r', '-z', this.commit, '--', `./${folder}`])
      .toString()
      .split('\0')
      .flatMap((line) => {
        const [, mode, id, path] = /^([0-9]+) blob ([0-9a-f]+)\t(.*)$/s.exec(line) ?? [];
        return id !== undefined &&
          path !== undefined &&
          mode !== '120000' &&
          isSeen(path.slice(folder.length)) &&
          name.test(path)
          ? [{ id, path }]
          : [];
      });
    const contents = this.readObjects(entries.map(({ id }) => id));
    return new Map(entries.map(({ path }, index) => [path, contents[index] as Uint8Array]));
  }

  /** Undefined where git knows none. What excludes a revision, `^HEAD`, is none by itself. */
  private commitOf(revision: string): string | undefined {
    try {
      const words = ['rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{commit}`];
      const id = this.git(words).toString().trim();
      return /^[0-9a-f]+$/.test(id) ? id : undefined;
    } catch {
      return undefined;
    }
  }

  private readObjects(ids: readonly string[]): Uint8Array[] {
    if (ids.length === 0) return [];
    const output = this.git(['cat-file', '--batch'], `${ids.join('\n')}\n`);
    const contents: Uint8Array[] = [];
    let at = 0;
    for (const id of ids) {
      const headerEnd = output.indexOf(10, at);
      const size = Number(output.subarray(at, headerEnd).toString().split(' ')[2]);
      if (!Number.isInteger(size))
        throw new OperationError(`git has no object ${id}: is the clone a partial one?`);
      contents.push(output.subarray(headerEnd + 1, headerEnd + 1 + size));
      at = headerEnd + 1 + size + 1;
    }
    return contents;
  }

  private git(args: readonly string[], input?: string): Buffer {
    try {
      return execFileSync('git', [...SETTINGS, ...args], {
        cwd: this.root,
        // Without its blobs, a partial clone would ask the remote that its configuration names, in the way that it names.
        env: {
          ...process.env,
          LC_ALL: 'C',
          GIT_OPTIONAL_LOCKS: '0',
          GIT_NO_REPLACE_OBJECTS: '1',
          GIT_NO_LAZY_FETCH: '1',
          GIT_ALLOW_PROTOCOL: 'none',
        },
        maxBuffer: MAX_OUTPUT,
        stdio: ['pipe', 'pipe', 'pipe'],
        ...(input === undefined ? {} : { input }),
      });
    } catch (error) {
      const { code, stderr } = error as { code?: string; stderr?: Buffer };
      if (code === 'ENOENT') throw new OperationError('git is not installed');
      throw new OperationError(`git ${args[0]} failed: ${stderr?.toString().trim().split('\n')[0] ?? ''}`);
    }
  }
}

function isSeen(path: string): boolean {
  return !path.split('/').some((part) => part.startsWith('.'));
}
