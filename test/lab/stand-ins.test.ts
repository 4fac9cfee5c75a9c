import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { commandOf, programsIn, realProgramsIn, usersIn } from '../../src/lab/plan/stand-ins.ts';
import { Lab } from '../../src/lab/world/lab.ts';
import { installStandIns } from '../../src/lab/world/stand-ins.ts';
import { plansOf } from './planned.ts';

const CONF = `global_defs {
  script_user keepalived_script
}
vrrp_script up {
  script "/usr/local/bin/up --all"
  user nobody nogroup
}
vrrp_script none {
  script "up"
  user root
}
virtual_server 192.0.2.1 80 {
  quorum_up "/usr/sbin/ip addr add 192.0.2.5/32 dev lo"
  real_server 192.0.2.2 80 {
    MISC_CHECK {
      misc_path "/usr/local/bin/check 192.0.2.2"
    }
  }
}
`;

test('programs, those of the lab itself, and users of a keepalived.conf', () => {
  expect(programsIn(CONF)).toEqual(['/usr/local/bin/up', '/usr/local/bin/check']);
  expect(realProgramsIn(CONF)).toEqual(['/usr/sbin/ip']);
  expect(usersIn(CONF)).toEqual([
    { name: 'keepalived_script', group: 'keepalived_script' },
    { name: 'nobody', group: 'nogroup' },
  ]);
});

test('a command is heard without what quotes it', () => {
  const check = { type: 'MISC_CHECK', options: { misc_path: `/usr/bin/check 'a b'  "c"` } } as never;
  expect(commandOf(check)).toBe('/usr/bin/check a b c');
});

test('what is written to a machine is written to one of the lab alone', async () => {
  const [plan] = await plansOf('test/lab/wide/checks.yaml');
  const host = plan?.hosts[0];
  if (plan === undefined || host === undefined) throw new Error('no plan');
  expect(host.programs).toContain('/usr/local/bin/check');
  expect(host.users).toContainEqual({ name: 'keepalived_script', group: 'keepalived_script' });
  const scripts: string[] = [];
  const run = async (_: string, script: string) => {
    scripts.push(script);
    return { status: 0, stdout: '', stderr: '', time: 0 };
  };
  const machine = (ownsFiles: boolean) => ({ ownsFiles, programFolder: '/lab', run }) as never;
  await installStandIns(new Lab(plan, machine(false)), host);
  expect(scripts).toEqual([]);
  await installStandIns(new Lab(plan, machine(true)), host);
  expect(scripts.join()).toContain("named 'keepalived_script' 'keepalived_script'");
});

test('the stand-in is run by a Perl that no definition can name', () => {
  const text = readFileSync(new URL('../../src/lab/guest/stand-in.pl', import.meta.url), 'utf8');
  expect(text.split('\n')[0]).toBe('#!/lab/perl');
});
