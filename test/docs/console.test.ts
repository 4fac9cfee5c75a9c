import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { COMMAND, cleanEnvironment } from '../support/command.ts';
import { requirePrograms } from '../support/programs.ts';
import { blocksOf, fileOf, PAGES, ROOT, readPage, UPDATE } from './pages.ts';

/** A line of a page that stands for any number of lines; `…` stands for the rest of a word. */
const ELISION = '...';

/** A copy of the project in a git repository of its own, with `lvsgen` and `npx lvsgen` on the path. */
class Project {
  private readonly top = mkdtempSync(join(tmpdir(), 'lvsgen-docs-'));
  private readonly folder = join(this.top, 'project');
  private status = 0;

  constructor() {
    for (const name of ['clusters', 'artifacts', 'lvsgen.yaml']) {
      const from = join(ROOT, name);
      if (existsSync(from)) cpSync(from, join(this.folder, name), { recursive: true });
    }
    this.program('lvsgen', `exec "${process.execPath}" "${COMMAND}" "$@"`);
    this.program('npx', '[ "$1" = lvsgen ] || exit 127\nexec "$@"');
    const git = (...args: string[]) =>
      execFileSync('git', ['-C', this.folder, ...args], { stdio: 'pipe', env: cleanEnvironment() });
    git('init', '--quiet', '--initial-branch=main');
    // What the working tree of lvsgen itself has not rendered yet is no example's business.
    this.run('lvsgen render');
    git('add', '--all');
    git('-c', 'user.name=docs', '-c', 'user.email=docs@localhost', 'commit', '--quiet', '--message=docs');
  }

  write(file: string, text: string): void {
    mkdirSync(dirname(join(this.folder, file)), { recursive: true });
    writeFileSync(join(this.folder, file), text);
  }

  /** What a terminal would show, without colour. `$?` is the status of the command before. */
  run(command: string): string {
    const { stdout, status } = spawnSync('bash', ['-c', `exec 2>&1; (exit ${this.status})\n${command}`], {
      cwd: this.folder,
      env: cleanEnvironment({ PATH: `${join(this.top, 'bin')}:${process.env['PATH']}` }),
      encoding: 'utf8',
    });
    this.status = status ?? 1;
    return stdout;
  }

  remove(): void {
    rmSync(this.top, { recursive: true, force: true });
  }

  private program(name: string, text: string): void {
    mkdirSync(join(this.top, 'bin'), { recursive: true });
    writeFileSync(join(this.top, 'bin', name), `#!/bin/sh\n${text}\n`, { mode: 0o755 });
  }
}

interface Step {
  readonly command: string;
  readonly output: string;
}

function stepsOf(text: string): Step[] {
  return text.split(/^\$ /m).flatMap((part) => {
    const end = part.indexOf('\n');
    return part === '' ? [] : [{ command: part.slice(0, end), output: part.slice(end + 1) }];
  });
}

/** A page's own output where it holds, so that an elision stays; else the real one. */
function merge(expected: string, actual: string): string {
  const pattern = expected
    .split('\n')
    .map((line) => (line === ELISION ? '(?:.*\\n)*?' : `${patternOf(line)}\\n`))
    .join('')
    .replace(/\\n$/, '');
  return new RegExp(`^${pattern}$`).test(actual) ? expected : actual;
}

function patternOf(line: string): string {
  return line.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&').replaceAll('…', '(?:…|\\w*)');
}

/** Commands run in a project that has the files which the page has shown before. */
describe
  .runIf(requirePrograms(['git', 'bash']))
  .each(PAGES.filter((page) => blocksOf(readPage(page)).some(({ language }) => language === 'console')))(
  '%s',
  (page) => {
    let project: Project;
    beforeAll(() => {
      project = new Project();
    });
    afterAll(() => project.remove());

    test('every command shows what the page says', () => {
      const text = readPage(page);
      let updated = '';
      let at = 0;
      for (const block of blocksOf(text)) {
        const file = fileOf(block);
        if (file !== undefined) project.write(file, block.text);
        if (block.language !== 'console') continue;
        const steps = stepsOf(block.text).map(({ command, output }) => ({
          command,
          output: merge(output, project.run(command)),
        }));
        updated += text.slice(at, block.offset);
        updated += steps.map(({ command, output }) => `$ ${command}\n${output}`).join('');
        at = block.offset + block.text.length;
      }
      updated += text.slice(at);
      if (UPDATE) writeFileSync(join(ROOT, page), updated);
      else expect(updated).toBe(text);
    });
  },
);
