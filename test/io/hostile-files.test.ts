import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  chownSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import {
  COMMAND,
  type CommandResult,
  cleanEnvironment,
  emptyFolder,
  lvsgen,
  project,
  removeProjects,
  writeFiles,
} from '../support/command.ts';
import { DR, edit } from '../support/definitions.ts';
import { requirePrograms } from '../support/programs.ts';
import { tree } from '../support/tree.ts';

const FILE = 'clusters/prod/web-dr.yaml';
const NOBODY = 65534;

interface Finding {
  readonly rule: string;
  readonly severity: string;
  readonly message: string;
  readonly file: string;
}
function findings(cwd: string, ...args: string[]): Finding[] {
  const { stdout, stderr } = lvsgen(['lint', '--format', 'json', ...args], { cwd });
  expect(stderr).toBe('');
  return (JSON.parse(stdout) as { findings: Finding[] }).findings;
}

const render = (cwd: string, ...args: string[]) => lvsgen(['render', ...args], { cwd });
/** A failure of the system in one line, with no stack. */
function expectFailure({ status, stdout, stderr }: CommandResult, message: string | RegExp): void {
  expect({ status, stdout }).toEqual({ status: 3, stdout: '' });
  if (typeof message === 'string') expect(stderr).toBe(`lvsgen: ${message}\n`);
  else expect(stderr).toMatch(message);
}

const mkfifo = (path: string) => execFileSync('mkfifo', [path]);

function rendered(): string {
  const cwd = project({ [FILE]: DR });
  expect(render(cwd).status).toBe(0);
  return cwd;
}

afterAll(() => {
  execFileSync('chmod', ['-R', 'u+rwX', '--', ...unlocked.splice(0), emptyFolder()]);
  removeProjects();
});
const unlocked: string[] = [];

describe('the artifacts folder', () => {
  test('that is a link out of the project is refused', () => {
    const cwd = project({ [FILE]: DR });
    const outside = project({ mine: 'mine' });
    symlinkSync(outside, join(cwd, 'artifacts'));
    for (const args of [['render'], ['render', '--check'], ['diff']]) {
      expectFailure(lvsgen(args, { cwd }), 'artifacts is a link that leads out of the project');
    }
    expect(tree(outside)).toEqual({ mine: 'mine' });
  });

  test('below a link out of the project is refused, though it is not there yet', () => {
    const cwd = project({ [FILE]: DR, 'lvsgen.yaml': 'artifacts: out/a/b\n' });
    const outside = emptyFolder();
    symlinkSync(outside, join(cwd, 'out'));
    expectFailure(render(cwd), 'out/a/b is a link that leads out of the project');
    expect(tree(outside)).toEqual({});
  });

  test.each([
    ['src', { 'src/main.c': '' }, 'src holds "main.c"'],
    ['.', {}, '. holds "clusters"'],
    ['.github', { '.github/workflows/ci.yml': '' }, '.github holds "workflows"'],
  ])('that holds other things is refused: %s', (folder, files, message) => {
    const cwd = project({
      [FILE]: DR,
      'lvsgen.yaml': `artifacts: ${folder}\nclusters: clusters\n`,
      ...files,
    });
    const before = tree(cwd);
    for (const args of [['render'], ['render', '--check'], ['diff']]) {
      const { status, stderr, stdout } = lvsgen(args, { cwd });
      // The whole project is refused for the definitions in it already.
      if (folder === '.') expect([status, stdout]).toEqual([1, expect.stringContaining('are not apart')]);
      else expect([status, stderr]).toEqual([3, expect.stringContaining(message)]);
    }
    expect(tree(cwd)).toEqual(before);
  });

  test.each(['.git/x', 'a/.GIT', '.git'])("that is git's own is refused: %s", (folder) => {
    const cwd = project({ [FILE]: DR, 'lvsgen.yaml': `artifacts: ${folder}\n` });
    const { status, stdout } = lvsgen(['render'], { cwd });
    expect([status, stdout]).toEqual([1, expect.stringContaining(`"${folder}" is git's own`)]);
  });

  test('that holds hidden files and a README alone is used', () => {
    const cwd = project({ [FILE]: DR, 'artifacts/.gitattributes': '', 'artifacts/README.md': '' });
    expect(render(cwd).status).toBe(0);
  });

  test('that is a link into the project is followed', () => {
    const cwd = project({ [FILE]: DR, 'out/.keep': '' });
    symlinkSync('out', join(cwd, 'artifacts'));
    expect(render(cwd).status).toBe(0);
    expect(Object.keys(tree(join(cwd, 'out')))).toHaveLength(13);
    expect(readlinkSync(join(cwd, 'artifacts'))).toBe('out');
  });

  test.each([
    [
      'a link that leads nowhere',
      (path: string) => symlinkSync('nowhere', path),
      /^lvsgen: cannot use artifacts: ENOENT/,
    ],
    [
      'a loop of links',
      (path: string) => symlinkSync('artifacts', path),
      /^lvsgen: cannot use artifacts: ELOOP/,
    ],
    ['a file', (path: string) => writeFileSync(path, 'mine'), /^lvsgen: .*\/artifacts is not a folder\n$/],
    ['a FIFO', mkfifo, /^lvsgen: .*\/artifacts is not a folder\n$/],
  ])('that is %s is refused', (_, make, message) => {
    const cwd = project({ [FILE]: DR });
    make(join(cwd, 'artifacts'));
    for (const args of [['render'], ['render', '--check'], ['diff']])
      expectFailure(lvsgen(args, { cwd }), message);
    expect(readdirSync(cwd).sort()).toEqual(['artifacts', 'clusters']);
  });

  test('with links that wait in the place of staging: none is followed', () => {
    const cwd = project({ [FILE]: DR });
    const outside = emptyFolder();
    mkdirSync(join(cwd, 'artifacts'));
    for (let id = 1; id < 300; id++) {
      symlinkSync(outside, join(cwd, `artifacts/.lvsgen-${id}`));
      symlinkSync(outside, join(cwd, `artifacts/.lvsgen-${id}-0123456789abcdef`));
    }
    // In a namespace of its own, the command has one of these ids.
    const through = requirePrograms(['unshare'], { root: true }) ? ['unshare', '--pid', '--fork'] : [];
    expect(lvsgen(['render'], { cwd, through })).toMatchObject({ status: 0, stderr: '' });
    expect(tree(outside)).toEqual({});
    expect(existsSync(join(cwd, 'artifacts/prod/lvs1/lvs_dr.sh'))).toBe(true);
  });

  test('what a killed run has left there is removed, and nothing else of that name', () => {
    const cwd = rendered();
    writeFiles(cwd, {
      'artifacts/.lvsgen-999999999-0123456789abcdef/0': 'left',
      [`artifacts/.lvsgen-${process.pid}-0123456789abcdef/0`]: 'of a run that lives',
      'artifacts/.lvsgen-notes/0': 'mine',
      'artifacts/prod/.lvsgen-999999999-0123456789abcdef': 'mine',
    });
    expect(render(cwd).status).toBe(0);
    expect(readdirSync(join(cwd, 'artifacts')).filter((name) => name.startsWith('.'))).toEqual(
      [`.lvsgen-${process.pid}-0123456789abcdef`, '.lvsgen-notes'].sort(),
    );
    expect(existsSync(join(cwd, 'artifacts/prod/.lvsgen-999999999-0123456789abcdef'))).toBe(true);
  });
});

describe('in the artifacts folder', () => {
  test.each([['prod'], ['prod/rs1']])('%s as a link is refused, and its target untouched', (folder) => {
    for (const isInside of [true, false]) {
      const cwd = rendered();
      const target = isInside ? join(cwd, 'elsewhere') : join(emptyFolder(), 'elsewhere');
      renameSync(join(cwd, 'artifacts', folder), target);
      symlinkSync(target, join(cwd, 'artifacts', folder));
      writeFiles(cwd, { [FILE]: edit(DR, 'vip: 192.168.0.38', 'vip: 192.168.0.39') });
      const before = tree(target);
      expectFailure(render(cwd), `${cwd}/artifacts/${folder} is not a folder`);
      expectFailure(render(cwd, '--check'), `${cwd}/artifacts/${folder} is not a folder`);
      expect(tree(target)).toEqual(before);
      expect(tree(join(cwd, 'artifacts'))['prod/lvs1/lvs_dr.sh'] ?? '').not.toContain('192.168.0.39');
    }
  });

  test('a file that is a link is stale, and replaced; its target stays as it was', () => {
    for (const content of ['mine', 'same'] as const) {
      const cwd = rendered();
      const path = join(cwd, 'artifacts/prod/rs1/lvs_dr_rs.sh');
      const expected = readFileSync(path, 'utf8');
      const victim = join(emptyFolder(), 'victim');
      writeFileSync(victim, content === 'same' ? expected : 'mine');
      chmodSync(victim, 0o600);
      rmSync(path);
      symlinkSync(victim, path);
      expect(render(cwd, '--check').status).toBe(1);
      expect(render(cwd)).toMatchObject({
        status: 0,
        stdout: '+ artifacts/prod/rs1/lvs_dr_rs.sh\n3 hosts: 1 file written, 0 removed, 11 unchanged\n',
      });
      expect(lstatSync(path).isFile()).toBe(true);
      expect(readFileSync(path, 'utf8')).toBe(expected);
      expect(readFileSync(victim, 'utf8')).toBe(content === 'same' ? expected : 'mine');
      expect(lstatSync(victim).mode & 0o777).toBe(0o600);
    }
  });

  test('a manifest that is a link is not believed, and is replaced', () => {
    const cwd = rendered();
    const victim = join(emptyFolder(), 'manifest.json');
    writeFileSync(victim, JSON.stringify({ version: 1, definitions: ['gone'], files: [{ file: 'mine' }] }));
    writeFiles(cwd, { 'artifacts/prod/rs1/mine': 'mine', 'artifacts/prod/x/mine': 'mine' });
    for (const host of ['rs1', 'x']) {
      rmSync(join(cwd, `artifacts/prod/${host}/manifest.json`), { force: true });
      symlinkSync(victim, join(cwd, `artifacts/prod/${host}/manifest.json`));
    }
    expect(render(cwd).status).toBe(0);
    const now = tree(join(cwd, 'artifacts'));
    expect(now['prod/rs1/mine']).toBe('mine');
    expect(now['prod/x/mine']).toBe('mine');
    expect(now['prod/rs1/manifest.json']).toContain('"host": "rs1"');
  });

  test('a link that has to go is not followed when it goes', () => {
    const cwd = rendered();
    const victim = join(emptyFolder(), 'victim');
    writeFileSync(victim, 'mine');
    rmSync(join(cwd, 'artifacts/prod/rs2/lvs_dr_rs.sh'));
    symlinkSync(victim, join(cwd, 'artifacts/prod/rs2/lvs_dr_rs.sh'));
    writeFiles(cwd, { [FILE]: DR.replaceAll('rs2', 'rs3') });
    expect(render(cwd).status).toBe(0);
    expect(readFileSync(victim, 'utf8')).toBe('mine');
  });

  test.each([
    ['a folder', (path: string) => mkdirSync(path)],
    ['a FIFO', mkfifo],
  ])('%s in the place of a file is refused before anything is written', (_, make) => {
    const cwd = rendered();
    writeFiles(cwd, { [FILE]: edit(DR, 'vip: 192.168.0.38', 'vip: 192.168.0.39') });
    const path = join(cwd, 'artifacts/prod/rs2/lvs_dr_rs.sh');
    rmSync(path);
    make(path);
    const before = tree(join(cwd, 'artifacts'));
    expectFailure(render(cwd), `${path} is not a regular file`);
    expect(tree(join(cwd, 'artifacts'))).toEqual(before);
  });

  test('a file in the place of a host’s folder is refused before anything is written', () => {
    const cwd = project({ [FILE]: DR, 'artifacts/prod/rs2': 'mine' });
    expectFailure(render(cwd), `${cwd}/artifacts/prod/rs2 is not a folder`);
    expect(tree(join(cwd, 'artifacts'))).toEqual({ 'prod/rs2': 'mine' });
  });

  test('hard links to elsewhere are not written through', () => {
    const cwd = rendered();
    const path = 'artifacts/prod/lvs1/lvs_dr.sh';
    const other = join(cwd, 'other');
    execFileSync('ln', [join(cwd, path), other]);
    const before = readFileSync(other, 'utf8');
    writeFiles(cwd, { [FILE]: edit(DR, 'weight: 3', 'weight: 5') });
    expect(render(cwd).status).toBe(0);
    expect(readFileSync(other, 'utf8')).toBe(before);
    expect(readFileSync(join(cwd, path), 'utf8')).not.toBe(before);
  });
});

/** Root may do everything, so these run as another user. */
const asNobody = process.getuid?.() === 0 && requirePrograms(['setpriv']);
describe.runIf(asNobody || process.getuid?.() !== 0)('without permission', () => {
  const through = asNobody ? ['setpriv', `--reuid=${NOBODY}`, `--regid=${NOBODY}`, '--clear-groups'] : [];
  const own = (...paths: string[]) => {
    if (asNobody) for (const path of paths) execFileSync('chown', ['-R', `${NOBODY}:${NOBODY}`, path]);
  };
  const run = (cwd: string, ...args: string[]) => lvsgen(args, { cwd, through });

  test('the command works at all', () => {
    const cwd = project({ [FILE]: DR });
    own(cwd);
    expect(run(cwd, 'render')).toMatchObject({ status: 0, stderr: '' });
  });

  test('to write into artifacts/: nothing is changed', () => {
    const cwd = rendered();
    own(cwd);
    writeFiles(cwd, { [FILE]: edit(DR, 'weight: 3', 'weight: 5') });
    const before = tree(cwd);
    chmodSync(join(cwd, 'artifacts'), 0o555);
    expectFailure(run(cwd, 'render'), 'cannot write artifacts: EACCES: permission denied');
    chmodSync(join(cwd, 'artifacts'), 0o755);
    expect(tree(cwd)).toEqual(before);
  });

  test('to make artifacts/', () => {
    const cwd = project({ [FILE]: DR });
    if (asNobody) chownSync(cwd, 0, 0);
    else chmodSync(cwd, 0o555);
    expectFailure(run(cwd, 'render'), 'cannot write artifacts: EACCES: permission denied');
    expect(readdirSync(cwd)).toEqual(['clusters']);
  });

  test('to write into the folder of one host: no file is half, and nothing is left', () => {
    const cwd = rendered();
    own(cwd);
    const old = tree(join(cwd, 'artifacts'));
    writeFiles(cwd, { [FILE]: edit(DR, 'vip: 192.168.0.38', 'vip: 192.168.0.39') });
    const wanted = project({ [FILE]: edit(DR, 'vip: 192.168.0.38', 'vip: 192.168.0.39') });
    render(wanted);
    chmodSync(join(cwd, 'artifacts/prod/rs1'), 0o555);
    expectFailure(run(cwd, 'render'), 'cannot write artifacts: EACCES: permission denied');
    chmodSync(join(cwd, 'artifacts/prod/rs1'), 0o755);
    const now = tree(join(cwd, 'artifacts'));
    const fresh = tree(join(wanted, 'artifacts'));
    expect(Object.keys(now)).toEqual(Object.keys(old));
    for (const [path, content] of Object.entries(now))
      expect([old[path], fresh[path]], path).toContain(content);
    expect(run(cwd, 'render').status).toBe(0);
    expect(tree(join(cwd, 'artifacts'))).toEqual(fresh);
  });

  test.each([
    [
      'an artifact',
      'artifacts/prod/lvs1/lvs_dr.sh',
      /^lvsgen: cannot read .*\/lvs_dr\.sh: EACCES: permission denied\n$/,
    ],
    [
      'a host’s folder',
      'artifacts/prod/lvs1',
      /^lvsgen: cannot (?:read|use) .*\/artifacts\/prod\/lvs1.*: EACCES: permission denied\n$/,
    ],
    ['artifacts/', 'artifacts', /^lvsgen: cannot (?:read|use) .*artifacts.*: EACCES: permission denied\n$/],
    [
      'a folder of definitions',
      'clusters/prod',
      /^lvsgen: cannot (?:read|use) .*clusters\/prod.*: EACCES: permission denied\n$/,
    ],
    [
      'the folder of the definitions',
      'clusters',
      /^lvsgen: cannot (?:read|use) .*clusters.*: EACCES: permission denied\n$/,
    ],
  ])('to read %s', (_, path, message) => {
    const cwd = rendered();
    own(cwd);
    unlocked.push(join(cwd, path));
    chmodSync(join(cwd, path), 0);
    expectFailure(run(cwd, 'render'), message);
  });

  test('to read a definition or the settings: a finding', () => {
    for (const file of [FILE, 'lvsgen.yaml']) {
      const cwd = project({ [FILE]: DR, 'lvsgen.yaml': '' });
      own(cwd);
      chmodSync(join(cwd, file), 0);
      const { status, stdout, stderr } = run(cwd, 'lint');
      expect({ status, stderr }).toEqual({ status: 1, stderr: '' });
      expect(stdout).toContain('error[invalid-file]: cannot read the file: EACCES: permission denied\n');
      expect(stdout).toContain(` --> ${file}:1:1\n`);
      expect(run(cwd, 'render').status).toBe(1);
      expect(existsSync(join(cwd, 'artifacts'))).toBe(false);
    }
  });
});

describe('a definition', () => {
  test.each<[string, (path: string) => void, string]>([
    ['a link', (path) => symlinkSync('web-dr.yaml', path), 'the file is a symbolic link'],
    ['a link out of the project', (path) => symlinkSync('/etc/passwd', path), 'the file is a symbolic link'],
    ['a link to a folder', (path) => symlinkSync('..', path), 'the file is a symbolic link'],
    ['a link that leads nowhere', (path) => symlinkSync('nowhere', path), 'the file is a symbolic link'],
    ['a loop of links', (path) => symlinkSync('other.yaml', path), 'the file is a symbolic link'],
    ['a FIFO', mkfifo, 'this is not a regular file'],
    [
      'a huge file',
      (path) => execFileSync('truncate', ['--size=1T', path]),
      'the file has 1099511627776 bytes, the most is',
    ],
  ])('that is %s is a finding, found or named', (kind, make, message) => {
    const cwd = project({ [FILE]: DR });
    make(join(cwd, 'clusters/prod/other.yaml'));
    const expected = [
      {
        rule: 'invalid-file',
        severity: 'error',
        file: 'clusters/prod/other.yaml',
        message: expect.stringContaining(message) as string,
      },
    ];
    expect(findings(cwd)).toMatchObject(expected);
    if (kind !== 'a link to a folder')
      expect(findings(cwd, 'clusters/prod/other.yaml')).toMatchObject(expected);
    expect(render(cwd, FILE).status).toBe(1);
    expect(existsSync(join(cwd, 'artifacts'))).toBe(false);
  });

  test.runIf(requirePrograms(['mknod'], { root: true }))('that is a device is a finding', () => {
    const cwd = project({ [FILE]: DR });
    execFileSync('mknod', [join(cwd, 'clusters/prod/null.yaml'), 'c', '1', '5']);
    expect(findings(cwd)).toMatchObject([
      { file: 'clusters/prod/null.yaml', message: 'this is not a regular file' },
    ]);
  });

  test('that is a folder is one: what is in it counts', () => {
    const cwd = project({ 'clusters/prod/x.yaml/web-dr.yaml': DR });
    expect(findings(cwd)).toEqual([]);
    expect(findings(cwd, 'clusters/prod/x.yaml')).toEqual([]);
    expect(render(cwd).stdout).toContain('+ artifacts/prod/x.yaml/lvs1/lvs_dr.sh\n');
  });

  test('below a link to a folder is not read: the link is a finding', () => {
    const cwd = project({ [FILE]: DR, 'clusters/prod/deep/.keep': '' });
    const outside = project({ 'secret.yaml': 'secret: 1\n' });
    const links = { 'clusters/out': outside, 'clusters/prod/deep/loop': '..', 'clusters/self': '.' };
    for (const [path, target] of Object.entries(links)) symlinkSync(target, join(cwd, path));
    expect(findings(cwd)).toMatchObject(
      Object.keys(links).map((file) => ({
        rule: 'invalid-file',
        file,
        message: 'the file is a symbolic link',
      })),
    );
  });

  test('named through a link within the project is the same one', () => {
    const cwd = project({
      [FILE]: edit(DR, 'lvs_method: DR', 'lvs_method: DRR'),
      'lvsgen.yaml': '',
      'clusters/lab/x.yaml': DR,
    });
    symlinkSync('clusters/prod', join(cwd, 'current'));
    for (const path of [
      'current',
      'current/web-dr.yaml',
      './clusters/../current/web-dr.yaml',
      join(cwd, 'current'),
    ]) {
      expect(findings(cwd, path).map(({ file }) => file)).toEqual([FILE]);
    }
  });

  test('in a folder that is a link have one name: that of the folder itself', () => {
    const cwd = project({ 'defs/prod/web-dr.yaml': DR, 'lvsgen.yaml': '' });
    symlinkSync('defs', join(cwd, 'clusters'));
    for (const args of [['lint'], ['render'], ['diff', 'clusters/prod']])
      expectFailure(lvsgen(args, { cwd }), 'clusters is a link to defs: name that folder in lvsgen.yaml');
  });

  test('below a link that leads out of the project is not shown, though it is named', () => {
    const cwd = project({ [FILE]: DR, 'lvsgen.yaml': '' });
    const outside = project({ 'secret.yaml': 'password: hunter2\n' });
    symlinkSync(outside, join(cwd, 'clusters/out'));
    for (const path of ['clusters/out', 'clusters/out/secret.yaml']) {
      const { status, stdout, stderr } = lvsgen(['lint', path], { cwd });
      expect({ status, stdout }).toEqual({ status: 3, stdout: '' });
      expect(stderr).toMatch(/^lvsgen: .* is a link that leads out of the project\n$/);
    }
    rmSync(join(cwd, 'clusters'), { recursive: true });
    symlinkSync(outside, join(cwd, 'clusters'));
    expectFailure(lvsgen(['lint'], { cwd }), 'clusters is a link that leads out of the project');
  });

  test('that vanishes, time and again, or turns into something else, is never an internal fault', async () => {
    const cwd = project(
      Object.fromEntries(Array.from({ length: 300 }, (_, at) => [`clusters/e${at}/web-dr.yaml`, DR])),
    );
    const script = `while :; do for i in $(seq 0 299); do f=clusters/e$i/web-dr.yaml
      mv $f spare; ln -s spare $f; rm $f; mkdir $f; rmdir $f; mkfifo $f; rm $f; mv spare $f; done; done`;
    const vandal = spawn('sh', ['-c', script], { cwd, stdio: 'ignore', detached: true });
    try {
      for (let round = 0; round < 8; round++) {
        const { status, stderr } = lvsgen(['lint', '--format', 'json'], { cwd });
        expect([0, 1, 3]).toContain(status);
        expect(stderr).not.toContain('internal fault');
        expect(stderr).not.toMatch(/\n\s+at /);
      }
    } finally {
      process.kill(-(vandal.pid as number), 'SIGKILL');
      await once(vandal, 'exit');
    }
  });
});

describe('the name of a definition', () => {
  test.each([
    ['a newline', 'a\nb.yaml'],
    ['a percent sign', '100%.yaml'],
    ['a leading dash', '-rf.yaml'],
    ['two leading dashes', '--help.yaml'],
    ['a space', 'a b.yaml'],
    ['a command', '$(id).yaml'],
    ['a quote', "a'b.yaml"],
    ['an escape sequence', 'a\u001b[31mb.yaml'],
    ['a CI command', '::error::x.yaml'],
    ['a bidirectional override', 'a\u202eb.yaml'],
    ['64 characters', `${'a'.repeat(64)}.yaml`],
    ['only an ending', '...yaml'],
    ['a colon', 'a:b.yaml'],
    ['a backslash', 'a\\b.yaml'],
  ])('with %s is an error in every format, and shown on one line', (_, name) => {
    const cwd = project({ [`clusters/prod/${name}`]: DR });
    const isHidden = name.startsWith('.');
    if (isHidden) {
      expect(lvsgen(['lint'], { cwd }).status).toBe(2);
      return;
    }
    expect(findings(cwd).map(({ rule }) => rule)).toContain('invalid-file');
    for (const format of ['pretty', 'github', 'markdown', 'junit', 'sarif', 'gitlab']) {
      const { status, stdout, stderr } = lvsgen(['lint', '--format', format], { cwd });
      expect({ status, stderr }).toEqual({ status: 1, stderr: '' });
      for (const live of ['\u001b', '\u202e', 'a\nb', '\n::error::x']) expect(stdout).not.toContain(live);
    }
    expect(render(cwd).status).toBe(1);
    expect(existsSync(join(cwd, 'artifacts'))).toBe(false);
  });

  test.each([['-x'], ['a b'], ['a\nb'], ['$(id)'], ['%2e%2e'], ['a'.repeat(64)]])(
    'its folder %j is an error, too',
    (folder) => {
      const cwd = project({ [`clusters/${folder}/web-dr.yaml`]: DR });
      expect(findings(cwd)).toMatchObject([{ rule: 'invalid-file', file: `clusters/${folder}/web-dr.yaml` }]);
      expect(render(cwd).status).toBe(1);
    },
  );

  test('that is no UTF-8 is an error', () => {
    const cwd = project({ [FILE]: DR });
    writeFileSync(
      Buffer.concat([
        Buffer.from(`${cwd}/clusters/prod/`),
        Buffer.from([0x61, 0xff, 0xfe]),
        Buffer.from('.yaml'),
      ]),
      DR,
    );
    expect(findings(cwd)).toMatchObject([
      { rule: 'invalid-file', severity: 'error', message: 'the name is not UTF-8' },
    ]);
    expect(render(cwd, FILE).status).toBe(1);
  });

  test('that is in a folder whose name is no UTF-8 is an error', () => {
    const cwd = project({ [FILE]: DR });
    const folder = Buffer.concat([Buffer.from(`${cwd}/clusters/`), Buffer.from([0xff, 0xfe])]);
    mkdirSync(folder);
    writeFileSync(Buffer.concat([folder, Buffer.from('/web.yaml')]), DR);
    expect(findings(cwd)).toMatchObject([
      {
        rule: 'invalid-file',
        severity: 'error',
        message: 'the name is not UTF-8',
        hint: 'rename the file or folder',
      },
    ]);
    expect(render(cwd).status).toBe(1);
  });

  test('that is hidden is not seen, nor what is in a hidden folder', () => {
    const cwd = project({
      [FILE]: DR,
      'clusters/prod/.x.yaml': 'no: 1\n',
      'clusters/.git/x.yaml': 'no: 1\n',
    });
    expect(lvsgen(['lint'], { cwd })).toMatchObject({ status: 0, stdout: '1 file: no findings\n' });
  });

  test.each([
    ['300 characters', 'a'.repeat(300)],
    ['5,000 characters', 'a/'.repeat(2500)],
    ['a newline', 'a\nb\u001b[31m'],
    ['nothing', ''],
  ])('as an argument with %s is wrong usage, or a failure, in one line', (_, name) => {
    const cwd = project({ [FILE]: DR });
    const { status, stdout, stderr } = lvsgen(['lint', `clusters/${name}.yaml`], { cwd });
    expect([2, 3]).toContain(status);
    expect(stdout).toBe('');
    expect(stderr).toMatch(/^lvsgen: [^\n]+\n$/);
    expect(stderr).not.toContain('\u001b');
  });

  test('as an argument that leads through a file or a loop is wrong usage or a failure', () => {
    const cwd = project({ [FILE]: DR });
    symlinkSync('loop', join(cwd, 'loop'));
    for (const path of [`${FILE}/x.yaml`, 'loop/x.yaml', 'loop']) {
      const { status, stderr } = lvsgen(['lint', path], { cwd });
      expect([2, 3]).toContain(status);
      expect(stderr).toMatch(/^lvsgen: [^\n]+\n$/);
    }
  });

  test('as an argument with a leading dash comes after --', () => {
    const cwd = project({ [FILE]: DR, '-x.yaml': DR });
    expect(lvsgen(['lint', '-x.yaml'], { cwd }).status).toBe(2);
    expect(findings(cwd, '--', '-x.yaml').map(({ file }) => file)).toContain('-x.yaml');
  });
});

describe('the system', () => {
  const isRoot = requirePrograms(['unshare', 'mount'], { root: true });

  test.runIf(isRoot)('with a full disk: nothing is changed, and nothing is left', () => {
    const cwd = rendered();
    const script = `mount -t tmpfs -o size=96k,nr_inodes=60 tmpfs artifacts && cp -a "$0/." artifacts/ && "$@"; echo "status $?"
      cp -a artifacts/. "$OUT"`;
    for (const fill of [
      'head -c 1M /dev/zero >artifacts/fill 2>/dev/null',
      'i=0; while touch "artifacts/fill$i" 2>/dev/null; do i=$((i + 1)); done',
    ]) {
      const out = emptyFolder();
      const old = join(emptyFolder(), 'old');
      execFileSync('cp', ['-a', join(cwd, 'artifacts'), old]);
      writeFiles(cwd, { [FILE]: edit(DR, 'vip: 192.168.0.38', 'vip: 192.168.0.39') });
      const inner = `${fill}; exec "$@"`;
      const args = [
        '-m',
        '--propagation',
        'private',
        'sh',
        '-c',
        script,
        old,
        'sh',
        '-c',
        inner,
        'sh',
        process.execPath,
        COMMAND,
        'render',
      ];
      let output = '';
      try {
        output = execFileSync('unshare', args, {
          cwd,
          env: cleanEnvironment({ OUT: out }),
          encoding: 'utf8',
          stdio: ['ignore', 'pipe', 'pipe'],
        });
      } catch (error) {
        output = String((error as { stdout: string }).stdout);
      }
      expect(output).toBe('status 3\n');
      const now = Object.fromEntries(Object.entries(tree(out)).filter(([path]) => !path.startsWith('fill')));
      expect(now).toEqual(tree(old));
    }
  });

  test('with too many open files: a failure or a finding, and nothing is written', () => {
    const cwd = project({ [FILE]: DR });
    for (const limit of [19, 20, 21, 22, 23, 24, 26, 30]) {
      const { status, stdout, stderr } = lvsgen(['render'], {
        cwd,
        through: ['sh', '-c', `ulimit -n ${limit}; exec "$@"`, 'sh'],
      });
      if (status === 0) {
        expect(Object.keys(tree(join(cwd, 'artifacts')))).toHaveLength(12);
        rmSync(join(cwd, 'artifacts'), { recursive: true });
      } else if (stderr.startsWith('lvsgen: ')) {
        expect([1, 3]).toContain(status);
        expect(stdout + stderr).toContain('EMFILE');
        expect(tree(join(cwd, 'artifacts'))).toEqual({});
      } else {
        // Node itself does not come up.
        expect(existsSync(join(cwd, 'artifacts'))).toBe(false);
      }
    }
  });

  test('without a shell: the guard is done without', () => {
    const cwd = project({ [FILE]: DR });
    expect(lvsgen(['render'], { cwd, env: { PATH: '/nonexistent' } })).toMatchObject({
      status: 0,
      stderr: '',
    });
    expect(Object.keys(tree(join(cwd, 'artifacts')))).toHaveLength(12);
  });

  test('with two and more runs at once: all files are right in the end', async () => {
    const cwd = project({ [FILE]: DR, 'lvsgen.yaml': '' });
    const wanted = tree(join(rendered(), 'artifacts'));
    for (let round = 0; round < 5; round++) {
      rmSync(join(cwd, 'artifacts'), { recursive: true, force: true });
      if (round > 0) {
        writeFiles(cwd, { [FILE]: edit(DR, 'vip: 192.168.0.38', 'vip: 192.168.0.39') });
        render(cwd);
        writeFiles(cwd, { [FILE]: DR });
      }
      const runs = Array.from({ length: 4 }, () =>
        spawn(process.execPath, [COMMAND, 'render'], { cwd, env: cleanEnvironment(), stdio: 'ignore' }),
      );
      const statuses = await Promise.all(runs.map(async (run) => ((await once(run, 'exit')) as [number])[0]));
      expect(statuses).toEqual([0, 0, 0, 0]);
      for (let left = 300; left > 0 && readdirSync(join(cwd, 'artifacts')).length > 1; left--) {
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
      expect(tree(join(cwd, 'artifacts'))).toEqual(wanted);
    }
  });
});
