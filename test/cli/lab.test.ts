import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import { lvsgen, project, removeProjects } from '../support/command.ts';
import { edit, HA } from '../support/definitions.ts';

afterAll(removeProjects);

const faulty = readFileSync(
  fileURLToPath(new URL('../lab/faulty/nat-wrong-gateway.yaml', import.meta.url)),
  'utf8',
);
const FILE = 'clusters/lab/nat-wrong-gateway.yaml';

describe('lvsgen lab', () => {
  test('shows errors of the definitions, and builds nothing', () => {
    const { status, stdout, stderr } = lvsgen(['lab'], {
      cwd: project({ 'lvsgen.yaml': '', [FILE]: faulty }),
    });
    expect(stdout).toMatch(/^error\[real-server-gateway-not-director\]: /);
    expect(stderr).toBe(
      'no laboratory was built: mend the errors first, or see what they do with --no-lint\n',
    );
    expect(status).toBe(1);
  });

  test('leaves out no definition that it cannot understand, not even with --no-lint', () => {
    const cwd = project({ 'lvsgen.yaml': '', [FILE]: 'version: 1\nname: nat-wrong-gateway\n' });
    const { status, stdout, stderr } = lvsgen(['lab', '--no-lint'], { cwd });
    expect(stdout).toMatch(/^error\[invalid-shape\]: "directors" is missing/m);
    expect(stderr).toBe('no laboratory was built: mend the errors first\n');
    expect(status).toBe(1);
  });

  test('takes --keep on a terminal alone', () => {
    const cwd = project({ 'lvsgen.yaml': '', [FILE]: faulty });
    expect(lvsgen(['lab', '--keep', '--no-lint'], { cwd })).toEqual({
      status: 2,
      stdout: '',
      stderr: 'lvsgen: --keep needs a terminal for its shell\n',
    });
  });

  test('refuses --host where a definition chooses what runs as root, errors or not', () => {
    const misc = edit(
      edit(HA, '    advert_int: 1\n', '    advert_int: 1\n    notify: /bin/sh /tmp/x\n'),
      /- TCP_CHECK: .*/.exec(HA)?.[0] ?? '',
      '- MISC_CHECK: { misc_path: /bin/true }',
    );
    const cwd = project({ 'lvsgen.yaml': '', 'clusters/lab/web-ha.yaml': misc });
    for (const options of [['--host'], ['--host', '--no-lint']])
      expect(lvsgen(['lab', ...options], { cwd })).toEqual({
        status: 2,
        stdout: '',
        stderr:
          'lvsgen: --host would run programs or open files, as root, that clusters/lab/web-ha.yaml names by "notify" and "misc_path": leave --host away: in the virtual machine that harms nobody\n',
      });
  });

  test('refuses --host where templates of the project write the scripts', () => {
    const cwd = project({
      'lvsgen.yaml': 'templates: own\n',
      'own/lvs_dr.sh.hbs': 'rm -rf /\n',
      'clusters/lab/web-ha.yaml': HA,
    });
    expect(lvsgen(['lab', '--host'], { cwd })).toEqual({
      status: 2,
      stdout: '',
      stderr:
        'lvsgen: --host would run, as root, what the templates in "own" write: leave --host away: in the virtual machine that harms nobody\n',
    });
  });

  test.each([
    ['--host', '--vm'],
    ['--kvm', '--host'],
    ['--keep', '--host'],
  ])('refuses %s together with %s', (one, other) => {
    const { status, stderr } = lvsgen(['lab', one, other]);
    expect(stderr).toMatch(/cannot be used with option/);
    expect(status).toBe(2);
  });
});
