import { renameSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { OperationError } from '../../src/diagnostic/failure.ts';
import { ArtifactFolder } from '../../src/io/artifact-folder.ts';
import { readListedFile, readRegularFile } from '../../src/io/files.ts';
import { emptyFolder, project, removeProjects } from '../support/command.ts';

afterAll(removeProjects);

test('a regular file is read, with whether its owner may execute it', () => {
  const path = join(project({ file: 'text' }), 'file');
  expect(readListedFile(path)).toEqual({ content: Buffer.from('text'), isExecutable: false });
  expect(readListedFile(path, 4).content).toEqual(Buffer.from('text'));
  expect(readListedFile(path, 3).content).toBe(4);
});

test('a link is not followed, whether a listing has shown it or not', () => {
  const folder = project({ victim: 'secret' });
  const path = join(folder, 'link');
  symlinkSync('victim', path);
  expect(readRegularFile(path)).toBe('link');
  expect(() => readListedFile(path)).toThrow(expect.objectContaining({ code: 'ELOOP' }));
});

test('a link that takes the place of a file, once its folder is listed, is not followed', () => {
  const root = project({ 'artifacts/lvs1/lvs_dr.sh': 'ours' });
  const victim = join(emptyFolder(), 'victim');
  writeFileSync(victim, 'secret');
  const artifacts = new ArtifactFolder(root, 'artifacts');
  expect(artifacts.hasFile('lvs1/lvs_dr.sh')).toBe(true);
  const path = join(root, 'artifacts/lvs1/lvs_dr.sh');
  renameSync(path, join(root, 'spare'));
  symlinkSync(victim, path);
  expect(() => artifacts.read('lvs1/lvs_dr.sh')).toThrow(
    new OperationError(`cannot read ${path}: ELOOP: too many symbolic links encountered`),
  );
});
