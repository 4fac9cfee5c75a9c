import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { edit, HA, NAT_HA } from '../support/definitions.ts';
import { ACCEPTED, KEEPALIVED_PROGRAMS, keepalivedTest } from '../support/keepalived.ts';
import { requirePrograms } from '../support/programs.ts';
import { casesOf } from './cases.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

function filesBelow(folder: string, ending: RegExp): string[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && ending.test(entry.name))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))
    .sort();
}

const definitions = Object.fromEntries(
  filesBelow('clusters', /\.ya?ml$/).map((file) => [file, readFileSync(join(root, file), 'utf8')]),
);
const artifacts = filesBelow('artifacts', /^keepalived\.conf$/);

const SECRET = edit(HA, 'auth_pass: "1111"', 'auth_pass: { secret: WEB_PASS }');
const INTERFACE = [{ name: 'eth0', addresses: ['192.168.0.48/24'] }];

describe.runIf(requirePrograms(KEEPALIVED_PROGRAMS))('the real keepalived', () => {
  it('accepts every committed keepalived.conf without a word', async () => {
    const { cases } = await casesOf(definitions);
    const byPath = new Map(
      cases.map((entry) => [`artifacts/${entry.host.environment}/${entry.host.name}/keepalived.conf`, entry]),
    );
    expect(artifacts.length).toBeGreaterThan(0);
    for (const path of artifacts) {
      const { interfaces, secrets } = byPath.get(path) ?? expect.fail(`no definition renders to ${path}`);
      const result = await keepalivedTest(
        readFileSync(join(root, path), 'utf8'),
        interfaces,
        secrets === undefined ? {} : { secrets },
      );
      expect({ ...result, path }).toEqual({ ...ACCEPTED, path });
    }
  });

  it.each([
    ['HA', HA],
    ['NAT_HA', NAT_HA],
  ])('accepts what %s renders to, without a word', async (_, text) => {
    const { findings, cases } = await casesOf({
      [`clusters/prod/${/^name: (.*)$/m.exec(text)?.[1]}.yaml`]: text,
    });
    expect(findings).toEqual([]);
    expect(cases).toHaveLength(2);
    for (const { conf, interfaces } of cases) {
      expect(interfaces.length).toBeGreaterThan(0);
      expect(await keepalivedTest(conf, interfaces)).toEqual(ACCEPTED);
    }
  });

  it('accepts a secret that the secrets file defines', async () => {
    const { cases } = await casesOf({ 'clusters/prod/web-ha.yaml': SECRET });
    const conf = cases[0]?.conf ?? '';
    expect(conf).toMatch(/^ +auth_pass "?\$\{WEB_PASS\}"?$/m);
    expect(conf).not.toContain('s3cr-t');
    expect(await keepalivedTest(conf, INTERFACE, { secrets: '$WEB_PASS=s3cr-t\n' })).toEqual(ACCEPTED);
  });

  it('says so when the secrets file is not there', async () => {
    const { cases } = await casesOf({ 'clusters/prod/web-ha.yaml': SECRET });
    const { status, stderr } = await keepalivedTest(cases[0]?.conf ?? '', INTERFACE);
    expect(status).toBe(6);
    expect(stderr).toContain('/etc/keepalived/lvsgen-secrets.conf');
  });

  it('is asked in a way in which it can say no', async () => {
    const { cases } = await casesOf({ 'clusters/prod/web-ha.yaml': HA });
    const conf = cases[0]?.conf ?? '';
    for (const [broken, complaint] of [
      [edit(conf, 'lvs_sched rr', 'lvs_sched none'), 'Invalid lvs_scheduler'],
      [edit(conf, 'interface eth0', 'interface eth1'), "interface eth1 for vrrp_instance VI_1 doesn't exist"],
      [edit(conf, 'priority 100', 'priority 256'), 'Priority not valid'],
    ] as const) {
      const { status, stderr } = await keepalivedTest(broken, INTERFACE);
      expect(status).not.toBe(0);
      expect(stderr).toContain(complaint);
    }
  });
});
