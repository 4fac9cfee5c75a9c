import { join } from 'node:path';
import type { ArtifactFile, ArtifactFolder } from '../io/artifact-folder.ts';
import { exists } from '../io/files.ts';
import { badPath } from '../model/environment.ts';
import type { Host } from '../model/repository.ts';
import { definitionsOf, hostFolder, MANIFEST, readManifest } from '../render/manifest.ts';
import type { Workspace } from './workspace.ts';

/** The hosts that a command is about, and what their folders hold according to their manifests. */
export interface HostSelection {
  readonly hosts: readonly Host[];
  /** The files of these hosts, and of hosts that are no more, below the artifacts folder; with the recorded sum. */
  readonly recorded: ReadonlyMap<string, string | undefined>;
  /** Those of the files that have been read for this. */
  readonly manifests: ReadonlyMap<string, ArtifactFile>;
}

/**
 * The hosts of the selected definitions, each whole; and the folders that were rendered from a selected definition, or
 * from one that is gone, so that what a definition no longer gives is found.
 */
export function selectHosts(workspace: Workspace, artifacts: ArtifactFolder): HostSelection {
  const { root, environments, selected } = workspace;
  const { repository, sources } = workspace.analysis;
  const isOurs = (file: string) => selected.has(file) || (!sources.has(file) && isGone(root, file));
  const allHosts = [...repository.environments.values()].flatMap(({ hosts }) => [...hosts.values()]);
  const byFolder = new Map(allHosts.map((host) => [hostFolder(host), host]));
  const hosts = new Set(allHosts.filter((host) => definitionsOf(host).some((file) => selected.has(file))));
  const recorded = new Map<string, string | undefined>();
  const manifests = new Map<string, ArtifactFile>();
  for (const top of environments) {
    for (const folder of artifacts.foldersWith(MANIFEST, top)) {
      const file = artifacts.read(`${folder}/${MANIFEST}`);
      const manifest = readManifest(file?.text ?? '', folder);
      const host = byFolder.get(folder);
      const isSelected = host !== undefined && hosts.has(host);
      if (manifest === undefined || file === undefined) continue;
      if (!isSelected && !manifest.definitions.some(isOurs)) continue;
      if (host !== undefined) hosts.add(host);
      manifests.set(`${folder}/${MANIFEST}`, file);
      recorded.set(`${folder}/${MANIFEST}`, undefined);
      for (const [file, sum] of manifest.files) recorded.set(`${folder}/${file}`, sum);
    }
  }
  return { hosts: [...hosts], recorded, manifests };
}

/** Whether a definition is not there any more: one that no selection has read may be elsewhere in the project. */
function isGone(root: string, file: string): boolean {
  if (badPath(file) !== undefined) return true;
  return !exists(join(root, file));
}
