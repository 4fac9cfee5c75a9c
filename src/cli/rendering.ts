import { OperationError } from '../diagnostic/failure.ts';
import { compareFindings, compareText, type Finding } from '../diagnostic/finding.ts';
import { quote } from '../diagnostic/quote.ts';
import { type ArtifactFile, ArtifactFolder } from '../io/artifact-folder.ts';
import { readTemplates } from '../io/template-folder.ts';
import { environmentOf } from '../model/environment.ts';
import type { Host } from '../model/repository.ts';
import { definitionsOf, MANIFEST, sha256 } from '../render/manifest.ts';
import { type RenderedFile, renderedFiles } from '../render/render-hosts.ts';
import { loadTemplates } from '../render/templates.ts';
import { type FileChange, fileChange } from '../text-diff/file-changes.ts';
import { selectHosts } from './host-selection.ts';
import { findingsIn, understoodIn, type Workspace } from './workspace.ts';

/** What the selected definitions give, held against what is on the disk. */
export interface Rendering {
  readonly artifacts: ArtifactFolder;
  readonly hosts: readonly Host[];
  /** How many files the hosts need. */
  readonly fileCount: number;
  readonly changes: readonly FileChange[];
  /** Those of the files that are not on the disk as they have to be, by their paths. */
  readonly stale: ReadonlyMap<string, RenderedFile>;
  /** What somebody did to files after lvsgen had written them, by their paths. */
  readonly notes: ReadonlyMap<string, string>;
}

/**
 * Renders the hosts of the selected definitions. Each file is compared as soon as there is one: only what differs is kept.
 *
 * @throws OperationError when the disk cannot be read.
 */
export async function renderWorkspace(workspace: Workspace): Promise<Rendering> {
  const { root, settings } = workspace;
  const artifacts = new ArtifactFolder(root, settings.artifacts);
  const { hosts, recorded, manifests } = selectHosts(workspace, artifacts);
  const templates = await loadTemplates(
    settings.templates === undefined ? [] : readTemplates(root, settings.templates),
  );
  const changes: FileChange[] = [];
  const stale = new Map<string, RenderedFile>();
  const notes = new Map<string, string>();
  const compare = (path: string, file: RenderedFile | undefined): void => {
    const found = manifests.get(path) ?? artifacts.read(path);
    const change = fileChange(path, found?.text, file?.content) ?? modeChange(path, found, file);
    if (change === undefined) return;
    changes.push(change);
    if (file !== undefined) stale.set(path, file);
    const sum = recorded.get(path);
    if (change.kind === 'changed' && change.before === change.after) notes.set(path, 'not executable');
    else if (sum !== undefined && found !== undefined && sum !== sha256(found.text))
      notes.set(path, 'edited by hand');
  };
  const rendered = new Set<string>();
  for (const [path, file] of renderedFiles(hosts, templates)) {
    rendered.add(path);
    compare(path, file);
  }
  for (const path of recorded.keys()) if (!rendered.has(path)) compare(path, undefined);
  if (manifests.size === 0) refuseOthers(artifacts, settings.artifacts);
  changes.sort((a, b) => compareText(a.path, b.path));
  return { artifacts, hosts, fileCount: rendered.size, changes, stale, notes };
}

/**
 * A slip in `lvsgen.yaml` must not put artifacts among other files. With a manifest the folder is lvsgen's.
 *
 * @throws OperationError
 */
function refuseOthers(artifacts: ArtifactFolder, folder: string): void {
  const [other] = artifacts.entries();
  if (other === undefined || artifacts.foldersWith(MANIFEST, '').length > 0) return;
  throw new OperationError(
    `${folder || '.'} holds ${quote(other)} and nothing of lvsgen's: give the artifacts a folder of their own`,
  );
}

/** A file of the right content that lacks the right to be executed. */
function modeChange(
  path: string,
  found: ArtifactFile | undefined,
  file: RenderedFile | undefined,
): FileChange | undefined {
  if (found === undefined || file === undefined || !file.isExecutable || found.isExecutable) return undefined;
  return { path, kind: 'changed', before: found.text, after: file.content };
}

/**
 * The errors for which the selected hosts must not be written: those of every definition that one of these hosts gets
 * a part from, and those of a definition of their environments that cannot be understood, whose part would be lost.
 */
export function blockingFindings({ analysis, projectFindings, selected, settings }: Workspace): Finding[] {
  const environments = new Set([...selected].map((file) => environmentOf(file, settings.clusters)));
  const isUnderstood = understoodIn(analysis);
  const concerned = new Set(selected);
  for (const file of analysis.sources.keys()) {
    if (!isUnderstood(file) && environments.has(environmentOf(file, settings.clusters))) concerned.add(file);
  }
  for (const { hosts } of analysis.repository.environments.values()) {
    for (const definitions of [...hosts.values()].map(definitionsOf)) {
      if (definitions.some((file) => selected.has(file))) for (const file of definitions) concerned.add(file);
    }
  }
  return [...projectFindings, ...findingsIn(analysis.findings, concerned)]
    .filter(({ severity }) => severity === 'error')
    .sort(compareFindings);
}
