import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { run } from '../support/command.ts';
import { requirePrograms } from '../support/programs.ts';

const FOLDER = fileURLToPath(new URL('../../src/lab/guest', import.meta.url));
const files = readdirSync(FOLDER);

describe("the programs of the lab's machine", () => {
  test.runIf(requirePrograms(['shellcheck']))('pass shellcheck', () => {
    const scripts = files.filter((name) => name.endsWith('.sh'));
    expect(scripts).toEqual(['init.sh', 'shell.sh']);
    const found = run('shellcheck', ['--norc', ...scripts], { cwd: FOLDER });
    expect(found).toEqual({ status: 0, stdout: '', stderr: '' });
  });

  test.runIf(requirePrograms(['perl']))('are Perl without a warning', () => {
    const programs = files.filter((name) => name.endsWith('.pl'));
    expect(programs).toEqual([
      'agent.pl',
      'answer.pl',
      'ask-arp.pl',
      'certificate.pl',
      'changes.pl',
      'request.pl',
      'stand-in.pl',
      'tls.pl',
    ]);
    for (const program of programs) {
      const { status, stderr } = run('perl', ['-wc', program], { cwd: FOLDER });
      expect({ status, stderr }).toEqual({ status: 0, stderr: `${program} syntax OK\n` });
    }
  });
});
