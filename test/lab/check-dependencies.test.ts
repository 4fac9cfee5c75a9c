import { expect, test } from 'vitest';
import { ownDependencies } from '../../src/lab/plan/check-dependencies.ts';
import { HA } from '../support/definitions.ts';
import { plansOfTexts } from './planned.ts';

test('a command is for one real server alone or not', () => {
  const check = (path: string) => ({ type: 'MISC_CHECK', options: { misc_path: path } }) as never;
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
