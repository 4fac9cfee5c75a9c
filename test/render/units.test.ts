import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Manifest } from '../../src/render/manifest.ts';
import { unitView } from '../../src/render/views/unit-view.ts';
import { requirePrograms } from '../support/programs.ts';
import { goldenFolder, projectRoot, renderProject } from './rendered.ts';

const SCRIPTS = [
  'lvs_dr_rs.sh',
  'lvs_tun_rs.sh',
  'lvs_fwmark.sh',
  'lvs_forward.sh',
  'lvs_dr.sh',
  'lvs_nat.sh',
  'lvs_tun.sh',
];
const viewOf = (script: string) => unitView('lvs1', script, ['clusters/prod/web.yaml'], SCRIPTS);

describe('the unit of a script', () => {
  it('of a real server has the VIPs there before what serves, which waits for the network', () => {
    const after =
      'local-fs.target systemd-modules-load.service systemd-sysctl.service networking.service systemd-networkd.service NetworkManager.service wicked.service';
    const early = { isEarly: true, wants: '', before: 'network.target shutdown.target', requiredBy: '' };
    expect(viewOf('lvs_dr_rs.sh')).toMatchObject({ ...early, after, reloadsWith: '' });
    // It may have a table, which lowers the MSS.
    expect(viewOf('lvs_tun_rs.sh')).toMatchObject({
      ...early,
      after: `${after} nftables.service`,
      reloadsWith: 'nftables.service',
    });
  });

  it('of marks is there before all that takes VIPs, and keepalived does not start without it', () => {
    expect(viewOf('lvs_fwmark.sh')).toMatchObject({
      isEarly: false,
      wants: '',
      after: 'systemd-modules-load.service systemd-sysctl.service nftables.service',
      before: 'lvs_dr.service lvs_nat.service lvs_tun.service keepalived.service',
      reloadsWith: 'nftables.service',
      requiredBy: 'keepalived.service',
    });
  });

  it('of forwarding waits for the interfaces, and keepalived for it', () => {
    expect(viewOf('lvs_forward.sh')).toMatchObject({
      after: 'systemd-modules-load.service systemd-sysctl.service network-online.target nftables.service',
      before: 'lvs_dr.service lvs_nat.service lvs_tun.service keepalived.service',
      requiredBy: 'keepalived.service',
    });
  });

  it('of a director waits for the network, and keeps nobody else waiting', () => {
    expect(viewOf('lvs_nat.sh')).toMatchObject({
      isEarly: false,
      wants: 'network-online.target',
      after: 'systemd-modules-load.service systemd-sysctl.service network-online.target nftables.service',
      before: '',
      reloadsWith: 'nftables.service',
      requiredBy: '',
    });
    expect(viewOf('lvs_dr.sh').reloadsWith).toBe('');
  });

  it('has to be known', () => {
    expect(() => viewOf('lvs_new.sh')).toThrow('nobody says when lvs_new.sh runs at boot');
  });
});

const projects = [projectRoot, ...readdirSync(goldenFolder).map((name) => join(goldenFolder, name))];

describe.each(projects)('the manifests of %s', (project) => {
  it('have each script before its unit, and keepalived.conf behind all of them', async () => {
    const { files } = await renderProject(project);
    for (const [path, { content }] of files) {
      if (!path.endsWith('/manifest.json')) continue;
      const names = (JSON.parse(content) as Manifest).files.map(({ file }) => file);
      for (const [at, name] of names.entries())
        if (name.endsWith('.sh')) expect(names[at + 1]).toBe(name.replace('.sh', '.service'));
      if (names.includes('keepalived.conf')) expect(names.at(-1)).toBe('keepalived.conf');
    }
  });
});

/** A root with the units of one host and what they name. */
function rootWith(files: readonly (readonly [name: string, content: string])[]): string {
  const root = mkdtempSync(join(tmpdir(), 'lvsgen-units-'));
  const put = (path: string, content: string, mode = 0o644) => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content, { mode });
  };
  for (const [name, content] of files)
    put(name.endsWith('.sh') ? `usr/local/sbin/${name}` : `etc/systemd/system/${name}`, content, 0o755);
  return root;
}

describe.runIf(requirePrograms(['systemd-analyze']))('systemd-analyze verify', () => {
  const hosts = new Map<string, [name: string, content: string][]>();
  beforeAll(async () => {
    for (const project of projects) {
      const { files } = await renderProject(project);
      for (const [path, { content }] of files) {
        const [, host = '', name = ''] = /^(.*)\/([^/]+\.(?:sh|service|timer))$/.exec(path) ?? [];
        if (name === '') continue;
        const key = `${project} ${host}`;
        hosts.set(key, [...(hosts.get(key) ?? []), [name, content]]);
      }
    }
  });

  const verify = (files: readonly (readonly [string, string])[]): string => {
    const root = rootWith(files);
    const units = files.map(([name]) => name).filter((name) => !name.endsWith('.sh'));
    try {
      execFileSync(
        'systemd-analyze',
        ['verify', '--man=no', '--recursive-errors=no', `--root=${root}`, ...units],
        { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] },
      );
      return '';
    } catch (error) {
      return String((error as { stderr?: string }).stderr);
    }
  };

  it('has nothing to say of any host', () => {
    expect(hosts.size).toBeGreaterThan(5);
    // Hosts with the same scripts have the same units.
    const byScripts = new Map([...hosts].map((entry) => [entry[1].map(([name]) => name).join(), entry]));
    for (const [host, files] of byScripts.values()) expect([host, verify(files)]).toEqual([host, '']);
  });

  it('would say what is wrong', () => {
    const [files = []] = hosts.values();
    const broken = files.map(
      ([name, content]) => [name, content.replace('Type=oneshot', 'Typ=oneshot')] as const,
    );
    expect(verify(broken)).toContain('Typ');
  });
});
