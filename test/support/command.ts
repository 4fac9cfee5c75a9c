import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The built command, as users have it. */
export const COMMAND = fileURLToPath(new URL('../../dist/lvsgen.cjs', import.meta.url));

export interface CommandResult {
  /** Of the process; null when a signal ended it. */
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface CommandOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Programs before node: `['setpriv', '--reuid=65534']`. */
  readonly through?: readonly string[];
  /** Until it is killed, which a slow machine must not meet; 600 unless told. */
  readonly seconds?: number;
}

/** The environment of every call: nothing of the caller's that changes what is shown, no git of the caller's. */
export function cleanEnvironment(env: CommandOptions['env'] = {}): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(
    ([name]) => !/^(?:GIT_|LC_)|^(?:NO_COLOR|FORCE_COLOR|TERM|CI|LANG|TZ|NODE_OPTIONS)$/.test(name),
  );
  return {
    ...Object.fromEntries(kept),
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: '/dev/null',
    ...env,
  };
}

/** Runs a program to its end. */
export function run(
  program: string,
  args: readonly string[],
  { cwd, env, seconds = 600 }: CommandOptions = {},
): CommandResult {
  const { error, status, stdout, stderr } = spawnSync(program, args, {
    ...(cwd === undefined ? {} : { cwd }),
    env: cleanEnvironment(env),
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: seconds * 1000,
    maxBuffer: 1024 * 1024 * 1024,
  });
  if (error !== undefined) throw error;
  return { status, stdout, stderr };
}

/** Runs the built command to its end. */
export function lvsgen(args: readonly string[], options: CommandOptions = {}): CommandResult {
  const [program, ...rest] = [...(options.through ?? []), process.execPath, COMMAND, ...args];
  return run(program as string, rest, options);
}

/** Runs git, which has to succeed. */
export function git(cwd: string, ...args: readonly string[]): string {
  const identity = [
    '-c',
    'user.name=Test',
    '-c',
    'user.email=test@example.org',
    '-c',
    'init.defaultBranch=main',
  ];
  const { status, stdout, stderr } = run('git', [...identity, ...args], { cwd });
  if (status !== 0) throw new Error(`git ${args.join(' ')}: ${stderr}`);
  return stdout;
}

const made: string[] = [];

/** A new, empty folder, by its real path. */
export function emptyFolder(): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'lvsgen-test-')));
  chmodSync(folder, 0o755);
  made.push(folder);
  return folder;
}

/** A new folder with these files: a project. Its root is found by `lvsgen.yaml` or git, else it is the working folder. */
export function project(
  files: Readonly<Record<string, string | Uint8Array>>,
  { inGit = false } = {},
): string {
  const root = emptyFolder();
  writeFiles(root, files);
  if (inGit) {
    git(root, 'init', '--quiet');
    commit(root);
  }
  return root;
}

/** Commits all that is in the work tree, and gives the commit. */
export function commit(root: string): string {
  git(root, 'add', '--all');
  git(root, 'commit', '--quiet', '--allow-empty', '--message', 'state');
  return git(root, 'rev-parse', 'HEAD').trim();
}

export function writeFiles(root: string, files: Readonly<Record<string, string | Uint8Array>>): void {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
  }
}

/** For `afterAll`: every folder made so far. */
export function removeProjects(): void {
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true, force: true });
}
