import { expect, it } from 'vitest';
import { analyse } from '../../src/pipeline.ts';
import { directorScriptView } from '../../src/render/views/director-script-view.ts';
import { sysctlView } from '../../src/render/views/sysctl-view.ts';
import { readSettings } from '../../src/settings.ts';
import { DR, edit, HA } from '../support/definitions.ts';

async function hostOf(text: string, name: string) {
  const { settings } = await readSettings(undefined);
  const inputs = [{ file: 'clusters/prod/web.yaml', bytes: new TextEncoder().encode(text) }];
  const { repository } = await analyse(inputs, settings, '2026-11-23');
  return repository.environments.get('prod')?.hosts.get(name) ?? expect.fail(`no ${name}`);
}

const SYSCTLS = 'sysctls: { net.ipv4.vs.expire_nodest_conn: 1, net.ipv4.vs.sloppy_tcp: 0 }';
const set = (base: string) =>
  edit(
    edit(base, /name: web-\w+\n/.exec(base)?.[0] ?? '', 'name: web\n'),
    'version: 1\n',
    `version: 1\n${SYSCTLS}\n`,
  );
const own = (base: string) =>
  edit(set(base), '  - name: lvs1\n', '  - name: lvs1\n    sysctls: { net.ipv4.vs.sloppy_tcp: 1 }\n');

it('a director has the sysctls of its cluster at boot, its own in their place', async () => {
  const view = sysctlView(await hostOf(own(HA), 'lvs1'));
  expect(view.definitions).toEqual(['clusters/prod/web.yaml']);
  expect(view.sysctls).toEqual([
    {
      comment: 'clusters/prod/web.yaml',
      lines: ['net.ipv4.vs.expire_nodest_conn = 1', 'net.ipv4.vs.sloppy_tcp = 1'],
    },
  ]);
  const [other] = sysctlView(await hostOf(own(HA), 'lvs2')).sysctls;
  expect(other?.lines).toContain('net.ipv4.vs.sloppy_tcp = 0');
});

it('a real server has none of them', async () => {
  const { sysctls } = sysctlView(await hostOf(set(HA), 'rs1'));
  expect(sysctls.flatMap(({ lines }) => lines).join()).not.toContain('net.ipv4.vs');
});

it('a script sets them, and restores what was there', async () => {
  const { sysctls } = directorScriptView(await hostOf(set(DR), 'lvs1'), 'DR', 'lvs_dr.sh');
  expect(sysctls.flatMap(({ lines }) => lines)).toEqual([
    'net.ipv4.vs.expire_nodest_conn=1',
    'net.ipv4.vs.sloppy_tcp=0',
  ]);
});
