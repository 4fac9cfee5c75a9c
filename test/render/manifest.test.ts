import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { MANIFEST, type Manifest, readManifest } from '../../src/render/manifest.ts';
import { goldenFolder, projectRoot, renderProject } from './rendered.ts';

const projects = [projectRoot, ...readdirSync(goldenFolder).map((name) => join(goldenFolder, name))];

describe.each(projects)('the manifests of %s', (folder) => {
  it('tell the truth about their folders', async () => {
    const { repository, files } = await renderProject(folder);
    const known = new Set(repository.clusters.map(({ file }) => file));
    const manifests = [...files].filter(([path]) => path.endsWith(`/${MANIFEST}`));
    expect(manifests.length).toBeGreaterThan(0);
    for (const [path, { content }] of manifests) {
      const hostFolder = path.slice(0, -MANIFEST.length);
      const manifest = JSON.parse(content) as Manifest;
      expect(`${manifest.environment}/${manifest.host}/`).toBe(hostFolder);
      const listed = manifest.files.map(({ file }) => `${hostFolder}${file}`).sort();
      const present = [...files.keys()].filter((other) => other.startsWith(hostFolder) && other !== path);
      expect(listed).toEqual(present.sort());
      for (const { file, sha256, mode, install, reload, remove, definitions } of manifest.files) {
        const rendered = files.get(`${hostFolder}${file}`);
        expect(sha256).toBe(
          createHash('sha256')
            .update(rendered?.content ?? '')
            .digest('hex'),
        );
        expect(rendered?.isExecutable).toBe(mode === '0755');
        expect(install).toMatch(
          new RegExp(
            `^/(?:etc/(?:keepalived|sysctl\\.d|modules-load\\.d|systemd/system)|usr/local/sbin)/${file}$`,
          ),
        );
        expect(reload).toMatch(
          /^(?:sysctl -e -p|(?:\(for file in .* done\) && )?\(?keepalived -t -e -f \S+(?: \|\| test \$\? -eq 143\))? && systemctl reload|\/usr\/local\/sbin\/\S+ start|modprobe -a|systemctl daemon-reload(?:$| && systemctl enable --now))/,
        );
        // A service that only its timer starts is not enabled itself.
        const isEnabled = /^lvs_.*\.service$|\.timer$/.test(file);
        expect(remove).toBe(isEnabled ? `systemctl disable --now ${file}` : undefined);
        expect(definitions.length).toBeGreaterThan(0);
        for (const definition of definitions) {
          expect(known).toContain(definition);
          expect(manifest.definitions).toContain(definition);
          expect(rendered?.content).toContain(definition);
        }
        // A file that may hold a password is not for everybody.
        expect(mode).toBe(file === 'keepalived.conf' ? '0640' : file.endsWith('.sh') ? '0755' : '0644');
      }
      const secrets = files.get(`${hostFolder}keepalived.conf`)?.content.matchAll(/\$\{(\w+)\}/g) ?? [];
      expect(manifest.secrets).toEqual([...new Set([...secrets].map(([, name]) => name))]);
      expect(readManifest(content, hostFolder.slice(0, -1))?.files.size).toBe(manifest.files.length);
    }
  });
});
