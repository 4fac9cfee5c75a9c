import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { analyse } from '../../src/pipeline.ts';
import type { Manifest } from '../../src/render/manifest.ts';
import { renderHosts } from '../../src/render/render-hosts.ts';
import { loadTemplates } from '../../src/render/templates.ts';
import { readSettings } from '../../src/settings.ts';
import { edit, HA } from '../support/definitions.ts';

const folder = mkdtempSync(join(tmpdir(), 'lvsgen-programs-'));
afterAll(() => rmSync(folder, { recursive: true }));

const RELOAD = 'keepalived -t -e -f /etc/keepalived/keepalived.conf && systemctl reload keepalived';

async function reloadOf(definition: string): Promise<string> {
  const file = 'clusters/prod/web-ha.yaml';
  const inputs = [{ file, bytes: new TextEncoder().encode(definition) }];
  const { repository } = await analyse(inputs, (await readSettings(undefined)).settings, '2026-11-23');
  const hosts = [...repository.environments.values()].flatMap((one) => [...one.hosts.values()]);
  const rendered = new Map(renderHosts(hosts, await loadTemplates()));
  const { files } = JSON.parse(rendered.get('prod/lvs1/manifest.json')?.content ?? '') as Manifest;
  return files.find((one) => one.file === 'keepalived.conf')?.reload ?? '';
}

test('a keepalived.conf without programs', async () => {
  expect(await reloadOf(HA)).toBe(RELOAD);
});

test('a keepalived that ends its own test has not found a fault', async () => {
  const other = edit(HA, 'vrrp_instances:', 'global_defs: { script_user: nobody }\nvrrp_instances:');
  const reload = await reloadOf(other);
  expect(reload).toBe(
    '(keepalived -t -e -f /etc/keepalived/keepalived.conf || test $? -eq 143) && systemctl reload keepalived',
  );
  const run = (status: string) => {
    const functions = `keepalived() { ${status}; }; systemctl() { echo "$@"; }`;
    return spawnSync('bash', ['-c', `${functions}; ${reload}`], { encoding: 'utf8' });
  };
  expect(run('return 0').stdout).toBe('reload keepalived\n');
  expect(run('return 143').stdout).toBe('reload keepalived\n');
  expect(run('return 4')).toMatchObject({ status: 1, stdout: '' });
  expect(await reloadOf(edit(other, 'script_user: nobody', 'script_user: root'))).toBe(RELOAD);
});

test('programs are there before keepalived takes the file', async () => {
  const [check, notify, unused] = ['check', 'notify', 'unused'].map((name) => join(folder, name)) as [
    string,
    string,
    string,
  ];
  const definition = edit(
    edit(
      edit(HA, 'advert_int: 1', `notify_master: ${notify} MASTER\n    track_script: [used]`),
      'TCP_CHECK: { connect_timeout: 10, retry: 3, delay_before_retry: 3, connect_port: 80 }',
      `MISC_CHECK: { misc_path: ${check} --all }`,
    ),
    'vrrp_instances:',
    `vrrp_scripts: [{ name: used, script: ${check} }, { name: unused, script: ${unused} }]\nvrrp_instances:`,
  );
  const reload = await reloadOf(definition);
  expect(reload.endsWith(` && ${RELOAD}`)).toBe(true);
  const test = reload.slice(0, -` && ${RELOAD}`.length);
  const run = () => {
    const { status, stdout, stderr } = spawnSync('sh', ['-c', test], { encoding: 'utf8' });
    return { status, stdout, stderr };
  };
  expect(run()).toEqual({ status: 1, stdout: '', stderr: `${check} is no program\n` });
  writeFileSync(check, '', { mode: 0o755 });
  writeFileSync(notify, '', { mode: 0o644 });
  expect(run()).toEqual({ status: 1, stdout: '', stderr: `${notify} is no program\n` });
  rmSync(notify);
  writeFileSync(notify, '', { mode: 0o755 });
  expect(run()).toEqual({ status: 0, stdout: '', stderr: '' });
});
