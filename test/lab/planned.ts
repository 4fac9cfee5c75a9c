import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { plansFor } from '../../src/lab/laboratory.ts';
import type { LabPlan } from '../../src/lab/plan/lab-plan.ts';
import { analyse } from '../../src/pipeline.ts';
import type { Manifest } from '../../src/render/manifest.ts';
import { hostFolder, renderHosts } from '../../src/render/render-hosts.ts';
import { loadTemplates } from '../../src/render/templates.ts';
import { readSettings } from '../../src/settings.ts';

/** The plans for definitions of this project, by their paths from its root; only the first is selected. */
export async function plansOf(...paths: readonly string[]): Promise<LabPlan[]> {
  const files = paths.map((file) => ({
    file,
    bytes: readFileSync(fileURLToPath(new URL(`../../${file}`, import.meta.url))),
  }));
  const { settings } = await readSettings(undefined);
  const { repository } = await analyse(files as never, settings, '2026-01-01');
  const hosts = [...repository.environments.values()].flatMap((environment) => [
    ...environment.hosts.values(),
  ]);
  const rendered = renderHosts(hosts, await loadTemplates([]));
  return plansFor(repository, new Set(paths.slice(0, 1)), (environment, name) => {
    const folder = hostFolder({ environment, name });
    const manifest = JSON.parse(rendered.get(`${folder}/manifest.json`)?.content ?? '') as Manifest;
    return {
      secrets: manifest.secrets,
      files: manifest.files.map(({ install, mode }) => ({ install, mode, content: '' })),
    };
  });
}
