import { chmodSync, existsSync, mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import {
  commit,
  emptyFolder,
  git,
  lvsgen,
  project,
  removeProjects,
  run,
  writeFiles,
} from '../support/command.ts';
import { DR, edit, HA } from '../support/definitions.ts';
import { tree } from '../support/tree.ts';

const FILE = 'clusters/prod/web-dr.yaml';
const HEAVIER = edit(DR, 'weight: 3', 'weight: 5');
const BROKEN = edit(DR, 'lvs_method: DR', 'lvs_method: DRR');
/** On other hosts than {@link DR}, with other addresses. */
const APART = DR.replace('name: web-dr', 'name: apart')
  .replaceAll('192.168.0.', '10.20.30.')
  .replace('lvs1', 'lvs9')
  .replaceAll('rs1', 'rs8')
  .replaceAll('rs2', 'rs9');

const diff = (cwd: string, revision: string, ...args: string[]) =>
  lvsgen(['diff', '--base', revision, ...args], { cwd });
/** The names of the files that a diff shows, each with what happens to it. */
const changed = (stdout: string) =>
  [...stdout.matchAll(/^--- (.*)\n\+\+\+ (.*)$/gm)].map(([, before, after]) =>
    before === '/dev/null'
      ? `+ ${after?.slice(2)}`
      : after === '/dev/null'
        ? `- ${before?.slice(2)}`
        : `~ ${after?.slice(2)}`,
  );

/** A manifest of which only the sums change is left out. */
const HOST_CHANGES = ['~ artifacts/prod/lvs1/lvs_dr.sh'];

function repository(files: Record<string, string> = { [FILE]: DR }): string {
  return project(files, { inGit: true });
}

afterAll(removeProjects);

describe('diff --base', () => {
  test('shows what the definitions change in the artifacts, rendered or not, as a diff', () => {
    const cwd = repository();
    writeFiles(cwd, { [FILE]: HEAVIER });
    const { status, stdout, stderr } = diff(cwd, 'HEAD');
    expect({ status, stderr }).toEqual({ status: 0, stderr: '1 file differs from HEAD\n' });
    expect(changed(stdout)).toEqual(HOST_CHANGES);
    expect(stdout).toContain(
      "\n-  '-a -t 192.168.0.38:80 -r 192.168.0.18:80 -g -w 3'\n+  '-a -t 192.168.0.38:80 -r 192.168.0.18:80 -g -w 5'\n",
    );
    expect(diff(cwd, 'HEAD', '--exit-code').status).toBe(1);
    expect(existsSync(join(cwd, 'artifacts'))).toBe(false);
  });

  test('says so when there is no difference', () => {
    const cwd = repository();
    expect(diff(cwd, 'HEAD', '--exit-code')).toEqual({
      status: 0,
      stdout: '',
      stderr: 'no difference to HEAD\n',
    });
  });

  test('takes a branch, a tag, a commit, an older one', () => {
    const cwd = repository();
    const first = git(cwd, 'rev-parse', 'HEAD').trim();
    git(cwd, 'tag', '--annotate', '--message', 'x', 'v1');
    git(cwd, 'branch', 'feature/x');
    writeFiles(cwd, { [FILE]: HEAVIER });
    commit(cwd);
    for (const revision of [first, first.slice(0, 8), 'v1', 'feature/x', 'HEAD~1', 'HEAD^', '@~']) {
      expect(changed(diff(cwd, revision).stdout), revision).toEqual(HOST_CHANGES);
    }
    expect(changed(diff(cwd, 'HEAD').stdout)).toEqual([]);
  });

  test('with a detached HEAD', () => {
    const cwd = repository();
    writeFiles(cwd, { [FILE]: HEAVIER });
    commit(cwd);
    git(cwd, 'checkout', '--quiet', '--detach');
    expect(changed(diff(cwd, 'HEAD~1').stdout)).toEqual(HOST_CHANGES);
  });

  test('sees definitions that were added, deleted and renamed', () => {
    const cwd = repository({ [FILE]: DR, 'clusters/prod/apart.yaml': APART });
    mkdirSync(join(cwd, 'clusters/lab'));
    renameSync(join(cwd, FILE), join(cwd, 'clusters/lab/web-dr.yaml'));
    const moved = changed(diff(cwd, 'HEAD').stdout);
    expect(moved.filter((line) => line.startsWith('+ artifacts/lab/'))).toHaveLength(12);
    expect(moved.filter((line) => line.startsWith('- artifacts/prod/'))).toHaveLength(12);
    expect(moved).toHaveLength(24);
    rmSync(join(cwd, 'clusters/prod/apart.yaml'));
    expect(changed(diff(cwd, 'HEAD').stdout)).toHaveLength(36);
    expect(changed(diff(cwd, 'HEAD', 'clusters/lab').stdout)).toHaveLength(12);
  });

  test('of one definition shows the hosts that it names now or named then', () => {
    const cwd = repository({ [FILE]: DR, 'clusters/prod/apart.yaml': APART });
    writeFiles(cwd, {
      [FILE]: DR.replaceAll('rs2', 'rs3'),
      'clusters/prod/apart.yaml': edit(APART, 'weight: 3', 'weight: 5'),
    });
    const files = (host: string, sign: string) =>
      ['90-lvsgen.conf', 'lvs_dr_rs.service', 'lvs_dr_rs.sh', 'manifest.json'].map(
        (file) => `${sign} artifacts/prod/${host}/${file}`,
      );
    expect(changed(diff(cwd, 'HEAD', FILE).stdout)).toEqual([...files('rs2', '-'), ...files('rs3', '+')]);
  });

  test('uses the settings and the templates of each side', () => {
    const template = (text: string) => ({
      'own/90-lvsgen.conf.hbs': `# ${text}\n`,
      'own/old/lvs_dr.sh.hbs': 'unused',
      'own/.x.hbs': '{{',
    });
    const cwd = repository({
      'lvsgen.yaml': 'clusters: defs\ntemplates: own\n',
      'defs/prod/web-dr.yaml': DR,
      ...template('old'),
    });
    expect(diff(cwd, 'HEAD').stderr).toBe('no difference to HEAD\n');
    writeFiles(cwd, template('new'));
    const { stdout } = diff(cwd, 'HEAD');
    expect(changed(stdout)).toEqual(['rs1', 'rs2'].map((host) => `~ artifacts/prod/${host}/90-lvsgen.conf`));
    expect(stdout).toContain('-# old\n+# new\n');
    rmSync(join(cwd, 'lvsgen.yaml'));
    renameSync(join(cwd, 'defs'), join(cwd, 'clusters'));
    expect(changed(diff(cwd, 'HEAD').stdout)).toContain('~ artifacts/prod/rs1/90-lvsgen.conf');
  });

  test('of a project in a folder of the repository sees nothing else of it', () => {
    const top = repository({ 'team/lvsgen.yaml': '', [`team/${FILE}`]: DR, [FILE]: BROKEN });
    const cwd = join(top, 'team');
    writeFiles(cwd, { [FILE]: HEAVIER });
    expect(changed(diff(cwd, 'HEAD').stdout)).toEqual(HOST_CHANGES);
    expect(changed(diff(join(cwd, 'clusters/prod'), 'HEAD').stdout)).toEqual(HOST_CHANGES);
  });

  test('of a project that was not there yet shows all of it', () => {
    const cwd = repository({ 'README.md': '' });
    writeFiles(cwd, { [FILE]: DR });
    expect(changed(diff(cwd, 'HEAD').stdout)).toHaveLength(12);
  });

  test('leaves out hidden definitions, links and submodules, as on the disk', () => {
    const cwd = repository({
      [FILE]: DR,
      'clusters/.old/x.yaml': 'no: 1\n',
      'clusters/prod/.x.yaml': 'no: 1\n',
    });
    expect(diff(cwd, 'HEAD')).toMatchObject({ status: 0, stderr: 'no difference to HEAD\n' });
    symlinkSync('/etc/passwd', join(cwd, 'clusters/prod/link.yaml'));
    commit(cwd);
    rmSync(join(cwd, 'clusters/prod/link.yaml'));
    expect(diff(cwd, 'HEAD')).toMatchObject({ status: 0, stderr: 'no difference to HEAD\n' });
  });

  test('works where the definitions of the revision have findings, or were not rendered by a rule’s verdict', () => {
    const dangling = edit(DR, '{ name: rs2, weight: 1 }', '{ name: nobody, weight: 1 }');
    const cwd = repository({ [FILE]: dangling });
    writeFiles(cwd, { [FILE]: DR });
    const { status, stderr } = diff(cwd, 'HEAD');
    expect(status).toBe(0);
    expect(stderr).not.toContain('internal fault');
  });

  test('works where lvsgen.yaml of the revision names a rule that is no more', () => {
    const cwd = repository({ [FILE]: DR, 'lvsgen.yaml': 'rules: { an-older-rule: off }\n' });
    writeFiles(cwd, { 'lvsgen.yaml': '', [FILE]: HEAVIER });
    expect(changed(diff(cwd, 'HEAD').stdout)).toEqual(HOST_CHANGES);
  });

  test.each([
    ['a shape that is wrong', BROKEN.replace('lvs_method', 'x')],
    ['YAML that is none', 'version: [\n'],
    ['conflict markers', `<<<<<<< ours\n${DR}=======\n${DR}>>>>>>> theirs\n`],
  ])('leaves out a definition of the revision with %s, and says so', (_, broken) => {
    const cwd = repository({ [FILE]: broken });
    writeFiles(cwd, { [FILE]: DR });
    const { status, stdout, stderr } = diff(cwd, 'HEAD');
    expect(status).toBe(0);
    expect(stdout).toContain('--- /dev/null\n+++ b/artifacts/prod/lvs1/lvs_dr.sh\n');
    expect(stderr).toBe(
      `${FILE} could not be understood at HEAD: what it gives now is shown as new\n12 files differ from HEAD\n`,
    );
  });

  test('shows the name of a definition of the revision as it can be seen', () => {
    const cwd = repository({ 'clusters/prod/\u001b]0;title\u0007\n::error::x.yaml': DR });
    git(cwd, 'rm', '--quiet', '-r', 'clusters');
    writeFiles(cwd, { [FILE]: DR });
    expect(diff(cwd, 'HEAD').stderr).toBe(
      'clusters/prod/\\u{1b}]0;title\\u{7}\\n::error::x.yaml could not be understood at HEAD: what it gives now is shown as new\n12 files differ from HEAD\n',
    );
  });

  test('says that the settings of the revision cannot be understood', () => {
    const cwd = repository({ [FILE]: DR, 'lvsgen.yaml': 'clusters: [\n' });
    writeFiles(cwd, { 'lvsgen.yaml': '' });
    expect(diff(cwd, 'HEAD')).toEqual({
      status: 3,
      stdout: '',
      stderr: 'lvsgen: lvsgen.yaml cannot be understood as it was at HEAD\n',
    });
  });

  test('with conflict markers in the work tree is a finding that names them', () => {
    const cwd = repository();
    writeFiles(cwd, {
      [FILE]: DR.replace('    port: 80\n', '<<<<<<< HEAD\n    port: 80\n=======\n    port: 81\n>>>>>>> x\n'),
    });
    const { status, stdout } = diff(cwd, 'HEAD');
    expect(status).toBe(1);
    expect(stdout).toContain('error[invalid-yaml]');
    expect(stdout).toContain(` --> ${FILE}:15:1\n`);
    expect(stdout).toContain('conflict');
  });

  test('shows no password', () => {
    const cwd = repository({ 'clusters/prod/web-ha.yaml': HA });
    writeFiles(cwd, { 'clusters/prod/web-ha.yaml': edit(HA, '"1111"', '"hunter2"') });
    const { stdout } = diff(cwd, 'HEAD');
    expect(changed(stdout)).toContain('~ artifacts/prod/lvs1/keepalived.conf');
    expect(stdout).not.toMatch(/1111|hunter2/);
  });
});

describe('a revision', () => {
  test.each([
    ['nowhere'],
    ['--output=x'],
    ['--help'],
    ['-h'],
    [''],
    ['HEAD..HEAD'],
    ['HEAD:clusters'],
    ['HEAD^{tree}'],
    ['HEAD@{99}'],
    ['$(touch pwned)'],
    ['; touch pwned'],
    ['ext::sh -c "touch pwned"'],
    ['a\nb'],
    ['a\u001b[31mb'],
    ['0'.repeat(40)],
    ['x'.repeat(5000)],
    ['HEAD~99'],
    ['^HEAD'],
    ['HEAD..HEAD'],
  ])('%j is unknown: wrong usage, in one line', (revision) => {
    const cwd = repository();
    const before = Object.keys(tree(cwd)).filter((path) => !path.startsWith('.git/'));
    const { status, stdout, stderr } = lvsgen(['diff', `--base=${revision}`], { cwd });
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(/^lvsgen: git knows no revision "[^\n]*" in \S+\n$/);
    expect(stderr).not.toContain('\u001b');
    expect(Object.keys(tree(cwd)).filter((path) => !path.startsWith('.git/'))).toEqual(before);
  });

  test('in a shallow clone: what is there is compared, the rest is unknown', () => {
    const origin = repository();
    writeFiles(origin, { [FILE]: HEAVIER });
    commit(origin);
    const cwd = join(emptyFolder(), 'clone');
    git(dirname(cwd), 'clone', '--quiet', '--depth=1', `file://${origin}`, cwd);
    expect(diff(cwd, 'HEAD')).toMatchObject({ status: 0, stderr: 'no difference to HEAD\n' });
    expect(diff(cwd, 'HEAD~1')).toMatchObject({ status: 2, stdout: '' });
  });

  test('in a partial clone whose blobs are missing is a failure: nothing is fetched', () => {
    const origin = repository();
    git(origin, 'config', 'uploadpack.allowFilter', 'true');
    writeFiles(origin, { [FILE]: HEAVIER });
    commit(origin);
    const cwd = join(emptyFolder(), 'clone');
    git(dirname(cwd), 'clone', '--quiet', '--filter=blob:none', `file://${origin}`, cwd);
    const { status, stdout, stderr } = diff(cwd, 'HEAD~1');
    expect({ status, stdout }).toEqual({ status: 3, stdout: '' });
    expect(stderr).toMatch(/^lvsgen: git [^\n]+\n$/);
  });

  test('outside of a repository is a failure', () => {
    const cwd = project({ [FILE]: DR });
    const { status, stdout, stderr } = diff(cwd, 'HEAD');
    expect({ status, stdout }).toEqual({ status: 3, stdout: '' });
    expect(stderr).toMatch(/^lvsgen: git rev-parse failed: fatal: not a git repository[^\n]*\n$/);
  });

  test('of a repository without a commit is unknown', () => {
    const cwd = project({ [FILE]: DR });
    git(cwd, 'init', '--quiet');
    expect(diff(cwd, 'HEAD').status).toBe(2);
  });

  test('without git installed is a failure; the rest works', () => {
    const cwd = repository();
    const env = { PATH: '/nonexistent' };
    expect(lvsgen(['diff', '--base', 'HEAD'], { cwd, env })).toEqual({
      status: 3,
      stdout: '',
      stderr: 'lvsgen: git is not installed\n',
    });
    expect(lvsgen(['lint'], { cwd, env }).status).toBe(0);
    expect(lvsgen(['diff'], { cwd, env }).status).toBe(0);
  });

  test('with a broken repository is a failure', () => {
    const cwd = repository();
    rmSync(join(cwd, '.git/objects'), { recursive: true });
    mkdirSync(join(cwd, '.git/objects'));
    const { status, stdout, stderr } = diff(cwd, 'HEAD');
    expect([2, 3]).toContain(status);
    expect(stdout).toBe('');
    expect(stderr).toMatch(/^lvsgen: [^\n]+\n$/);
  });
});

describe('a bare repository among the files', () => {
  test('is none: its revisions would be those of the pull request that brings it', () => {
    const cwd = repository({ 'mono/lvsgen.yaml': '', [`mono/${FILE}`]: DR });
    const mono = join(cwd, 'mono');
    writeFiles(mono, { [FILE]: HEAVIER });
    // Its main has the change already.
    git(mono, 'init', '--quiet');
    commit(mono);
    git(mono, 'config', 'core.bare', 'true');
    for (const name of ['HEAD', 'config', 'objects', 'refs'])
      renameSync(join(mono, '.git', name), join(mono, name));
    rmSync(join(mono, '.git'), { recursive: true });
    expect(diff(mono, 'main')).toEqual({
      status: 3,
      stdout: '',
      stderr: expect.stringMatching(/^lvsgen: git rev-parse failed: fatal: cannot use bare repository /),
    });
  });
});

describe('the configuration of the repository', () => {
  test('runs nothing', () => {
    const cwd = repository({
      [FILE]: DR,
      '.gitattributes': '* filter=evil diff=evil merge=evil\n*.yaml text eol=crlf ident\n',
    });
    writeFiles(cwd, { [FILE]: HEAVIER });
    commit(cwd);
    const script = join(cwd, 'evil.sh');
    writeFileSync(script, `#!/bin/sh\necho "$0 $*" >>'${cwd}/pwned'\ncat\n`);
    chmodSync(script, 0o755);
    mkdirSync(join(cwd, 'hooks'));
    for (const hook of [
      'post-checkout',
      'pre-commit',
      'post-index-change',
      'fsmonitor-watchman',
      'reference-transaction',
    ]) {
      symlinkSync(script, join(cwd, 'hooks', hook));
    }
    const settings = {
      'core.fsmonitor': script,
      'core.hooksPath': join(cwd, 'hooks'),
      'core.pager': script,
      'pager.ls-tree': script,
      'pager.cat-file': script,
      'pager.rev-parse': script,
      'core.editor': script,
      'core.sshCommand': script,
      'core.askPass': script,
      'core.alternateRefsCommand': script,
      'core.gitProxy': script,
      'diff.external': script,
      'diff.evil.command': script,
      'diff.evil.textconv': script,
      'filter.evil.smudge': script,
      'filter.evil.clean': script,
      'filter.evil.process': script,
      'merge.evil.driver': script,
      'credential.helper': `!${script}`,
      'gpg.program': script,
      'sequence.editor': script,
      'uploadpack.packObjectsHook': script,
      'alias.rev-parse': `!${script}`,
      'alias.ls-tree': `!${script}`,
      'alias.cat-file': `!${script}`,
      'protocol.allow': 'always',
      'extensions.partialClone': 'origin',
      'remote.origin.promisor': 'true',
      'remote.origin.url': `ext::${script} %S`,
      'remote.origin.uploadpack': script,
    };
    git(cwd, 'config', 'core.repositoryFormatVersion', '1');
    for (const [name, value] of Object.entries(settings)) run('git', ['config', name, value], { cwd });
    const { status, stdout } = diff(cwd, 'HEAD~1');
    expect(status).toBe(0);
    expect(changed(stdout)).toEqual(HOST_CHANGES);
    // Neither when an object is missing, which git would ask the remote for.
    const blob = run('git', ['rev-parse', `HEAD~1:${FILE}`], { cwd }).stdout.trim();
    rmSync(join(cwd, '.git/objects', blob.slice(0, 2), blob.slice(2)), { force: true });
    const missing = diff(cwd, 'HEAD~1');
    expect(missing).toMatchObject({ status: 3, stdout: '' });
    expect(missing.stderr).toMatch(/^lvsgen: git [^\n]+\n$/);
    expect(existsSync(join(cwd, 'pwned'))).toBe(false);
  });

  test('changes no byte that is compared', () => {
    const cwd = repository({ [FILE]: DR, '.gitattributes': '*.yaml text eol=crlf\n' });
    git(cwd, 'config', 'core.autocrlf', 'true');
    expect(diff(cwd, 'HEAD')).toMatchObject({ status: 0, stderr: 'no difference to HEAD\n' });
  });

  test('and replaced or grafted objects do not hide what was there', () => {
    const cwd = repository();
    const before = git(cwd, 'rev-parse', `HEAD:${FILE}`).trim();
    writeFiles(cwd, { [FILE]: HEAVIER });
    commit(cwd);
    git(cwd, 'replace', before, git(cwd, 'rev-parse', `HEAD:${FILE}`).trim());
    expect(changed(diff(cwd, 'HEAD~1').stdout)).toEqual(HOST_CHANGES);
  });
});
