import { compareFindings, compareText, type Finding } from '../diagnostic/finding.ts';
import { ArtifactFolder } from '../io/artifact-folder.ts';
import { readTemplates } from '../io/template-folder.ts';
import { environmentOf } from '../model/environment.ts';
import type { Host } from '../model/repository.ts';
import { type FileChange, fileChanges } from '../plan/file-changes.ts';
import { definitionsOf, sha256 } from '../render/manifest.ts';
import { type RenderedFile, renderHosts } from '../render/render-hosts.ts';
import { loadTemplates } from '../render/templates.ts';
import { selectHosts } from './host-selection.ts';
import { findingsIn, type Workspace } from './workspace.ts';

/** What the selected definitions give, held against what is on the disk. */
export interface Rendering {
  readonly artifacts: ArtifactFolder;
  readonly hosts: readonly Host[];
  readonly files: ReadonlyMap<string, RenderedFile>;
  readonly changes: readonly FileChange[];
  /** What somebody did to files after lvsgen had written them, by their paths. */
  readonly notes: ReadonlyMap<string, string>;
}

/** Renders the hosts of the selected definitions. @throws OperationError when the disk cannot be read. */
export async function renderWorkspace(workspace: Workspace): Promise<Rendering> {
  const { root, settings } = workspace;
  const artifacts = new ArtifactFolder(root, settings.artifacts);
  const { hosts, recorded, manifests } = selectHosts(workspace, artifacts);
  const templates = await loadTemplates(
    settings.templates === undefined ? [] : readTemplates(root, settings.templates),
  );
  const files = renderHosts(hosts, templates);
  const onDisk = new Map<string, string>();
  const notes = new Map<string, string>();
  const notExecutable: FileChange[] = [];
  for (const path of new Set([...files.keys(), ...recorded.keys()])) {
    const found = manifests.get(path) ?? artifacts.read(path);
    if (found === undefined) continue;
    const content = found.text;
    onDisk.set(path, content);
    const sum = recorded.get(path);
    const file = files.get(path);
    if (content !== file?.content) {
      if (sum !== undefined && sum !== sha256(content)) notes.set(path, 'edited by hand');
    } else if (file.isExecutable && !found.isExecutable) {
      notes.set(path, 'not executable');
      notExecutable.push({ path, kind: 'changed', before: content, after: content });
    }
  }
  const changes = [...fileChanges(onDisk, files), ...notExecutable].sort((a, b) =>
    compareText(a.path, b.path),
  );
  return { artifacts, hosts, files, changes, notes };
}

/**
 * The errors for which the selected hosts must not be written: those of every definition that one of these hosts gets
 * a part from, and those of a definition of their environments that cannot be understood, whose part would be lost.
 */
export function blockingFindings({ analysis, projectFindings, selected, settings }: Workspace): Finding[] {
  const environments = new Set([...selected].map((file) => environmentOf(file, settings.clusters)));
  const understood = new Set(analysis.repository.clusters.map(({ file }) => file));
  const concerned = new Set(selected);
  for (const file of analysis.sources.keys()) {
    if (!understood.has(file) && environments.has(environmentOf(file, settings.clusters)))
      concerned.add(file);
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
