import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { lvsgen, project, removeProjects } from '../support/command.ts';
import { DR, edit } from '../support/definitions.ts';

const FILE = 'clusters/prod/web-dr.yaml';
const OTHER = edit(edit(DR, 'name: web-dr', 'name: api'), 'name: lvs1', 'name: lvs2').replace(
  '.8/24',
  '.9/24',
);

let broken: string;
let colliding: string;
beforeAll(() => {
  broken = project({ [FILE]: edit(DR, 'lvs_method: DR', 'lvs_method: DRR') });
  colliding = project({
    'clusters/prod/api.yaml': OTHER,
    [FILE]: DR,
    'lvsgen.yaml': 'rules: { duplicate-vip: warning }\n',
  });
});
afterAll(removeProjects);

describe('colour', () => {
  const isColored = (args: string[], env: Record<string, string> = {}) =>
    lvsgen(['lint', ...args], { cwd: broken, env }).stdout.includes('\u001b[');

  test.each<[string, string[], Record<string, string>, boolean]>([
    ['is off where standard output is no terminal', [], {}, false],
    ['is on with --color always', ['--color', 'always'], {}, true],
    ['is on with --color=always', ['--color=always'], {}, true],
    ['is off with --color never, FORCE_COLOR or not', ['--color', 'never'], { FORCE_COLOR: '1' }, false],
    ['is off with --no-color', ['--no-color'], { FORCE_COLOR: '1' }, false],
    ['is on with FORCE_COLOR', [], { FORCE_COLOR: '1' }, true],
    ['is on with FORCE_COLOR, NO_COLOR or not', [], { FORCE_COLOR: '1', NO_COLOR: '1' }, true],
    ['is on with FORCE_COLOR in a dumb terminal', [], { FORCE_COLOR: '1', TERM: 'dumb' }, true],
    ['is off with FORCE_COLOR=0', [], { FORCE_COLOR: '0' }, false],
    ['is off with FORCE_COLOR=false', [], { FORCE_COLOR: 'false' }, false],
    ['is off with an empty FORCE_COLOR', [], { FORCE_COLOR: '' }, false],
    ['is on with --color always, NO_COLOR or not', ['--color', 'always'], { NO_COLOR: '1' }, true],
    ['is off with --color auto', ['--color', 'auto'], {}, false],
  ])('%s', (_, args, env, expected) => {
    expect(isColored(args, env)).toBe(expected);
  });

  test('can be asked for before the command, too', () => {
    const { stdout } = lvsgen(['--color', 'always', 'lint'], { cwd: broken });
    expect(stdout).toContain('\u001b[');
  });

  test('never gets into a format for programs', () => {
    for (const format of ['json', 'sarif', 'github', 'gitlab', 'junit', 'markdown']) {
      const { stdout } = lvsgen(['lint', '--format', format, '--color', 'always'], { cwd: broken });
      expect(stdout, format).not.toContain('\u001b');
    }
    expect(lvsgen(['rules', '--format', 'json', '--color', 'always'], { cwd: broken }).stdout).not.toContain(
      '\u001b',
    );
  });

  test('changes no other character', () => {
    const plain = lvsgen(['lint'], { cwd: broken }).stdout;
    const colored = lvsgen(['lint', '--color', 'always'], { cwd: broken }).stdout;
    expect(stripVTControlCharacters(colored)).toBe(plain);
    const diff = lvsgen(['diff'], { cwd: colliding }).stdout;
    const coloredDiff = lvsgen(['diff', '--color', 'always'], { cwd: colliding }).stdout;
    expect(coloredDiff).toContain('\u001b[32m+');
    expect(stripVTControlCharacters(coloredDiff)).toBe(diff);
  });
});

describe('--format json', () => {
  interface Output {
    version: number;
    findings: { message: string; hint?: string; related: { message: string }[] }[];
    summary: object;
  }

  test('is the contract, literally', () => {
    const { status, stdout, stderr } = lvsgen(['lint', '--format', 'json'], { cwd: colliding });
    expect({ status, stderr }).toEqual({ status: 1, stderr: '' });
    const found = JSON.parse(stdout) as Output;
    // What the rules say is held by their own tests; the form, the places and the order of the keys by this one.
    const { message, hint, related } = found.findings[0] as Output['findings'][0];
    const range = { start: { line: 14, column: 10 }, end: { line: 14, column: 22 } };
    const expected = {
      version: 1,
      findings: [
        {
          rule: 'duplicate-vip',
          severity: 'warning',
          message,
          ...(hint === undefined ? {} : { hint }),
          file: 'clusters/prod/web-dr.yaml',
          range,
          related: [{ file: 'clusters/prod/api.yaml', range, message: related[0]?.message }],
        },
      ],
      summary: { files: 2, errors: 0, warnings: 1, infos: 0 },
    };
    expect(stdout).toBe(`${JSON.stringify(expected, null, 2)}\n`);
  });

  test('gives the same bytes from any working folder, with paths from the root', () => {
    const fromRoot = lvsgen(['lint', '--format', 'json'], { cwd: colliding }).stdout;
    mkdirSync(join(colliding, 'clusters/prod/deep/er'), { recursive: true });
    for (const [cwd, path] of [
      ['clusters', 'prod'],
      ['clusters/prod', '.'],
      ['clusters/prod', join(colliding, 'clusters')],
      ['clusters/prod/deep/er', '../..'],
      ['clusters/prod/deep/er', '../../../../clusters'],
    ] as const) {
      expect(lvsgen(['lint', '--format', 'json', path], { cwd: join(colliding, cwd) }).stdout).toBe(fromRoot);
    }
    const elsewhere = lvsgen(['lint', '--format', 'json', join(colliding, 'clusters')], { cwd: '/' });
    expect(elsewhere.stdout).toBe(fromRoot);
  });

  test('has an empty list when there is nothing to report', () => {
    const { status, stdout } = lvsgen(['lint', '--format', 'json'], { cwd: project({ [FILE]: DR }) });
    expect(status).toBe(0);
    expect(stdout).toBe(`{
  "version": 1,
  "findings": [],
  "summary": {
    "files": 1,
    "errors": 0,
    "warnings": 0,
    "infos": 0
  }
}
`);
  });
});

test.each([
  ['sarif', /^\{\n {2}"\$schema": /],
  ['github', /^::error file=clusters\/prod\/web-dr\.yaml,line=18,/],
  ['gitlab', /^\[\n/],
  ['junit', /^<\?xml /],
  ['markdown', /^#|^\|/m],
])('--format %s has its own form and the same exit status', (format, form) => {
  const { status, stdout, stderr } = lvsgen(['lint', '--format', format], { cwd: broken });
  expect({ status, stderr }).toEqual({ status: 1, stderr: '' });
  expect(stdout).toMatch(form);
});
