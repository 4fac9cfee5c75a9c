import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { ownDependencies } from '../../src/lab/plan/check-dependencies.ts';
import { commandOf, programsIn, realProgramsIn, usersIn } from '../../src/lab/plan/stand-ins.ts';
import { Lab } from '../../src/lab/world/lab.ts';
import { installStandIns } from '../../src/lab/world/stand-ins.ts';
import { HA } from '../support/definitions.ts';
import { plansOf, plansOfTexts } from './planned.ts';

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

test('a command is heard without what quotes it, and is for one host alone or not', () => {
  const check = (path: string) => ({ type: 'MISC_CHECK', options: { misc_path: path } }) as never;
  expect(commandOf(check(`/usr/bin/check 'a b'  "c"`))).toBe('/usr/bin/check a b c');
  const destination = (realServerName: string, path: string) => ({ realServerName, checks: [check(path)] });
  const cluster = {
    options: {},
    directors: [],
    vrrpInstances: [],
    vrrpSyncGroups: [],
    virtualServers: [
      { destinations: [destination('rs1', '/bin/own 1'), destination('rs2', '/bin/shared')] },
      { destinations: [destination('rs1', '/bin/own 1'), destination('rs3', '/bin/shared')] },
    ],
  } as never;
  expect([...ownDependencies([cluster])]).toEqual(['/bin/own 1']);
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

const CHECKED = HA.replace(
  / {6}- TCP_CHECK: .*\n/,
  '$&      - MISC_CHECK: { misc_path: /usr/local/bin/shared }\n',
);
const ownOf = async (text: string) => {
  const [plan] = await plansOfTexts({ 'clusters/prod/web-ha.yaml': text });
  const realServers = plan?.services[0]?.realServers ?? [];
  return {
    commands: realServers.flatMap(({ commands }) => commands),
    files: realServers.flatMap(({ files }) => files),
    notTried: plan?.notTried.map(({ what }) => what),
  };
};

test('a command that real servers share fails for none of them', async () => {
  expect(await ownOf(CHECKED)).toEqual({
    commands: [],
    files: [],
    notTried: ['web-ha/http: /usr/local/bin/shared when a real server is gone'],
  });
});

test('what a VRRP instance tracks, or fails by several numbers, fails for no real server', async () => {
  const check = (checks: string) =>
    HA.replace('{ name: rs1, weight: 1 }', `{ name: rs1, weight: 1, checks: [${checks}] }`);
  const script = check('{ MISC_CHECK: { misc_path: /usr/local/bin/up } }').replace(
    'virtual_router_id: 51\n',
    '$&    track_script: [up]\n',
  );
  const both = `${script}vrrp_scripts: [{ name: up, script: /usr/local/bin/up }]\n`;
  expect((await ownOf(both)).commands).toEqual([]);
  const files = (weights: readonly number[]) =>
    `${check(weights.map((weight) => `{ FILE_CHECK: { track_file: drain, weight: ${weight} } }`).join(', '))}track_files: [{ name: drain, file: /run/drain }]\n`;
  expect((await ownOf(files([1]))).files).toEqual([
    { path: '/run/drain', failing: -(2 ** 31), succeeding: 0 },
  ]);
  expect((await ownOf(files([1, -1]))).files).toEqual([]);
});

test('each interface with a virtual MAC has a name of its own', async () => {
  const numbers = Array.from({ length: 12 }, (_, at) => at);
  const text = `version: 1
name: macs
segments: { ${numbers.map((at) => `s${at}: { subnet: 10.0.${at}.0/24 }`).join(', ')} }
directors:
${[1, 2].map((host) => `  - { name: lvs${host}, interfaces: { ${numbers.map((at) => `eth${at}: { segment: s${at}, address: 10.0.${at}.${host}/24 }`).join(', ')} } }`).join('\n')}
vrrp_instances:
${numbers.map((at) => `  - { name: V${at}, interface: eth${at}, virtual_router_id: 51, use_vmac: true, virtual_ipaddress: [10.0.${at}.9/32], members: [{ director: lvs1, priority: 100 }, { director: lvs2, priority: 90 }] }`).join('\n')}
real_servers: []
virtual_servers: []
`;
  const [plan] = await plansOfTexts({ 'clusters/prod/macs.yaml': text });
  expect(plan?.instances.map(({ vips }) => vips['lvs1']?.[0]?.split(' ')[1])).toEqual([
    'vrrp.51',
    ...numbers.slice(1).map((at) => `vrrp${at}.51`),
  ]);
});
