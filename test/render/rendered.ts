import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Finding } from '../../src/diagnostic/finding.ts';
import type { Repository } from '../../src/model/repository.ts';
import { analyse } from '../../src/pipeline.ts';
import { type RenderedFile, renderHosts } from '../../src/render/render-hosts.ts';
import { loadTemplates } from '../../src/render/templates.ts';
import { readSettings } from '../../src/settings.ts';

export const projectRoot = fileURLToPath(new URL('../..', import.meta.url));
export const goldenFolder = fileURLToPath(new URL('golden', import.meta.url));

/** The files below a folder, by their paths within it, with `/`. */
export function readTree(folder: string): Map<string, RenderedFile> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  const paths = entries.map((entry) => join(entry.parentPath, entry.name)).sort();
  return new Map(
    paths.map((path) => [
      relative(folder, path).split(sep).join('/'),
      { content: readFileSync(path, 'utf8'), isExecutable: (statSync(path).mode & 0o111) !== 0 },
    ]),
  );
}

export interface Rendered {
  readonly repository: Repository;
  readonly findings: readonly Finding[];
  /** By their paths below the artifacts folder. */
  readonly files: ReadonlyMap<string, RenderedFile>;
}

/** All that the `clusters` folder of a project renders to. */
export async function renderProject(root: string): Promise<Rendered> {
  const inputs = [...readTree(join(root, 'clusters'))].map(([path, { content }]) => ({
    file: `clusters/${path}`,
    bytes: new TextEncoder().encode(content),
  }));
  const { settings } = await readSettings(undefined);
  const { repository, findings } = await analyse(inputs, settings, '2026-11-23');
  const hosts = [...repository.environments.values()].flatMap((environment) => [
    ...environment.hosts.values(),
  ]);
  return { repository, findings, files: renderHosts(hosts, await loadTemplates()) };
}
