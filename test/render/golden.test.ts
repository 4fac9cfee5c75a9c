import { chmodSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { goldenFolder, readTree, renderProject } from './rendered.ts';

const isUpdate = process.env['UPDATE_GOLDEN'] === '1';
if (isUpdate && process.env['CI'] === 'true') throw new Error('golden files are not updated in CI');

/** Each a small project: `clusters/` is given, `artifacts/` is what it has to render to. */
describe.each(readdirSync(goldenFolder))('golden/%s', (name) => {
  const folder = join(goldenFolder, name);
  const artifacts = join(folder, 'artifacts');

  it('lints clean', async () => {
    const { findings } = await renderProject(folder);
    expect(findings.filter(({ severity }) => severity !== 'info')).toEqual([]);
  });

  it('renders to its artifacts', async () => {
    const { files } = await renderProject(folder);
    if (isUpdate) {
      rmSync(artifacts, { recursive: true, force: true });
      for (const [path, { content, isExecutable }] of files) {
        mkdirSync(dirname(join(artifacts, path)), { recursive: true });
        writeFileSync(join(artifacts, path), content);
        if (isExecutable) chmodSync(join(artifacts, path), 0o755);
      }
    }
    const golden = readTree(artifacts);
    expect([...golden.keys()]).toEqual([...files.keys()].sort());
    for (const [path, file] of files) expect({ path, ...golden.get(path) }).toEqual({ path, ...file });
  });
});
