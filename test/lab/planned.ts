import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { plansFor } from '../../src/lab/laboratory.ts';
import type { LabPlan } from '../../src/lab/plan/lab-plan.ts';
import { analyse } from '../../src/pipeline.ts';
import type { Manifest } from '../../src/render/manifest.ts';
import { hostFolder } from '../../src/render/manifest.ts';
import { renderHosts } from '../../src/render/render-hosts.ts';
import { loadTemplates } from '../../src/render/templates.ts';
import { readSettings } from '../../src/settings.ts';

/** The plans for definitions of this project, by their paths from its root; only the first is selected. */
export function plansOf(...paths: readonly string[]): Promise<LabPlan[]> {
  const read = (path: string) =>
    readFileSync(fileURLToPath(new URL(`../../${path}`, import.meta.url)), 'utf8');
  return plansOfTexts(Object.fromEntries(paths.map((path) => [path, read(path)])));
}

/** The same for texts, by the paths that they would have. */
export async function plansOfTexts(texts: Readonly<Record<string, string>>): Promise<LabPlan[]> {
  const files = Object.entries(texts).map(([file, text]) => ({ file, bytes: Buffer.from(text) }));
  const { settings } = await readSettings(undefined);
  const { repository } = await analyse(files as never, settings, '2026-01-01');
  const hosts = [...repository.environments.values()].flatMap((environment) => [
    ...environment.hosts.values(),
  ]);
  const rendered = renderHosts(hosts, await loadTemplates([]));
  return plansFor(
    repository,
    new Set(Object.keys(texts).slice(0, 1)),
    (environment, name) => {
      const folder = hostFolder({ environment, name });
      const manifest = JSON.parse(rendered.get(`${folder}/manifest.json`)?.content ?? '') as Manifest;
      return {
        secrets: manifest.secrets,
        files: manifest.files.map(({ file, install, mode }) => ({
          install,
          mode,
          content: rendered.get(`${folder}/${file}`)?.content ?? '',
        })),
      };
    },
    '2.4.3',
  );
}
