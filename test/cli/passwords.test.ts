import { afterAll, expect, test } from 'vitest';
import { PASSWORD_SPELLINGS, withPassword } from '../report/password-spellings.ts';
import { commit, lvsgen, project, removeProjects, writeFiles } from '../support/command.ts';
import { HA } from '../support/definitions.ts';

afterAll(removeProjects);

/** A definition for each, in an environment of its own. */
const files = (text: (spelling: string) => string) =>
  Object.fromEntries(
    PASSWORD_SPELLINGS.map((spelling, at) => [`clusters/env${at}/web-ha.yaml`, text(spelling)]),
  );

test.each([
  [['lint']],
  [['lint', '--format', 'json']],
  [['render']],
  [['render', '--check']],
  [['diff']],
  [['diff', '--base', 'HEAD']],
  [['lab', 'clusters/env0/web-ha.yaml']],
])('%j shows no password, however it is written', (args) => {
  const cwd = project({ 'lvsgen.yaml': '', ...files(withPassword) }, { inGit: true });
  commit(cwd);
  const { status, stdout, stderr } = lvsgen(args, { cwd });
  expect(status).toBe(1);
  expect(stdout + stderr).toMatch(/clusters\/env0/);
  expect(stdout + stderr).not.toContain('s3cret');
});

test('diff shows neither the old password nor the new one', () => {
  const file = 'clusters/prod/web-ha.yaml';
  const cwd = project({ 'lvsgen.yaml': '', [file]: HA.replace('"1111"', 's3cret') });
  expect(lvsgen(['render'], { cwd }).status).toBe(0);
  writeFiles(cwd, { [file]: HA.replace('"1111"', 's3cret2') });
  const { status, stdout } = lvsgen(['diff'], { cwd });
  expect(status).toBe(0);
  expect(stdout).toContain('auth_pass (not shown)');
  expect(stdout).not.toContain('s3cret');
});
