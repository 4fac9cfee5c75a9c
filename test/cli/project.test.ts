import { mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { emptyFolder, git, lvsgen, project, removeProjects, writeFiles } from '../support/command.ts';
import { DR, edit } from '../support/definitions.ts';
import { tree } from '../support/tree.ts';

const FILE = 'clusters/prod/web-dr.yaml';
const BROKEN = edit(DR, 'lvs_method: DR', 'lvs_method: DRR');
const WITH_INFO = edit(DR, 'segments:\n', 'segments:\n  spare: { subnet: 10.9.9.0/24 }\n');

interface Found {
  findings: { rule: string; severity: string; file: string; message: string; hint?: string; range: object }[];
  summary: { files: number };
}
const found = (cwd: string, ...args: string[]): Found =>
  JSON.parse(lvsgen(['lint', '--format', 'json', ...args], { cwd }).stdout) as Found;

afterAll(removeProjects);

test.each(['lint', 'render', 'diff', 'lab'])(
  '%s in a working folder that somebody has deleted is a failure in one line',
  (command) => {
    const inGone = ['sh', '-c', 'mkdir gone && cd gone && rmdir ../gone && exec "$@"', 'sh'];
    expect(lvsgen([command], { cwd: emptyFolder(), through: inGone })).toEqual({
      status: 3,
      stdout: '',
      stderr: 'lvsgen: the working folder is gone: ENOENT: no such file or directory\n',
    });
  },
);

describe('the project root', () => {
  test('is the nearest folder upwards with lvsgen.yaml, even below a git root', () => {
    const root = project({ 'team/lvsgen.yaml': '', [`team/${FILE}`]: BROKEN, [FILE]: DR }, { inGit: true });
    expect(found(join(root, 'team/clusters/prod')).findings).toMatchObject([{ file: FILE }]);
    expect(found(root).findings).toEqual([]);
  });

  test('is the one above with lvsgen.yaml, even when git is nearer', () => {
    const root = project({ 'lvsgen.yaml': '', [FILE]: BROKEN, 'sub/README.md': '' });
    git(join(root, 'sub'), 'init', '--quiet');
    expect(found(join(root, 'sub')).findings).toMatchObject([{ file: FILE }]);
  });

  test('else is the git root', () => {
    const root = project({ [FILE]: BROKEN, 'docs/x/README.md': '' }, { inGit: true });
    expect(found(join(root, 'docs/x')).findings).toMatchObject([{ file: FILE }]);
  });

  test('of a git worktree is where its .git file stands', () => {
    const root = project({ [FILE]: BROKEN }, { inGit: true });
    const worktree = join(emptyFolder(), 'tree');
    git(root, 'worktree', 'add', '--quiet', worktree);
    expect(found(join(worktree, 'clusters')).findings).toMatchObject([{ file: FILE }]);
  });

  test('else is the working folder', () => {
    const root = project({ [FILE]: BROKEN });
    expect(found(root).findings).toMatchObject([{ file: FILE }]);
    expect(lvsgen(['lint'], { cwd: join(root, 'clusters') })).toMatchObject({ status: 2, stdout: '' });
  });

  test('is found from a path when the working folder is outside of it', () => {
    const root = project({ 'lvsgen.yaml': '', [FILE]: BROKEN });
    expect(found('/', join(root, FILE)).findings).toMatchObject([{ file: FILE }]);
  });

  test('is the same when the working folder is reached through a link', () => {
    const root = project({ 'lvsgen.yaml': '', [FILE]: BROKEN });
    const link = join(emptyFolder(), 'link');
    symlinkSync(root, link);
    expect(found(link).findings).toMatchObject([{ file: FILE }]);
    expect(found('/', join(link, 'clusters')).findings).toMatchObject([{ file: FILE }]);
  });
});

describe('lvsgen.yaml', () => {
  test.each([[''], ['# nothing yet\n'], ['{}\n'], ['\n\n  # x']])('may say nothing: %j', (text) => {
    expect(lvsgen(['lint'], { cwd: project({ 'lvsgen.yaml': text, [FILE]: DR }) })).toEqual({
      status: 0,
      stdout: '1 file: no findings\n',
      stderr: '',
    });
  });

  test.each([
    ['defs', 'defs/prod/web-dr.yaml', 'prod'],
    ['./defs/', 'defs/prod/web-dr.yaml', 'prod'],
    ['a/b', 'a/b/prod/web-dr.yaml', 'prod'],
    ['a//./b', 'a/b/prod/web-dr.yaml', 'prod'],
  ])('clusters: %s finds %s in environment "%s"', (clusters, file, environment) => {
    const cwd = project({ 'lvsgen.yaml': `clusters: ${clusters}\n`, [file]: DR });
    expect(found(cwd)).toMatchObject({ findings: [], summary: { files: 1 } });
    expect(lvsgen(['render'], { cwd }).status).toBe(0);
    const manifest = JSON.parse(
      readFileSync(join(cwd, 'artifacts', environment, 'lvs1/manifest.json'), 'utf8'),
    ) as object;
    expect(manifest).toMatchObject({ environment, definitions: [file] });
  });

  test.each([
    ['clusters: .', '.', 'artifacts'],
    ['clusters: artifacts/defs', 'artifacts/defs', 'artifacts'],
    ['artifacts: .', 'clusters', '.'],
    ['artifacts: clusters', 'clusters', 'clusters'],
    ['artifacts: ./clusters/out', 'clusters', 'clusters/out'],
  ])('%s: definitions and artifacts have to be apart', (setting, clusters, artifacts) => {
    const cwd = project({ 'lvsgen.yaml': `${setting}\n`, [FILE]: DR });
    const before = tree(cwd);
    expect(found(cwd).findings).toMatchObject([
      {
        rule: 'invalid-shape',
        severity: 'error',
        file: 'lvsgen.yaml',
        message: `the artifacts in "${artifacts}" and the definitions in "${clusters}" are not apart`,
      },
    ]);
    expect(lvsgen(['render'], { cwd }).status).toBe(1);
    expect(tree(cwd)).toEqual(before);
  });

  test.each([['out'], ['./out/'], ['a/b/c']])('artifacts: %s', (artifacts) => {
    const cwd = project({ 'lvsgen.yaml': `artifacts: ${artifacts}\n`, [FILE]: DR });
    const { status, stdout } = lvsgen(['render'], { cwd });
    expect(status).toBe(0);
    const folder = artifacts.replace(/^\.\/|\/$/g, '');
    expect(stdout).toContain(`+ ${folder}/prod/lvs1/lvs_dr.sh\n`);
    expect(Object.keys(tree(join(cwd, folder)))).toHaveLength(12);
    expect(tree(join(cwd, 'artifacts'))).toEqual({});
    expect(lvsgen(['render', '--check'], { cwd }).status).toBe(0);
  });

  test.each([
    ['/etc'],
    ['../x'],
    ['a/../../x'],
    ['..'],
    ['a/..'],
    ['"a b"'],
    ['"a\\nb"'],
    ['$HOME'],
    ['~/x'],
    ['[a]'],
    ['""'],
  ])('no folder may be %s', (folder) => {
    for (const key of ['clusters', 'artifacts', 'templates']) {
      const cwd = project({ 'lvsgen.yaml': `${key}: ${folder}\n`, [FILE]: DR });
      const before = tree(cwd);
      expect(found(cwd).findings, key).toMatchObject([{ rule: 'invalid-shape', file: 'lvsgen.yaml' }]);
      const { status, stdout } = lvsgen(['render'], { cwd });
      expect(status).toBe(1);
      expect(stdout).toContain(' --> lvsgen.yaml:1:');
      expect(tree(cwd)).toEqual(before);
    }
  });

  test('that is broken is what is reported, whatever else is there', () => {
    const cwd = project({ 'lvsgen.yaml': 'clusters: defs\nartifacts: [\n', 'defs/prod/web-dr.yaml': BROKEN });
    const { status, stdout, stderr } = lvsgen(['lint'], { cwd });
    expect({ status, stderr }).toEqual({ status: 1, stderr: '' });
    expect(stdout).toContain(' --> lvsgen.yaml:');
    expect(stdout).not.toContain('web-dr.yaml');
    for (const command of ['render', 'diff']) expect(lvsgen([command], { cwd }).status).toBe(1);
    expect(tree(join(cwd, 'artifacts'))).toEqual({});
  });

  test('that is a link is refused', () => {
    const cwd = project({ 'real.yaml': 'clusters: defs\n', [FILE]: DR });
    symlinkSync('real.yaml', join(cwd, 'lvsgen.yaml'));
    expect(found(cwd).findings).toMatchObject([
      { rule: 'invalid-file', file: 'lvsgen.yaml', message: 'the file is a symbolic link' },
    ]);
  });

  test('that is a folder is refused', () => {
    const cwd = project({ [FILE]: DR });
    mkdirSync(join(cwd, 'lvsgen.yaml'));
    expect(found(cwd).findings).toMatchObject([{ rule: 'invalid-file', file: 'lvsgen.yaml' }]);
  });

  describe('rules', () => {
    const lint = (rules: string, definition = WITH_INFO) =>
      found(project({ 'lvsgen.yaml': `rules:\n  ${rules}\n`, [FILE]: definition }));

    test.each(['error', 'warning', 'info'])('a severity becomes %s', (severity) => {
      expect(lint(`unused-segment: ${severity}`).findings).toMatchObject([
        { rule: 'unused-segment', severity },
      ]);
    });

    test('off switches a rule off', () => {
      expect(lint('unused-segment: off').findings).toEqual([]);
    });

    test('an error stops render', () => {
      const cwd = project({ 'lvsgen.yaml': 'rules: { unused-segment: error }\n', [FILE]: WITH_INFO });
      expect(lvsgen(['render'], { cwd }).status).toBe(1);
      expect(tree(join(cwd, 'artifacts'))).toEqual({});
    });

    test.each([
      ['unused-segmnt', 'did you mean "unused-segment"?'],
      ['zzzzzzzzzz', 'lvsgen rules lists them'],
      ['constructor', 'lvsgen rules lists them'],
    ])('%s is no rule', (name, hint) => {
      expect(lint(`${name}: off`, DR).findings).toEqual([
        {
          rule: 'invalid-shape',
          severity: 'error',
          message: `there is no rule "${name}"`,
          hint,
          file: 'lvsgen.yaml',
          range: { start: { line: 2, column: 3 }, end: { line: 2, column: 3 + name.length } },
          related: [],
        },
      ]);
    });

    test.each(['invalid-file', 'invalid-yaml', 'invalid-shape', 'invalid-suppression'])(
      '%s stays an error',
      (name) => {
        for (const severity of ['off', 'info', 'warning']) {
          const { findings } = lint(`${name}: ${severity}`, BROKEN);
          expect(findings).toMatchObject([
            { rule: 'invalid-shape', severity: 'error', file: FILE },
            {
              rule: 'invalid-shape',
              severity: 'error',
              file: 'lvsgen.yaml',
              message: `"${name}" is always an error`,
            },
          ]);
        }
      },
    );

    test('other findings on the way in, and a rule of a similar name, have a severity', () => {
      const advert = edit(DR, 'name: web-dr', 'name: web-dr # lvsgen-disable several-masters -- none yet');
      expect(lint('unused-suppression: info', advert).findings).toMatchObject([
        { rule: 'unused-suppression', severity: 'info' },
      ]);
      expect(lint('invalid-advert-int: off', DR).findings).toEqual([]);
    });

    test.each(['of', 'Error', '1', 'false', '[error]', '~'])('%s is no severity', (severity) => {
      expect(lint(`unused-segment: ${severity}`).findings).toMatchObject([
        { rule: 'invalid-shape', file: 'lvsgen.yaml' },
      ]);
    });

    test.each(['__proto__', 'hasOwnProperty', 'Unused-Segment', '""', '"a b"'])(
      '%s is no name of a rule',
      (name) => {
        expect(lint(`${name}: off`, DR).findings).toMatchObject([
          { rule: 'invalid-shape', severity: 'error', file: 'lvsgen.yaml' },
        ]);
      },
    );
  });

  describe('reserved', () => {
    test('an address that others use is no VIP', () => {
      const reserved = (addresses: string) =>
        found(
          project({
            'lvsgen.yaml': `reserved:\n  - { subnet: 192.168.0.0/24, addresses: [${addresses}] }\n`,
            [FILE]: DR,
          }),
        ).findings.map(({ file }) => file);
      expect(reserved('192.168.0.38')).toContain(FILE);
      expect(reserved('192.168.0.39')).toEqual([]);
    });

    test.each([['192.168.0.1/24'], ['192.168.0.0'], ['nonsense'], ['192.168.0.0/33']])(
      '%s is no subnet',
      (subnet) => {
        const cwd = project({ 'lvsgen.yaml': `reserved:\n  - { subnet: ${subnet} }\n`, [FILE]: DR });
        expect(found(cwd).findings).toMatchObject([{ rule: 'invalid-shape', file: 'lvsgen.yaml' }]);
      },
    );
  });

  describe('templates', () => {
    const withTemplates = (files: Record<string, string>) =>
      project({
        'lvsgen.yaml': 'templates: own\n',
        [FILE]: DR,
        'own/.keep': '',
        ...Object.fromEntries(Object.entries(files).map(([name, text]) => [`own/${name}`, text])),
      });

    test('a replaced template is used, the others are lvsgen’s', () => {
      const cwd = withTemplates({ '90-lvsgen.conf.hbs': '# ours, of {{host}}\n' });
      const plain = project({ [FILE]: DR });
      expect(lvsgen(['render'], { cwd }).status).toBe(0);
      lvsgen(['render'], { cwd: plain });
      const ours = tree(join(cwd, 'artifacts'));
      const theirs = tree(join(plain, 'artifacts'));
      expect(ours['prod/rs1/90-lvsgen.conf']).toBe('# ours, of rs1\n');
      const changed = Object.keys(theirs).filter((path) => ours[path] !== theirs[path]);
      expect(changed).toEqual([
        'prod/rs1/90-lvsgen.conf',
        'prod/rs1/manifest.json',
        'prod/rs2/90-lvsgen.conf',
        'prod/rs2/manifest.json',
      ]);
    });

    test('a partial is used, one of lvsgen’s or a new one', () => {
      const cwd = withTemplates({
        '90-lvsgen.conf.hbs': '{{> banner}}{{> conf_line keyword="k" words=definitions}}\n',
        'partials/banner.hbs': '# {{host}}: ',
        'partials/conf_line.hbs': '{{keyword}}',
      });
      expect(lvsgen(['render'], { cwd }).status).toBe(0);
      expect(readFileSync(join(cwd, 'artifacts/prod/rs2/90-lvsgen.conf'), 'utf8')).toBe('# rs2: k\n');
    });

    test.each<[string, Record<string, string>, RegExp]>([
      [
        'does not parse',
        { '90-lvsgen.conf.hbs': '{{#each x}}\n' },
        /^lvsgen: the template "90-lvsgen\.conf\.hbs" cannot be used: Parse error on line 2\n$/,
      ],
      [
        'is a partial that does not parse',
        { 'partials/new.hbs': '{{' },
        /^lvsgen: the template "partials\/new\.hbs" cannot be used: Parse error on line 1\n$/,
      ],
      [
        'names what its view lacks',
        { '90-lvsgen.conf.hbs': '{{hostname}}' },
        /^lvsgen: the template "90-lvsgen\.conf\.hbs" cannot be used: "hostname" not defined in .*\n$/,
      ],
      [
        'calls a helper that is not there',
        { 'lvs_dr.sh.hbs': '{{exec "id"}}' },
        /^lvsgen: the template "lvs_dr\.sh\.hbs" cannot be used: .*unknown helper exec - 1:0\n$/,
      ],
      [
        'writes to the terminal',
        { 'lvs_dr.sh.hbs': '{{log "::error::no"}}' },
        /^lvsgen: the template "lvs_dr\.sh\.hbs" cannot be used: .*unknown helper log - 1:0\n$/,
      ],
      [
        'names a partial that is not there',
        { 'lvs_dr.sh.hbs': '{{> nothing}}' },
        /^lvsgen: the template "lvs_dr\.sh\.hbs" cannot be used: .*nothing.*\n$/,
      ],
      [
        'calls itself for ever',
        { 'lvs_dr.sh.hbs': '{{> a}}', 'partials/a.hbs': '{{> a}}' },
        /^lvsgen: the template "lvs_dr\.sh\.hbs" cannot be used: .*\n$/,
      ],
      [
        'reaches for the prototype',
        { 'lvs_dr.sh.hbs': '{{constructor.constructor}}' },
        /^lvsgen: the template "lvs_dr\.sh\.hbs" cannot be used: .*\n$/,
      ],
      [
        'would never be used',
        { 'lvs_dr.hbs': '' },
        /^lvsgen: the template "lvs_dr\.hbs" would never be used: it has to be one of ".*\n$/,
      ],
    ])('a template that %s is said by its name, and nothing is written', (_, files, message) => {
      const cwd = withTemplates(files);
      const before = tree(cwd);
      for (const args of [['render'], ['render', '--check'], ['diff']]) {
        const { status, stdout, stderr } = lvsgen(args, { cwd });
        expect({ status, stdout }).toEqual({ status: 3, stdout: '' });
        expect(stderr).toMatch(message);
      }
      expect(tree(cwd)).toEqual(before);
      expect(lvsgen(['lint'], { cwd }).status).toBe(0);
    });

    test('the folder has to be there, to be a folder, and to stay in the project', () => {
      const cwd = project({ 'lvsgen.yaml': 'templates: own\n', [FILE]: DR });
      expect(lvsgen(['render'], { cwd })).toEqual({
        status: 3,
        stdout: '',
        stderr: `lvsgen: cannot read the templates in ${cwd}/own: ENOENT: no such file or directory\n`,
      });
      const outside = project({ 'lvs_dr.sh.hbs': 'secret' });
      symlinkSync(outside, join(cwd, 'own'));
      expect(lvsgen(['render'], { cwd })).toEqual({
        status: 3,
        stdout: '',
        stderr: 'lvsgen: own is a link that leads out of the project\n',
      });
      expect(tree(join(cwd, 'artifacts'))).toEqual({});
    });

    test('a template that is a link is refused', () => {
      const cwd = withTemplates({});
      writeFiles(cwd, { 'secret.txt': 'secret' });
      symlinkSync('../secret.txt', join(cwd, 'own/lvs_dr.sh.hbs'));
      expect(lvsgen(['render'], { cwd })).toEqual({
        status: 3,
        stdout: '',
        stderr: `lvsgen: ${cwd}/own/lvs_dr.sh.hbs is not a regular file\n`,
      });
    });
  });
});
