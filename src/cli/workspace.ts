import { join, relative, resolve, sep } from 'node:path';
import { attempt } from '../diagnostic/attempt.ts';
import { OperationError, UsageError } from '../diagnostic/failure.ts';
import { compareFindings, type Finding } from '../diagnostic/finding.ts';
import { DEFINITION_NAME, listDefinitions, readDefinition } from '../io/definitions.ts';
import { exists, isInside, kindOf, withoutLinks } from '../io/files.ts';
import { findProjectRoot, SETTINGS_FILE } from '../io/project-root.ts';
import type { DefinitionFile } from '../load/definition-file.ts';
import { environmentOf } from '../model/environment.ts';
import { type Analysis, analyse } from '../pipeline.ts';
import { readSettings, type Settings } from '../settings.ts';
import type { Terminal } from './terminal.ts';

/** A project, read and linted, and what of it a command was asked about. */
export interface Workspace {
  readonly root: string;
  readonly settings: Settings;
  readonly analysis: Analysis;
  /** The definitions that were asked for, by their paths from the root, with `/`. */
  readonly selected: ReadonlySet<string>;
  /** The environments of what was asked for; a folder's stands for those below it, too. */
  readonly environments: ReadonlySet<string>;
  /** Whether a path is one that was asked for, be it there or not: the same question for another revision. */
  isSelected(file: string): boolean;
  /** Of `lvsgen.yaml`. */
  readonly projectFindings: readonly Finding[];
  /** Those, and what touches a selected definition. */
  readonly findings: readonly Finding[];
  readonly sources: ReadonlyMap<string, string>;
}

/**
 * Finds the project, reads all of its definitions and lints them: rules look across definitions, whichever of them
 * were asked for.
 *
 * @param paths definitions or folders, from the working folder; none: the project's folder of definitions.
 * @throws UsageError when a path is not there, is outside the project, or holds no definition.
 */
export async function openWorkspace(paths: readonly string[], terminal: Terminal): Promise<Workspace> {
  const root = rootFor(paths[0] === undefined ? workingFolder() : folderOf(resolve(paths[0])));
  const { settings, isUnderstood, ...project } = await readProjectSettings(root);
  const wanted = paths.length === 0 ? [join(root, settings.clusters)] : paths.map((path) => resolve(path));
  if (isUnderstood) refuseLinkedDefinitions(root, settings.clusters);
  // Where the definitions are is not known before lvsgen.yaml is mended.
  const scopes = isUnderstood ? wanted.map((path) => scopeOf(root, path, settings)) : [];
  const selected = new Set(scopes.flatMap(({ files }) => files));
  const all = new Set([
    ...(isUnderstood && isFolder(join(root, settings.clusters))
      ? listDefinitions(root, settings.clusters)
      : []),
    ...selected,
  ]);
  const files: DefinitionFile[] = [];
  for (const file of all) {
    files.push(readDefinition(root, file));
    if (files.length % 100 === 0) terminal.progress(`reading definitions: ${files.length} of ${all.size}`);
  }
  terminal.progress(`checking ${files.length} definitions`);
  const analysis = await analyse(files, settings, new Date().toISOString().slice(0, 10));
  terminal.clearProgress();
  return {
    root,
    settings,
    analysis,
    selected,
    environments: new Set(scopes.map(({ environment }) => environment)),
    isSelected: (file) =>
      scopes.some(({ path }) => path === '' || file === path || file.startsWith(`${path}/`)),
    projectFindings: project.findings,
    findings: [...project.findings, ...findingsIn(analysis.findings, selected)].sort(compareFindings),
    sources: new Map([...project.sources, ...analysis.sources]),
  };
}

/** The findings with a place in one of the definitions, their own or a related one. */
export function findingsIn(findings: readonly Finding[], files: ReadonlySet<string>): Finding[] {
  return findings.filter(
    ({ file, related }) => files.has(file) || related.some((other) => files.has(other.file)),
  );
}

/** Whether a file's definition is understood, and not only by a guess: then nothing of it is lost. */
export function understoodIn({ repository, guessed }: Analysis): (file: string) => boolean {
  const understood = new Set(repository.clusters.map(({ file }) => file));
  return (file) => understood.has(file) && !guessed.has(file);
}

/** @throws OperationError when somebody has deleted it. */
function workingFolder(): string {
  return attempt('the working folder is gone', () => process.cwd());
}

/** The project of the working folder when `start` is in it, else that of `start`; a folder can be one without any mark. */
function rootFor(start: string): string {
  const here = workingFolder();
  const ours = findProjectRoot(here);
  // From inside a project, a folder above it is no wider selection but a slip.
  if (ours !== undefined && (isInside(ours, start) || isInside(start, ours))) return ours;
  return findProjectRoot(start) ?? (isInside(here, start) ? here : start);
}

/** Each definition has one name: that of its file below the folder of `lvsgen.yaml`. @throws OperationError */
function refuseLinkedDefinitions(root: string, clusters: string): void {
  const path = join(root, clusters);
  if (!isFolder(path)) return;
  const real = withoutLinks(root, path, 'folder');
  if (real === path) return;
  throw new OperationError(
    `${clusters} is a link to ${relative(root, real) || '.'}: name that folder in ${SETTINGS_FILE}`,
  );
}

/** The settings of a project from its `lvsgen.yaml`, or those of a project without one. */
async function readProjectSettings(root: string): ReturnType<typeof readSettings> {
  return readSettings(exists(join(root, SETTINGS_FILE)) ? readDefinition(root, SETTINGS_FILE) : undefined);
}

/** What a path stands for: a definition, or a folder with those below it. */
interface Scope {
  readonly path: string;
  readonly files: readonly string[];
  readonly environment: string;
}

function scopeOf(root: string, path: string, { clusters }: Settings): Scope {
  const shown = relative(workingFolder(), path) || '.';
  const kind = kindOf(path);
  if (kind === undefined && !exists(path)) {
    const advice = shown === clusters ? `: the definitions are looked for there, in ${root}` : '';
    throw new UsageError(`there is no ${shown}${advice}`);
  }
  if (!isInside(root, path)) throw new UsageError(`${shown} is outside the project in ${root}`);
  const place = withoutLinks(root, path, kind ?? 'file');
  const fromRoot = relative(root, place).split(sep).join('/');
  if (kind !== 'folder') {
    if (!DEFINITION_NAME.test(path) || fromRoot === SETTINGS_FILE)
      throw new UsageError(`${shown} is not a definition: those end in .yaml or .yml`);
    return { path: fromRoot, files: [fromRoot], environment: environmentOf(fromRoot, clusters) };
  }
  const clustersPath = join(root, clusters);
  const folder = isInside(place, clustersPath) && isFolder(clustersPath) ? clusters : fromRoot;
  const files = listDefinitions(root, folder);
  if (files.length === 0) throw new UsageError(`there are no definitions in ${shown}`);
  return { path: folder, files, environment: environmentOf(folder === '' ? 'x' : `${folder}/x`, clusters) };
}

function folderOf(path: string): string {
  return isFolder(path) ? path : resolve(path, '..');
}

function isFolder(path: string): boolean {
  return kindOf(path) === 'folder';
}
