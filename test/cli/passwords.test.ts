import { readFileSync } from 'node:fs';
import { join } from 'node:path';
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

test.each([
  '    # auth_pass s3cret',
  '    !auth_pass s3cret',
  '    #key 1 s3cret',
  '    authentication { auth_pass s3cret',
  '    "auth_pass" s3cret',
  '    auth_pass "${s3cret',
  '    @lvs1 auth_pass s3cret',
  '    $P=auth_pass s3cret',
  '    AUTH_PASS s3cret',
  '    auth_pass=s3cret',
  '    hmac_key s3cret',
  '    key: 1 s3cret',
  '    auth_pass\n        s3cret',
])('neither does one of a file that was edited by hand: %j', (line) => {
  const file = 'clusters/prod/web-ha.yaml';
  const cwd = project({ 'lvsgen.yaml': '', [file]: HA });
  lvsgen(['render'], { cwd });
  const conf = 'artifacts/prod/lvs1/keepalived.conf';
  const text = readFileSync(join(cwd, conf), 'utf8');
  writeFiles(cwd, { [conf]: text.replace(/^.*auth_pass.*$/m, () => line) });
  for (const args of [['diff'], ['render', '--check']]) {
    const { stdout, stderr } = lvsgen(args, { cwd });
    expect(stdout).toContain('(not shown)');
    expect(stdout + stderr).not.toContain('s3cret');
  }
});

test('a reference to a secret is shown in a diff', () => {
  const file = 'clusters/prod/web-ha.yaml';
  const cwd = project({ 'lvsgen.yaml': '', [file]: HA.replace('"1111"', '{ secret: VRRP_PASS }') });
  expect(lvsgen(['diff'], { cwd }).stdout).toMatch(/^\+ +auth_pass "\$\{VRRP_PASS\}"$/m);
});
