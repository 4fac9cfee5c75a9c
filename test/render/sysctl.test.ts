import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { createHost, removeHosts, runOn } from '../support/netns.ts';
import { requirePrograms } from '../support/programs.ts';
import { goldenFolder } from './rendered.ts';

afterEach(removeHosts);

describe.runIf(requirePrograms(['ip', 'sysctl', 'unshare', 'bash'], { root: true }))('90-lvsgen.conf', () => {
  it.each([
    ['nat-floating-gateway', 'edge1', { eth0: [], eth1: [] }],
    ['interface-names', 'lvs1', { 'bond0.120': [], 'br-lan_1.7': [] }],
    ['shared-hosts', 'rs2', { eth0: [] }],
    ['two-nics', 'a1', { ens3: [], 'bond0.45': [] }],
    ['nat-ipv6', 'lvs1', { eth0: [], eth1: [], eth2: [], eth3: [] }],
  ])('is taken by the real sysctl, line for line: %s, %s', async (project, name, interfaces) => {
    const host = await createHost(interfaces);
    const path = join(goldenFolder, project, 'artifacts/prod', name, '90-lvsgen.conf');
    const { status, stdout, stderr } = await runOn(host, ['sysctl', '-p', path]);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    const written = stdout.trim().split('\n');
    expect(written.length).toBeGreaterThan(2);
    // A later line may undo an earlier one: ip_forward resets others.
    for (const line of written) {
      const [key = '', value] = line.split(' = ');
      expect((await runOn(host, ['sysctl', '-n', key])).stdout.trim()).toBe(value);
    }
  });
});
