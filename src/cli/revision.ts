import { OperationError } from '../diagnostic/failure.ts';
import { GitRevision } from '../io/git.ts';
import { SETTINGS_FILE } from '../io/project-root.ts';
import { isTemplate, readTemplates, TEMPLATE_NAME, templateSource } from '../io/template-folder.ts';
import type { Host, Repository } from '../model/repository.ts';
import { analyse } from '../pipeline.ts';
import { definitionsOf, hostFolder } from '../render/manifest.ts';
import { renderHosts } from '../render/render-hosts.ts';
import { loadTemplates } from '../render/templates.ts';
import { readSettings } from '../settings.ts';
import { type FileChange, fileChanges } from '../text-diff/file-changes.ts';
import type { Workspace } from './workspace.ts';

export interface ChangesSince {
  readonly changes: readonly FileChange[];
  /** Definitions that could not be understood at the revision: their part of the artifacts shows as new. */
  readonly leftOut: readonly string[];
}

/**
 * The changes from the artifacts that a revision's definitions, settings and templates give, to those of the working
 * tree, for all hosts that a selected definition names on either side.
 *
 * @throws UsageError when git does not know the revision; OperationError when its settings cannot be understood.
 */
export async function changesSince(revision: string, workspace: Workspace): Promise<ChangesSince> {
  const base = await readRevision(revision, workspace);
  const { settings, root } = workspace;
  const ownTemplates = settings.templates === undefined ? [] : readTemplates(root, settings.templates);
  const selected = new Set(
    [base.repository, workspace.analysis.repository].flatMap((repository) =>
      hostsOf(repository)
        .filter((host) => definitionsOf(host).some(workspace.isSelected))
        .map(hostFolder),
    ),
  );
  const render = (repository: Repository, templates: Awaited<ReturnType<typeof loadTemplates>>) =>
    renderHosts(
      hostsOf(repository).filter((host) => selected.has(hostFolder(host))),
      templates,
    );
  const before = render(base.repository, base.templates);
  const after = render(workspace.analysis.repository, await loadTemplates(ownTemplates));
  return {
    changes: fileChanges(new Map([...before].map(([path, { content }]) => [path, content])), after),
    leftOut: base.leftOut,
  };
}

async function readRevision(revision: string, { root }: Workspace) {
  const git = new GitRevision(root, revision);
  const settingsBytes = git.readAll(SETTINGS_FILE).get(SETTINGS_FILE);
  const { settings, isUnderstood } = await readSettings(
    settingsBytes === undefined ? undefined : { file: SETTINGS_FILE, bytes: settingsBytes },
  );
  if (!isUnderstood)
    throw new OperationError(`${SETTINGS_FILE} cannot be understood as it was at ${revision}`);
  const files = [...git.readAll(settings.clusters)].map(([file, bytes]) => ({ file, bytes }));
  const analysis = await analyse(files, settings, '');
  const understood = new Set(analysis.repository.clusters.map(({ file }) => file));
  const leftOut = files.map(({ file }) => file).filter((file) => !understood.has(file));
  const sources = settings.templates === undefined ? [] : templatesAt(git, settings.templates);
  return { repository: analysis.repository, templates: await loadTemplates(sources), leftOut };
}

function templatesAt(git: GitRevision, folder: string) {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  return [...git.readAll(folder, TEMPLATE_NAME)]
    .filter(([path]) => isTemplate(path, folder))
    .map(([path, bytes]) => templateSource(path, decoder.decode(bytes)));
}

function hostsOf({ environments }: Repository): Host[] {
  return [...environments.values()].flatMap(({ hosts }) => [...hosts.values()]);
}
