import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { directorScriptView } from '../../src/render/views/director-script-view.ts';
import { forwardScriptView } from '../../src/render/views/forward-script-view.ts';
import { goldenFolder, renderProject } from '../render/rendered.ts';
import { connectHosts, createHost, type Host, removeHosts, runOn } from '../support/netns.ts';
import { requirePrograms } from '../support/programs.ts';
import { canRun, runScript, silence } from './on-host.ts';

afterEach(removeHosts);

const folder = join(goldenFolder, 'nat-ipv6');
const { repository } = await renderProject(folder);
const lvs1 = repository.environments.get('prod')?.hosts.get('lvs1') ?? expect.fail('no lvs1');
/** The same director with keepalived, which has a script for nothing else. */
const withKeepalived = {
  ...lvs1,
  directors: lvs1.directors.map(({ cluster, director }) => ({
    director,
    cluster: { ...cluster, engine: 'keepalived' as const },
  })),
};
const VIEWS = [
  directorScriptView(lvs1, 'NAT', 'lvs_nat.sh'),
  forwardScriptView(withKeepalived, 'lvs_forward.sh'),
];

/** The director lvs1 of the golden project, between a client and a real server. */
async function createNetwork() {
  const [client, director, realServer] = [await createHost(), await createHost(), await createHost()];
  const cable = (left: Host, right: Host, name: string, addresses: readonly [string, string]) =>
    connectHosts([left, name, [addresses[0]]], [right, name, [addresses[1]]]);
  await cable(director, client, 'eth0', ['198.51.100.11/24', '198.51.100.99/24']);
  await cable(director, realServer, 'eth1', ['10.0.0.1/24', '10.0.0.101/24']);
  await cable(director, client, 'eth2', ['2001:db8:1::11/64', '2001:db8:1::99/64']);
  await cable(director, realServer, 'eth3', ['2001:db8:2::1/64', '2001:db8:2::102/64']);
  const gateways = (host: Host, four: string, six: string) =>
    runOn(host, ['bash', '-ec', `ip route add default via ${four}; ip -6 route add default via ${six}`]);
  expect(await gateways(realServer, '10.0.0.1', '2001:db8:2::1')).toEqual(silence);
  // Whoever stands outside can name the director as its router.
  expect(await gateways(client, '198.51.100.11', '2001:db8:1::11')).toEqual(silence);
  return { client, director, realServer };
}

const reaches = async (host: Host, address: string) =>
  (await runOn(host, ['ping', '-q', '-c', '1', '-W', '1', address])).status === 0;

const FORWARDING =
  'sysctl -n net.ipv4.ip_forward net.ipv6.conf.all.forwarding net.ipv6.conf.eth2.accept_ra'.split(' ');

describe.runIf(canRun && requirePrograms(['ping']))('a NAT director', () => {
  it.each(VIEWS)(
    'is no router for those outside: not after boot, not in service, not after stop: $file',
    async (view) => {
      const { client, director, realServer } = await createNetwork();
      const forwarding = async () => (await runOn(director, FORWARDING)).stdout.trim().split('\n');
      const fromOutside = async () => [
        await reaches(client, '10.0.0.101'),
        await reaches(client, '2001:db8:2::102'),
      ];
      // IPv6 addresses need a moment until they are nobody else's.
      await expect.poll(() => reaches(client, '2001:db8:1::11'), { timeout: 10_000 }).toBe(true);
      await expect.poll(() => reaches(realServer, '2001:db8:2::1'), { timeout: 10_000 }).toBe(true);

      const conf = join(folder, 'artifacts/prod/lvs1/90-lvsgen.conf');
      expect((await runOn(director, ['sysctl', '-p', conf])).status).toBe(0);
      expect(await forwarding()).toEqual(['0', '0', '1']);
      expect(await fromOutside()).toEqual([false, false]);

      expect(await runScript(director, view)).toEqual(silence);
      expect(await forwarding()).toEqual(['1', '1', '2']);
      expect(await fromOutside()).toEqual([false, false]);
      expect(await reaches(realServer, '198.51.100.99')).toBe(true);
      expect(await reaches(realServer, '2001:db8:1::99')).toBe(true);
      expect((await runScript(director, view, ['status'])).status).toBe(0);

      expect(await runScript(director, view, ['stop'])).toEqual(silence);
      expect(await forwarding()).toEqual(['0', '0', '1']);
      expect(await fromOutside()).toEqual([false, false]);

      // Router advertisements that somebody has turned off stay off.
      await runOn(director, ['sysctl', '-q', '-w', 'net.ipv6.conf.eth2.accept_ra=0']);
      expect(await runScript(director, view)).toEqual(silence);
      expect(await forwarding()).toEqual(['1', '1', '0']);
      expect((await runScript(director, view, ['status'])).status).toBe(0);
      expect(await runScript(director, view, ['stop'])).toEqual(silence);
      expect(await forwarding()).toEqual(['0', '0', '0']);
    },
  );
});
