import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { projectRoot, readTree, renderProject } from './rendered.ts';

describe('artifacts/', () => {
  it('is what clusters/ renders to: the same files, byte for byte, and no other', async () => {
    const { files } = await renderProject(projectRoot);
    const committed = readTree(join(projectRoot, 'artifacts'));
    expect([...committed.keys()]).toEqual([...files.keys()].sort());
    for (const [path, file] of files) expect({ path, ...committed.get(path) }).toEqual({ path, ...file });
  });
});
