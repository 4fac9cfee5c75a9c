import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { topics as topicTitles } from '../../src/lint/topics.ts';
import {
  COMMAND,
  cleanEnvironment,
  emptyFolder,
  lvsgen,
  project,
  removeProjects,
} from '../support/command.ts';
import { DR, edit } from '../support/definitions.ts';

const FILE = 'clusters/prod/web-dr.yaml';
const BROKEN = edit(DR, 'lvs_method: DR', 'lvs_method: DRR');
const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
const manySegments = Array.from(
  { length: 2000 },
  (_, at) => `  unused${at}: { subnet: 10.${at >> 8}.${at & 255}.0/24 }\n`,
);
/** Its findings are more than a pipe holds. */
const LOUD = edit(DR, 'segments:\n', `segments:\n${manySegments.join('')}`);

let clean: string;
let broken: string;
let info: string;
let empty: string;

beforeAll(() => {
  clean = project({ [FILE]: DR });
  broken = project({ [FILE]: BROKEN });
  info = project({ [FILE]: edit(DR, 'segments:\n', 'segments:\n  spare: { subnet: 10.9.9.0/24 }\n') });
  empty = emptyFolder();
});
afterAll(removeProjects);

describe('lint', () => {
  test('exits with 0 and says so on standard output when there is nothing to report', () => {
    expect(lvsgen(['lint'], { cwd: clean })).toEqual({
      status: 0,
      stdout: '1 file: no findings\n',
      stderr: '',
    });
  });

  test('exits with 1, and shows each finding on standard output', () => {
    expect(lvsgen(['lint'], { cwd: broken })).toEqual({
      status: 1,
      stdout: `error[invalid-shape]: "DRR" is not one of NAT, DR, TUN
  --> clusters/prod/web-dr.yaml:18:17
   |
17 |     lvs_sched: wrr
18 |     lvs_method: DRR
   |                 ^^^
   |
   = help: did you mean "DR"?

1 file: 1 error
`,
      stderr: '',
    });
  });

  test.each([
    ['error', 0],
    ['warning', 0],
    ['info', 1],
  ])('with an info and --fail-on %s exits with %i', (severity, status) => {
    const result = lvsgen(['lint', '--fail-on', severity], { cwd: info });
    expect(result).toMatchObject({ status, stderr: '' });
    expect(result.stdout).toContain('1 file: 1 info\n');
  });

  test('without --fail-on exits with 1 for a warning, not for an info', () => {
    const settings = (severity: string) => ({ 'lvsgen.yaml': `rules: { unused-segment: ${severity} }\n` });
    const definition = edit(DR, 'segments:\n', 'segments:\n  spare: { subnet: 10.9.9.0/24 }\n');
    const statusFor = (severity: string) =>
      lvsgen(['lint'], { cwd: project({ [FILE]: definition, ...settings(severity) }) }).status;
    expect(statusFor('info')).toBe(0);
    expect(statusFor('warning')).toBe(1);
  });

  test('selects a definition, and holds it against those that were not asked for', () => {
    const cwd = project({ [FILE]: DR, 'clusters/prod/other.yaml': edit(DR, 'name: web-dr', 'name: other') });
    const one = lvsgen(['lint', FILE], { cwd });
    expect(one.status).toBe(1);
    expect(one.stdout).toContain('duplicate-vip');
    expect(one.stdout).toMatch(/^1 file: /m);
  });
});

describe('render', () => {
  test('lists what it has written on standard output, and then is fresh', () => {
    const cwd = project({ [FILE]: DR });
    expect(lvsgen(['render', '--check'], { cwd })).toMatchObject({
      status: 1,
      stderr: 'stale: 12 files of 12; lvsgen render makes them fresh\n',
    });
    expect(lvsgen(['render'], { cwd })).toEqual({
      status: 0,
      stdout: `+ artifacts/prod/lvs1/lvs_dr.service
+ artifacts/prod/lvs1/lvs_dr.sh
+ artifacts/prod/lvs1/lvsgen.conf
+ artifacts/prod/lvs1/manifest.json
+ artifacts/prod/rs1/90-lvsgen.conf
+ artifacts/prod/rs1/lvs_dr_rs.service
+ artifacts/prod/rs1/lvs_dr_rs.sh
+ artifacts/prod/rs1/manifest.json
+ artifacts/prod/rs2/90-lvsgen.conf
+ artifacts/prod/rs2/lvs_dr_rs.service
+ artifacts/prod/rs2/lvs_dr_rs.sh
+ artifacts/prod/rs2/manifest.json
3 hosts: 12 files written, 0 removed, 0 unchanged
`,
      stderr: '',
    });
    expect(lvsgen(['render', '--check'], { cwd })).toEqual({
      status: 0,
      stdout: 'fresh: 12 files of 3 hosts\n',
      stderr: '',
    });
    expect(lvsgen(['render'], { cwd })).toEqual({
      status: 0,
      stdout: '3 hosts: 0 files written, 0 removed, 12 unchanged\n',
      stderr: '',
    });
  });

  test('exits with 1 for an error in a definition', () => {
    const { status, stdout, stderr } = lvsgen(['render'], { cwd: broken });
    expect({ status, stderr }).toEqual({
      status: 1,
      stderr: 'nothing was rendered: mend the errors first\n',
    });
    expect(stdout).toContain('error[invalid-shape]');
  });

  test('renders with findings below an error, and says how many there are', () => {
    expect(lvsgen(['render'], { cwd: info })).toMatchObject({
      status: 0,
      stderr: '1 finding below an error: lvsgen lint shows them\n',
    });
  });
});

describe('diff', () => {
  test('exits with 0 on differences, with --exit-code with 1', () => {
    const cwd = project({ [FILE]: DR });
    expect(lvsgen(['diff'], { cwd })).toMatchObject({
      status: 0,
      stderr: '12 files differ from the artifacts on the disk\n',
    });
    expect(lvsgen(['diff', '--exit-code'], { cwd }).status).toBe(1);
    lvsgen(['render'], { cwd });
    const same = { status: 0, stdout: '', stderr: 'no difference to the artifacts on the disk\n' };
    expect(lvsgen(['diff'], { cwd })).toEqual(same);
    expect(lvsgen(['diff', '--exit-code'], { cwd })).toEqual(same);
  });

  test('exits with 1 for an error in a definition', () => {
    expect(lvsgen(['diff'], { cwd: broken })).toMatchObject({
      status: 1,
      stderr: 'nothing was compared: mend the errors first\n',
    });
  });
});

describe('what needs no project', () => {
  const listed = () =>
    [
      ...lvsgen(['rules'], { cwd: empty }).stdout.matchAll(
        /^ {2}([a-z0-9-]+) +(?:error|warning|info) +\S.*[^.]$/gm,
      ),
    ].map(([, id]) => id);

  test('rules lists every rule once, under its topic', () => {
    const { status, stdout, stderr } = lvsgen(['rules'], { cwd: empty });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    const lines = stdout.trimEnd().split('\n');
    const ids = listed();
    expect(new Set(ids).size).toBe(ids.length);
    expect(lines.at(-1)).toBe(`${ids.length} rules. lvsgen explain RULE says more.`);
    const topics = Object.values(topicTitles);
    expect(lines.slice(0, -1).filter((line) => /^\S/.test(line))).toEqual(topics);
    // Beside its rules each topic has its title and an empty line behind it.
    expect(lines.length).toBe(ids.length + 2 * topics.length + 1);
  });

  test('rules --format json gives the same ones', () => {
    const { status, stdout } = lvsgen(['rules', '--format', 'json'], { cwd: empty });
    const { version: format, rules } = JSON.parse(stdout) as { version: number; rules: { id: string }[] };
    expect({ status, format }).toEqual({ status: 0, format: 1 });
    expect(rules.map(({ id }) => id)).toEqual(listed());
    for (const rule of rules) {
      expect(Object.keys(rule)).toEqual(['id', 'topic', 'severity', 'summary', 'catalogue', 'source']);
    }
  });

  test('explain shows the page of a rule, without the marks of Markdown', () => {
    const { status, stdout, stderr } = lvsgen(['explain', 'duplicate-vip'], { cwd: empty });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toMatch(/^duplicate-vip\n\nSeverity: error\n\nWhat it finds\n/);
    expect(stdout).not.toMatch(/^(?:#|```)/m);
  });

  test('schema prints the schema, byte for byte', () => {
    const expected = readFileSync('schemas/cluster.schema.json', 'utf8');
    expect(lvsgen(['schema'], { cwd: empty })).toEqual({ status: 0, stdout: expected, stderr: '' });
    const ofProject = readFileSync('schemas/project.schema.json', 'utf8');
    expect(lvsgen(['schema', '--project'], { cwd: empty })).toEqual({
      status: 0,
      stdout: ofProject,
      stderr: '',
    });
  });

  test('--version prints the version', () => {
    expect(lvsgen(['--version'], { cwd: empty })).toEqual({ status: 0, stdout: `${version}\n`, stderr: '' });
    expect(lvsgen(['-V'], { cwd: empty })).toEqual({ status: 0, stdout: `${version}\n`, stderr: '' });
  });

  test.each([
    [['--help']],
    [['-h']],
    [['help']],
    [['lint', '--help']],
    [['help', 'lint']],
    [['render', '-h']],
    [['diff', '-h']],
    [['rules', '-h']],
    [['explain', '-h']],
    [['schema', '-h']],
  ])('%j prints help on standard output', (args) => {
    const { status, stdout, stderr } = lvsgen(args, { cwd: empty });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toMatch(/^Usage: lvsgen /);
  });
});

describe('wrong usage exits with 2, with nothing on standard output', () => {
  test.each<[string, string[], RegExp]>([
    ['no command', [], /^Usage: lvsgen /],
    ['an unknown command', ['rendr'], /^error: unknown command 'rendr'\n\(Did you mean render\?\)\n$/],
    [
      'an unknown option',
      ['lint', '--formt', 'json'],
      /^error: unknown option '--formt'\n\(Did you mean --format\?\)\n$/,
    ],
    ['an unknown option of the program', ['--quiet'], /^error: unknown option '--quiet'/],
    [
      'an unknown format',
      ['lint', '--format', 'xml'],
      /^error: option '--format <name>' argument 'xml' is invalid\./,
    ],
    [
      'an unknown severity',
      ['lint', '--fail-on', 'fatal'],
      /^error: option '--fail-on <severity>' argument 'fatal'/,
    ],
    [
      'an unknown colour',
      ['lint', '--color', 'blue'],
      /^error: option '--color <when>' argument 'blue' is invalid\./,
    ],
    [
      'an option without its value',
      ['diff', '--base'],
      /^error: option '--base <revision>' argument missing\n$/,
    ],
    ['no rule', ['explain'], /^error: missing required argument 'rule'\n$/],
    [
      'too many arguments',
      ['schema', 'x'],
      /^error: too many arguments for 'schema'\. Expected 0 arguments but got 1/,
    ],
    ['help for no command', ['help', 'rendr'], /./],
    [
      'an unknown rule',
      ['explain', 'duplicate-vp'],
      /^lvsgen: there is no rule "duplicate-vp": did you mean "duplicate-vip"\?\n$/,
    ],
    [
      'a rule like no other',
      ['explain', 'zzzzzz'],
      /^lvsgen: there is no rule "zzzzzz": "lvsgen rules" lists them\n$/,
    ],
    [
      'a rule that is a path',
      ['explain', '../../package'],
      /^lvsgen: there is no rule "\.\.\/\.\.\/package": /,
    ],
    ['a rule that all objects have', ['explain', 'constructor'], /^lvsgen: there is no rule "constructor": /],
    ['an unknown path', ['lint', 'nowhere.yaml'], /^lvsgen: there is no nowhere\.yaml\n$/],
    ['a path outside of the project', ['lint', FILE, '/etc'], /^lvsgen: .* is outside the project in \S+\n$/],
    [
      'a file that is no definition',
      ['lint', 'notes.txt'],
      /^lvsgen: notes\.txt is not a definition: those end in \.yaml or \.yml\n$/,
    ],
    ['the settings', ['lint', 'lvsgen.yaml'], /^lvsgen: lvsgen\.yaml is not a definition/],
    ['an empty folder', ['render', 'void'], /^lvsgen: there are no definitions in void\n$/],
  ])('%s', (_, args, message) => {
    const cwd = project({ [FILE]: DR, 'notes.txt': '', 'lvsgen.yaml': '', 'void/.keep': '' });
    const { status, stdout, stderr } = lvsgen(args, { cwd });
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(message);
  });

  test.each([['lint'], ['render'], ['diff']])('%s in an empty folder', (command) => {
    expect(lvsgen([command], { cwd: empty })).toEqual({
      status: 2,
      stdout: '',
      stderr: `lvsgen: there is no clusters: the definitions are looked for there, in ${empty}\n`,
    });
  });

  test.each([['lint'], ['render'], ['diff']])('%s in a project with an empty clusters/', (command) => {
    const cwd = project({ 'clusters/prod/.keep': '', 'clusters/prod/README.md': '' });
    expect(lvsgen([command], { cwd })).toEqual({
      status: 2,
      stdout: '',
      stderr: 'lvsgen: there are no definitions in clusters\n',
    });
  });
});

describe('standard output', () => {
  test.each([
    ['lint', 1],
    ['rules', 0],
    ['schema', 0],
  ])('closed early is no fault of %s', (command, status) => {
    const cwd = project({ [FILE]: LOUD, 'lvsgen.yaml': 'rules: { unused-segment: error }\n' });
    const shell = `"$0" "$1" ${command} | head -n 1 >/dev/null; echo "\${PIPESTATUS[0]}"`;
    const options = { cwd, env: cleanEnvironment(), encoding: 'utf8' } as const;
    const { stdout, stderr } = spawnSync('bash', ['-c', shell, process.execPath, COMMAND], options);
    expect({ stdout, stderr }).toEqual({ stdout: `${status}\n`, stderr: '' });
  });

  test('and standard error closed early are none either', () => {
    const shell = `"$0" "$1" render 2>&1 | true; echo "\${PIPESTATUS[0]}"`;
    const options = { cwd: broken, env: cleanEnvironment(), encoding: 'utf8' } as const;
    const { stdout, stderr } = spawnSync('bash', ['-c', shell, process.execPath, COMMAND], options);
    expect({ stdout, stderr }).toEqual({ stdout: '1\n', stderr: '' });
  });

  test('that is full exits with 3 and says so', () => {
    const options = { cwd: clean, env: cleanEnvironment(), encoding: 'utf8' } as const;
    const { status, stderr } = spawnSync(
      'bash',
      ['-c', '"$0" "$1" lint >/dev/full', process.execPath, COMMAND],
      options,
    );
    expect({ status, stderr }).toEqual({
      status: 3,
      stderr: 'lvsgen: cannot write the output: ENOSPC: no space left on device, write\n',
    });
  });

  test('and everything else closed: lint still has its status', () => {
    const shell = '"$0" "$1" lint <&- >&- 2>&-';
    const run = (cwd: string) =>
      spawnSync('bash', ['-c', shell, process.execPath, COMMAND], { cwd, env: cleanEnvironment() }).status;
    expect([run(clean), run(broken)]).toEqual([0, 1]);
  });
});
