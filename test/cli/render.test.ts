import { chmodSync, mkdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { lvsgen, project, removeProjects, writeFiles } from '../support/command.ts';
import { DR, edit, HA, NAT } from '../support/definitions.ts';
import { stamps, tree } from '../support/tree.ts';

const FILE = 'clusters/prod/web-dr.yaml';
const BROKEN = edit(DR, 'lvs_method: DR', 'lvs_method: DRR');
const UNREADABLE = 'version: 1\nname: [\n';
/** A second cluster on the hosts of {@link DR}. */
const SHARED = edit(
  edit(DR, 'name: web-dr', 'name: mail'),
  'vip: 192.168.0.38\n    port: 80',
  'vip: 192.168.0.39\n    port: 25',
);
/** A cluster that shares no host and no address with {@link DR}. */
const APART = DR.replace('name: web-dr', 'name: apart')
  .replaceAll('192.168.0.', '10.20.30.')
  .replace('lvs1', 'lvs9')
  .replaceAll('rs1', 'rs8')
  .replaceAll('rs2', 'rs9');

const artifacts = (cwd: string) => tree(join(cwd, 'artifacts'));
const paths = (cwd: string) => Object.keys(artifacts(cwd));
const render = (cwd: string, ...args: string[]) => lvsgen(['render', ...args], { cwd });
function rendered(files: Record<string, string>): string {
  const cwd = project(files);
  const { status, stdout, stderr } = render(cwd);
  expect({ status, stderr }, stdout).toEqual({ status: 0, stderr: '' });
  return cwd;
}

afterAll(removeProjects);

const SUM = '0'.repeat(64);
/** Of a host that is gone, as lvsgen would have written it. */
const EVIL = {
  version: 1,
  environment: 'prod',
  host: 'evil',
  definitions: ['gone.yaml'],
  files: [{ file: 'lvs_dr.sh', sha256: SUM }],
  secrets: [],
};

describe('render writes all or nothing', () => {
  test('what a host is, is in its folder, and nothing else', () => {
    expect(
      paths(rendered({ [FILE]: DR, 'clusters/lab/web-ha.yaml': HA, 'clusters/web-nat.yaml': NAT })),
    ).toEqual([
      'lab/lvs1/keepalived.conf',
      'lab/lvs1/lvsgen.conf',
      'lab/lvs1/manifest.json',
      'lab/lvs2/keepalived.conf',
      'lab/lvs2/lvsgen.conf',
      'lab/lvs2/manifest.json',
      'lab/rs1/90-lvsgen.conf',
      'lab/rs1/lvs_dr_rs.service',
      'lab/rs1/lvs_dr_rs.sh',
      'lab/rs1/manifest.json',
      'lab/rs2/90-lvsgen.conf',
      'lab/rs2/lvs_dr_rs.service',
      'lab/rs2/lvs_dr_rs.sh',
      'lab/rs2/manifest.json',
      'lvs1/90-lvsgen.conf',
      'lvs1/lvs_nat.service',
      'lvs1/lvs_nat.sh',
      'lvs1/lvsgen.conf',
      'lvs1/manifest.json',
      'prod/lvs1/lvs_dr.service',
      'prod/lvs1/lvs_dr.sh',
      'prod/lvs1/lvsgen.conf',
      'prod/lvs1/manifest.json',
      'prod/rs1/90-lvsgen.conf',
      'prod/rs1/lvs_dr_rs.service',
      'prod/rs1/lvs_dr_rs.sh',
      'prod/rs1/manifest.json',
      'prod/rs2/90-lvsgen.conf',
      'prod/rs2/lvs_dr_rs.service',
      'prod/rs2/lvs_dr_rs.sh',
      'prod/rs2/manifest.json',
      'rs1/manifest.json',
      'rs2/manifest.json',
    ]);
  });

  test.each<[string, Record<string, string>, string[], string]>([
    ['a selected definition', { [FILE]: BROKEN, 'clusters/prod/apart.yaml': APART }, [], FILE],
    [
      'one of two selected definitions',
      { [FILE]: BROKEN, 'clusters/prod/apart.yaml': APART },
      ['clusters/prod/apart.yaml', FILE],
      FILE,
    ],
    [
      'a definition that shares a host',
      { [FILE]: DR, 'clusters/prod/mail.yaml': edit(SHARED, 'lvs_sched: wrr', 'lvs_sched: wr') },
      [FILE],
      'clusters/prod/mail.yaml',
    ],
    [
      'an unreadable definition of the same environment',
      { [FILE]: DR, 'clusters/prod/mail.yaml': UNREADABLE },
      [FILE],
      'clusters/prod/mail.yaml',
    ],
    [
      'a name that is none, in the same environment',
      { [FILE]: DR, 'clusters/prod/-x.yaml': APART },
      [FILE],
      'clusters/prod/-x.yaml',
    ],
    [
      'an empty definition of the same environment',
      { [FILE]: DR, 'clusters/prod/mail.yaml': '' },
      [FILE],
      'clusters/prod/mail.yaml',
    ],
    ['the settings', { [FILE]: DR, 'lvsgen.yaml': 'rule: {}\n' }, [FILE], 'lvsgen.yaml'],
  ])('nothing for an error in %s', (_, files, args, culprit) => {
    const cwd = project(files);
    const { status, stdout, stderr } = render(cwd, ...args);
    expect({ status, stderr }).toEqual({
      status: 1,
      stderr: 'nothing was rendered: mend the errors first\n',
    });
    expect(stdout).toContain(` --> ${culprit}:`);
    expect(paths(cwd)).toEqual([]);
    expect(render(cwd, '--check', ...args).status).toBe(1);
  });

  test('nothing changes when an error comes into what was rendered', () => {
    const cwd = rendered({ [FILE]: DR, 'clusters/prod/apart.yaml': APART });
    const before = stamps(cwd);
    writeFiles(cwd, { [FILE]: BROKEN, 'clusters/prod/apart.yaml': APART.replace('weight: 3', 'weight: 5') });
    expect(render(cwd).status).toBe(1);
    expect({ ...stamps(cwd), [FILE]: '', 'clusters/prod/apart.yaml': '' }).toEqual({
      ...before,
      [FILE]: '',
      'clusters/prod/apart.yaml': '',
    });
  });

  test('what has nothing to do with an error elsewhere', () => {
    const cwd = project({
      [FILE]: DR,
      'clusters/lab/web-dr.yaml': BROKEN,
      'clusters/lab/x.yaml': UNREADABLE,
    });
    expect(render(cwd, 'clusters/prod')).toMatchObject({ status: 0 });
    expect(paths(cwd).filter((path) => !path.startsWith('prod/'))).toEqual([]);
    expect(render(cwd).status).toBe(1);
  });

  test('an error of an unselected definition that shares no host stands in no one’s way', () => {
    const cwd = project({
      [FILE]: DR,
      'clusters/prod/apart.yaml': edit(APART, 'lvs_sched: wrr', 'lvs_sched: wr'),
    });
    expect(render(cwd, FILE).status).toBe(0);
    expect(paths(cwd)).toHaveLength(12);
  });
});

describe('render of one definition', () => {
  test('writes each of its hosts whole, with the parts of other definitions', () => {
    const files = { [FILE]: DR, 'clusters/prod/mail.yaml': SHARED, 'clusters/prod/apart.yaml': APART };
    const all = rendered(files);
    const one = project(files);
    expect(render(one, FILE).status).toBe(0);
    const expected = Object.entries(artifacts(all)).filter(([path]) =>
      /^prod\/(?:lvs1|rs1|rs2)\//.test(path),
    );
    expect(Object.entries(artifacts(one))).toEqual(expected);
    expect(artifacts(one)['prod/lvs1/lvs_dr.sh']).toContain('192.168.0.39');
    const manifest = JSON.parse(artifacts(one)['prod/lvs1/manifest.json'] as string) as object;
    expect(manifest).toMatchObject({ definitions: ['clusters/prod/mail.yaml', FILE] });
  });

  test('prunes the host that it no longer names, and not those of others', () => {
    const cwd = rendered({ [FILE]: DR, 'clusters/prod/apart.yaml': APART });
    writeFiles(cwd, {
      [FILE]: DR.replaceAll('rs2', 'rs3'),
      'clusters/prod/apart.yaml': APART.replaceAll('rs9', 'rs7'),
    });
    expect(render(cwd, FILE).stdout).toBe(`- artifacts/prod/rs2/90-lvsgen.conf
- artifacts/prod/rs2/lvs_dr_rs.service
- artifacts/prod/rs2/lvs_dr_rs.sh
- artifacts/prod/rs2/manifest.json
+ artifacts/prod/rs3/90-lvsgen.conf
+ artifacts/prod/rs3/lvs_dr_rs.service
+ artifacts/prod/rs3/lvs_dr_rs.sh
+ artifacts/prod/rs3/manifest.json
3 hosts: 4 files written, 4 removed, 8 unchanged
`);
    expect(paths(cwd).some((path) => path.startsWith('prod/rs9/'))).toBe(true);
    expect(paths(cwd).some((path) => path.startsWith('prod/rs2'))).toBe(false);
  });
});

describe('render touches only what differs', () => {
  test('equal files keep their inode and times', () => {
    const cwd = rendered({ [FILE]: DR, 'clusters/prod/apart.yaml': APART });
    const before = stamps(join(cwd, 'artifacts'));
    expect(render(cwd).stdout).toBe('6 hosts: 0 files written, 0 removed, 24 unchanged\n');
    expect(stamps(join(cwd, 'artifacts'))).toEqual(before);
    writeFiles(cwd, { 'clusters/prod/apart.yaml': edit(APART, 'weight: 3', 'weight: 5') });
    expect(render(cwd).stdout).toBe(
      '~ artifacts/prod/lvs9/lvs_dr.sh\n~ artifacts/prod/lvs9/manifest.json\n6 hosts: 2 files written, 0 removed, 22 unchanged\n',
    );
    const after = stamps(join(cwd, 'artifacts'));
    const touched = Object.keys(after).filter((path) => after[path] !== before[path]);
    expect(touched).toEqual(['prod/lvs9/lvs_dr.sh', 'prod/lvs9/manifest.json']);
  });

  test('scripts are executable, other files are not, whatever the umask', () => {
    for (const umask of ['022', '077', '000']) {
      const cwd = project({ [FILE]: DR });
      const through = ['sh', '-c', `umask ${umask}; exec "$@"`, 'sh'];
      expect(lvsgen(['render'], { cwd, through }).status).toBe(0);
      for (const path of paths(cwd)) {
        const { mode } = statSync(join(cwd, 'artifacts', path));
        expect(mode & 0o100, `${path} under umask ${umask}`).toBe(path.endsWith('.sh') ? 0o100 : 0);
        expect(mode & 0o022, `${path} under umask ${umask}`).toBe(
          umask === '000' && mode & 0o022 ? mode & 0o022 : 0,
        );
      }
    }
  });

  test('a script that has lost its executable bit is stale, and gets it back', () => {
    const cwd = rendered({ [FILE]: DR });
    const path = join(cwd, 'artifacts/prod/lvs1/lvs_dr.sh');
    chmodSync(path, 0o644);
    const check = render(cwd, '--check');
    expect(check.status).toBe(1);
    expect(check.stdout).toBe('~ artifacts/prod/lvs1/lvs_dr.sh  (not executable)\n\n');
    expect(render(cwd).stdout).toBe(
      '~ artifacts/prod/lvs1/lvs_dr.sh\n3 hosts: 1 file written, 0 removed, 11 unchanged\n',
    );
    expect(statSync(path).mode & 0o111).toBe(0o111);
    expect(render(cwd, '--check').status).toBe(0);
  });
});

describe('render prunes', () => {
  test('a file that a host no longer needs, and keeps what others put into its folder', () => {
    const cwd = rendered({ [FILE]: DR });
    writeFiles(cwd, {
      'artifacts/prod/lvs1/notes.txt': 'mine',
      'artifacts/prod/rs1/.hidden': 'mine',
      'artifacts/prod/rs1/sub/x': 'mine',
      'artifacts/README.md': 'mine',
      [FILE]: NAT.replace('name: web-nat', 'name: web-dr'),
    });
    const { stdout } = render(cwd);
    expect(stdout).toContain('- artifacts/prod/lvs1/lvs_dr.sh\n');
    expect(stdout).toContain(
      '- artifacts/prod/rs1/90-lvsgen.conf\n- artifacts/prod/rs1/lvs_dr_rs.service\n- artifacts/prod/rs1/lvs_dr_rs.sh\n',
    );
    expect(paths(cwd)).toEqual([
      'README.md',
      'prod/lvs1/90-lvsgen.conf',
      'prod/lvs1/lvs_nat.service',
      'prod/lvs1/lvs_nat.sh',
      'prod/lvs1/lvsgen.conf',
      'prod/lvs1/manifest.json',
      'prod/lvs1/notes.txt',
      'prod/rs1/.hidden',
      'prod/rs1/manifest.json',
      'prod/rs1/sub/x',
      'prod/rs2/manifest.json',
    ]);
    expect(render(cwd, '--check').status).toBe(0);
  });

  test('a host that is gone, with its empty folder', () => {
    const cwd = rendered({ [FILE]: DR });
    writeFiles(cwd, { [FILE]: DR.replaceAll('rs2', 'rs3'), 'artifacts/prod/rs1/mine': '' });
    const check = render(cwd, '--check');
    expect(check.stdout).toContain('- artifacts/prod/rs2/manifest.json\n');
    expect(render(cwd).status).toBe(0);
    expect(paths(cwd).map((path) => path.split('/')[1])).not.toContain('rs2');
  });

  test('a host that is gone leaves its folder where somebody else has a file in it', () => {
    const cwd = rendered({ [FILE]: DR });
    writeFiles(cwd, { [FILE]: DR.replaceAll('rs2', 'rs3'), 'artifacts/prod/rs2/mine': 'mine' });
    expect(render(cwd).status).toBe(0);
    expect(paths(cwd).filter((path) => path.startsWith('prod/rs2'))).toEqual(['prod/rs2/mine']);
  });

  test('an environment that is gone, when everything is rendered', () => {
    const cwd = rendered({ [FILE]: DR, 'clusters/lab/eu/web-dr.yaml': DR });
    rmSync(join(cwd, 'clusters/lab'), { recursive: true });
    expect(render(cwd, 'clusters/prod').stdout).toBe('3 hosts: 0 files written, 0 removed, 12 unchanged\n');
    expect(render(cwd, '--check').status).toBe(1);
    expect(render(cwd).stdout).toContain('3 hosts: 0 files written, 12 removed, 12 unchanged\n');
    expect(paths(cwd).filter((path) => path.startsWith('lab'))).toEqual([]);
    expect(render(cwd, '--check').status).toBe(0);
  });

  test('what a definition gave when it is renamed, moved or deleted', () => {
    const cwd = rendered({ [FILE]: DR, 'clusters/prod/apart.yaml': APART });
    mkdirSync(join(cwd, 'clusters/lab'));
    renameSync(join(cwd, 'clusters/prod/apart.yaml'), join(cwd, 'clusters/lab/apart.yaml'));
    expect(render(cwd).stdout).toContain('6 hosts: 12 files written, 12 removed, 12 unchanged\n');
    expect(paths(cwd).filter((path) => path.startsWith('prod/lvs9'))).toEqual([]);
    rmSync(join(cwd, 'clusters/lab/apart.yaml'));
    expect(render(cwd, FILE).stdout).toContain('0 files written, 0 removed, 12 unchanged\n');
    expect(render(cwd).stdout).toContain('0 files written, 12 removed, 12 unchanged\n');
  });

  test('its own part of a host when another definition still names it', () => {
    const cwd = rendered({ [FILE]: DR, 'clusters/prod/mail.yaml': SHARED });
    rmSync(join(cwd, FILE));
    expect(render(cwd, 'clusters/prod/mail.yaml').status).toBe(0);
    expect(artifacts(cwd)).toEqual(artifacts(rendered({ 'clusters/prod/mail.yaml': SHARED })));
  });

  test('not what a definition outside of clusters/ gave', () => {
    const cwd = rendered({ [FILE]: DR, 'spare/apart.yaml': APART });
    expect(render(cwd, 'spare/apart.yaml').status).toBe(0);
    const before = artifacts(cwd);
    expect(Object.keys(before).some((path) => path.startsWith('spare/lvs9/'))).toBe(true);
    expect(render(cwd).stdout).toBe('3 hosts: 0 files written, 0 removed, 12 unchanged\n');
    expect(artifacts(cwd)).toEqual(before);
  });

  test.each([
    ['../../victim'],
    ['../victim'],
    ['/etc/victim'],
    ['sub/victim'],
    ['.'],
    ['..'],
    [''],
    ['.git'],
    ['x/../../victim'],
    ['..\\victim'],
    ['a\0b'],
    [{ file: 'x' }],
    [null],
    [7],
    ['secret.env'],
    ['victim'],
    ['manifest.json'],
  ])('nothing for a manifest that lists %j', (file) => {
    const cwd = rendered({ [FILE]: DR });
    const manifest = {
      version: 1,
      environment: 'prod',
      host: 'evil',
      definitions: ['gone.yaml'],
      files: [
        { file: 'lvs_dr.sh', sha256: SUM },
        { file, sha256: SUM },
      ],
      secrets: [],
    };
    writeFiles(cwd, {
      'artifacts/victim': '',
      'artifacts/prod/victim': '',
      'artifacts/prod/evil/victim': '',
      'artifacts/prod/evil/sub/victim': '',
      'artifacts/prod/evil/lvs_dr.sh': '',
      'artifacts/prod/evil/secret.env': '',
      'artifacts/prod/evil/manifest.json': JSON.stringify(manifest),
      victim: '',
    });
    const before = tree(cwd);
    expect(render(cwd)).toMatchObject({ status: 0, stderr: '' });
    expect(tree(cwd)).toEqual(before);
  });

  test.each([
    ['no JSON', '{'],
    ['null', 'null'],
    ['a list', '[]'],
    ['another version', JSON.stringify({ ...EVIL, version: 2 })],
    ['no list of files', JSON.stringify({ ...EVIL, files: EVIL.files[0] })],
    ['no definitions', JSON.stringify({ ...EVIL, definitions: undefined })],
    ['a definition that is no text', JSON.stringify({ ...EVIL, definitions: [{ toString: 1 }] })],
    ['an entry that is null', JSON.stringify({ ...EVIL, files: [null] })],
    [
      'a sum that is no text',
      JSON.stringify({ ...EVIL, files: [{ file: 'lvs_dr.sh', sha256: { toString: 1 } }] }),
    ],
    ['a sum that is none', JSON.stringify({ ...EVIL, files: [{ file: 'lvs_dr.sh', sha256: 'x' }] })],
    ['the manifest of another host', JSON.stringify({ ...EVIL, host: 'lvs1' })],
    ['the manifest of another environment', JSON.stringify({ ...EVIL, environment: 'lab' })],
    ['of no host', JSON.stringify({ ...EVIL, host: undefined })],
    ['only prototypes', `{"__proto__":${JSON.stringify(EVIL)}}`],
    ['deep nesting', `${'['.repeat(100_000)}${']'.repeat(100_000)}`],
  ])('nothing for a manifest that is %s', (_, manifest) => {
    const cwd = rendered({ [FILE]: DR });
    writeFiles(cwd, { 'artifacts/prod/evil/lvs_dr.sh': '', 'artifacts/prod/evil/manifest.json': manifest });
    const before = tree(cwd);
    expect(render(cwd)).toMatchObject({ status: 0, stderr: '' });
    expect(tree(cwd)).toEqual(before);
    expect(lvsgen(['diff'], { cwd }).stdout).not.toContain('evil');
  });

  test('the files of a host that is gone, and nothing beside them', () => {
    const cwd = rendered({ [FILE]: DR });
    writeFiles(cwd, {
      'artifacts/prod/evil/lvs_dr.sh': '',
      'artifacts/prod/evil/secret.env': 'mine',
      'artifacts/prod/evil/manifest.json': JSON.stringify(EVIL),
    });
    expect(render(cwd).stdout).toContain(
      '- artifacts/prod/evil/lvs_dr.sh\n- artifacts/prod/evil/manifest.json\n',
    );
    expect(tree(join(cwd, 'artifacts/prod/evil'))).toEqual({ 'secret.env': 'mine' });
  });

  test('nothing for a manifest right in artifacts/, where no host is', () => {
    const cwd = rendered({ [FILE]: DR });
    const manifest = { version: 1, definitions: ['gone.yaml'], files: [{ file: 'victim', sha256: '' }] };
    writeFiles(cwd, { 'artifacts/victim': '', 'artifacts/manifest.json': JSON.stringify(manifest) });
    const before = tree(cwd);
    expect(render(cwd)).toMatchObject({ status: 0, stderr: '' });
    expect(tree(cwd)).toEqual(before);
  });
});

describe('render --check writes nothing', () => {
  test('and says what is stale, with the diff', () => {
    const cwd = rendered({ [FILE]: DR });
    writeFiles(cwd, { [FILE]: edit(DR, 'weight: 3', 'weight: 5') });
    const before = stamps(cwd);
    const { status, stdout, stderr } = render(cwd, '--check');
    expect({ status, stderr }).toEqual({
      status: 1,
      stderr: 'stale: 2 files of 12; lvsgen render makes them fresh\n',
    });
    expect(stdout).toMatch(
      /^~ artifacts\/prod\/lvs1\/lvs_dr\.sh\n~ artifacts\/prod\/lvs1\/manifest\.json\n\n--- a\/artifacts\/prod\/lvs1\/lvs_dr\.sh\n\+\+\+ b\/artifacts\/prod\/lvs1\/lvs_dr\.sh\n@@ /,
    );
    expect(stdout.split('\n').filter((line) => /^[-+] .*192/.test(line))).toEqual([
      "-  '-a -t 192.168.0.38:80 -r 192.168.0.18:80 -g -w 3'",
      "+  '-a -t 192.168.0.38:80 -r 192.168.0.18:80 -g -w 5'",
    ]);
    expect(stamps(cwd)).toEqual(before);
  });

  test('and says what was edited by hand', () => {
    const cwd = rendered({ [FILE]: DR });
    const path = 'artifacts/prod/lvs1/lvs_dr.sh';
    writeFiles(cwd, { [path]: readFileSync(join(cwd, path), 'utf8').replace('-w 3', '-w 4') });
    const { status, stdout, stderr } = render(cwd, '--check');
    expect({ status, stderr }).toEqual({
      status: 1,
      stderr: 'stale: 1 file of 12; lvsgen render makes them fresh, and drops what was edited by hand\n',
    });
    expect(stdout).toMatch(/^~ artifacts\/prod\/lvs1\/lvs_dr\.sh {2}\(edited by hand\)\n\n--- a/);
    writeFiles(cwd, { [FILE]: edit(DR, 'weight: 3', 'weight: 5') });
    expect(render(cwd, '--check').stdout).toContain(
      'lvs_dr.sh  (edited by hand)\n~ artifacts/prod/lvs1/manifest.json\n',
    );
  });

  test('and says what was deleted by hand, and what an edited file that has to go is', () => {
    const cwd = rendered({ [FILE]: DR });
    rmSync(join(cwd, 'artifacts/prod/rs1'), { recursive: true });
    expect(render(cwd, '--check').stdout).toMatch(
      /^(?:\+ artifacts\/prod\/rs1\/\S+\n){4}\n--- \/dev\/null\n/,
    );
    writeFiles(cwd, { [FILE]: DR.replaceAll('rs2', 'rs3'), 'artifacts/prod/rs2/lvs_dr_rs.sh': 'mine\n' });
    expect(render(cwd, '--check').stdout).toContain('- artifacts/prod/rs2/lvs_dr_rs.sh  (edited by hand)\n');
  });

  test('a byte order mark, CRLF, or a missing last newline is an edit', () => {
    const path = 'artifacts/prod/rs1/90-lvsgen.conf';
    const cwd = rendered({ [FILE]: DR });
    const text = readFileSync(join(cwd, path), 'utf8');
    for (const other of [`\ufeff${text}`, text.replaceAll('\n', '\r\n'), text.slice(0, -1), '']) {
      writeFiles(cwd, { [path]: other });
      const { status, stdout } = render(cwd, '--check');
      expect(status).toBe(1);
      expect(stdout).toMatch(/^~ artifacts\/prod\/rs1\/90-lvsgen\.conf {2}\(edited by hand\)\n/);
    }
    expect(render(cwd).status).toBe(0);
    expect(readFileSync(join(cwd, path), 'utf8')).toBe(text);
  });

  test('nothing that a terminal acts on reaches it, and no password a log', () => {
    const file = 'clusters/prod/web-ha.yaml';
    const cwd = rendered({ [file]: HA });
    const path = 'artifacts/prod/lvs1/keepalived.conf';
    writeFiles(cwd, {
      [path]: `\u001b]8;;https://evil.example\u001b\\x\n\t::error::x\u202e\r\n${readFileSync(join(cwd, path), 'utf8')}`,
      [file]: edit(HA, '"1111"', '"hunter2"'),
    });
    for (const args of [['--check'], ['--check', '--color', 'always']]) {
      const { status, stdout } = render(cwd, ...args);
      expect(status).toBe(1);
      expect(stdout).toContain('\\u{1b}]8;;https://evil.example\\u{1b}\\x');
      expect(stdout).toContain('\\u{202e}\\r');
      for (const live of ['\u001b]', '\u202e', '\r']) expect(stdout).not.toContain(live);
      expect(stdout).not.toMatch(/1111|hunter2/);
      expect(stdout).toContain('auth_pass (not shown)');
    }
  });

  test('no key of auth_hmac reaches a log, and the name of one does', () => {
    const file = 'clusters/prod/web-ha.yaml';
    const target = 'name: web-ha\ntarget: { keepalived: "2.4" }\n';
    const signed = (key: string) =>
      edit(
        edit(HA, 'name: web-ha\n', target),
        'authentication: { auth_type: PASS, auth_pass: "1111" }',
        `auth_hmac: { key: [{ id: 1, hmac_key: ${key} }, { id: 2, hmac_key: { secret: NEXT } }], active_key: 1 }`,
      );
    const cwd = rendered({ [file]: signed('hunter2-'.repeat(4)) });
    writeFiles(cwd, { [file]: signed('hunter3-'.repeat(4)) });
    const { status, stdout } = render(cwd, '--check');
    expect(status).toBe(1);
    expect(stdout).not.toMatch(/hunter/);
    expect(stdout).toContain('key 1 (not shown)');
    expect(stdout).toMatch(/key 2 "\$\{NEXT\}"/);
  });
});

describe('the bytes of the artifacts', () => {
  const files = {
    [FILE]: DR,
    'clusters/prod/mail.yaml': SHARED,
    'clusters/prod/eu/web-ha.yaml': HA,
    'clusters/lab/web-nat.yaml': NAT,
    'lvsgen.yaml': '',
  };
  const expected = () => artifacts(rendered(files));

  test('are the same in any working folder, time zone and language', () => {
    const bytes = expected();
    for (const env of [
      { TZ: 'Pacific/Kiritimati', LANG: 'tr_TR.UTF-8', LC_ALL: 'tr_TR.UTF-8' },
      { TZ: 'America/Los_Angeles', LANG: 'C', LC_ALL: 'C' },
      { HOME: '/nonexistent', HOSTNAME: 'other', USER: 'other' },
    ]) {
      const cwd = project(files);
      expect(lvsgen(['render', '..'], { cwd: join(cwd, 'clusters/prod'), env }).status).toBe(0);
      expect(artifacts(cwd)).toEqual(bytes);
    }
  });

  test('are the same in whatever order the files were made or named', () => {
    const bytes = expected();
    const cwd = project(Object.fromEntries(Object.entries(files).reverse()));
    const named = Object.keys(files)
      .filter((file) => file.startsWith('clusters/'))
      .reverse();
    expect(render(cwd, ...named).status).toBe(0);
    expect(artifacts(cwd)).toEqual(bytes);
  });

  test('are the same, one environment or definition after the other', () => {
    const bytes = expected();
    const cwd = project(files);
    for (const path of ['clusters/lab', 'clusters/prod/eu', 'clusters/prod/mail.yaml', FILE]) {
      expect(render(cwd, path).status).toBe(0);
    }
    expect(artifacts(cwd)).toEqual(bytes);
    expect(render(cwd, '--check')).toMatchObject({ status: 0 });
  });
});

describe('environments in one another', () => {
  const nested = { [FILE]: DR, 'clusters/prod/eu/web-dr.yaml': DR, 'clusters/prod/eu/north/web-dr.yaml': DR };

  test('each have their own hosts of the same name', () => {
    const cwd = rendered(nested);
    const folders = new Set(paths(cwd).map((path) => path.slice(0, path.lastIndexOf('/'))));
    expect([...folders]).toEqual([
      'prod/eu/lvs1',
      'prod/eu/north/lvs1',
      'prod/eu/north/rs1',
      'prod/eu/north/rs2',
      'prod/eu/rs1',
      'prod/eu/rs2',
      'prod/lvs1',
      'prod/rs1',
      'prod/rs2',
    ]);
  });

  test('a folder selects those below it, a definition does not', () => {
    const cwd = project(nested);
    expect(render(cwd, FILE).stdout).toContain('3 hosts: 12 files written');
    expect(render(cwd, 'clusters/prod/eu').stdout).toContain('6 hosts: 24 files written');
    expect(render(cwd, 'clusters/prod').stdout).toBe('9 hosts: 0 files written, 0 removed, 36 unchanged\n');
  });

  test('the inner one is pruned, the outer one stays', () => {
    const cwd = rendered(nested);
    rmSync(join(cwd, 'clusters/prod/eu'), { recursive: true });
    expect(render(cwd).stdout).toContain('3 hosts: 0 files written, 24 removed, 12 unchanged\n');
    expect(artifacts(cwd)).toEqual(artifacts(rendered({ [FILE]: DR })));
  });

  test('the outer one is pruned, the inner one stays', () => {
    const cwd = rendered(nested);
    rmSync(join(cwd, FILE));
    expect(render(cwd).stdout).toContain('6 hosts: 0 files written, 12 removed, 24 unchanged\n');
    expect(paths(cwd).every((path) => path.startsWith('prod/eu/'))).toBe(true);
  });

  /** What happens where a project does not want to hear of it. */
  const settings = { 'lvsgen.yaml': 'rules: { host-folder-taken: off }\n' };

  test('a host and an environment with one name keep their files apart', () => {
    const outer = { 'clusters/prod/web-dr.yaml': DR.replaceAll('lvs1', 'eu') };
    const inner = { 'clusters/prod/eu/web-dr.yaml': DR };
    const cwd = rendered({ ...outer, ...inner, ...settings });
    expect(paths(cwd)).toContain('prod/eu/manifest.json');
    expect(paths(cwd)).toContain('prod/eu/lvs1/manifest.json');
    rmSync(join(cwd, 'clusters/prod/web-dr.yaml'));
    expect(render(cwd).status).toBe(0);
    expect(artifacts(cwd)).toEqual(artifacts(rendered(inner)));
  });

  test('a host whose folder would be another host’s file is said, and nothing is written', () => {
    const cwd = project({
      'clusters/prod/web-dr.yaml': DR.replaceAll('lvs1', 'eu'),
      'clusters/prod/eu/web-dr.yaml': DR.replaceAll('rs1', 'manifest.json'),
      ...settings,
    });
    expect(render(cwd)).toEqual({
      status: 3,
      stdout: '',
      stderr: 'lvsgen: prod/eu/manifest.json would have to be a file and a folder: rename a host\n',
    });
    expect(paths(cwd)).toEqual([]);
  });
});
