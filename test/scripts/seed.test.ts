import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import type { ScriptView } from '../../src/render/views/script-view.ts';
import { createHost, type Host, removeHosts, runOn, type Snapshot, takeSnapshot } from '../support/netns.ts';
import { requirePrograms } from '../support/programs.ts';
import { canRun, createDirector, runScript, silence } from './on-host.ts';
import { drView, natView, realServerView } from './views.ts';

const seedFolder = fileURLToPath(new URL('seed', import.meta.url));

/** The seed's script on one host, ours on its equal: what only one of them did. */
async function compare(create: () => Promise<Host>, view: ScriptView) {
  const [seeds, ours] = [await create(), await create()];
  expect(await takeSnapshot(seeds)).toEqual(await takeSnapshot(ours));
  // Where net-tools is absent, the shims stand in for it.
  await runOn(seeds, ['bash', `${seedFolder}/${view.file}`], { pathAfter: [`${seedFolder}/shims`] });
  expect(await runScript(ours, view)).toEqual(silence);
  const [left, right] = [await takeSnapshot(seeds), await takeSnapshot(ours)];
  const only = (one: Snapshot, other: Snapshot) =>
    (['ipvs', 'addresses', 'sysctls', 'routes'] as const).flatMap((key) =>
      one[key].filter((line) => !other[key].includes(line)).map((line) => `${key}: ${line}`),
    );
  return { left, right, onlySeed: only(left, right), onlyOurs: only(right, left) };
}

afterEach(removeHosts);

describe.runIf(canRun && requirePrograms(['iptables', 'ipvsadm']))("beside the seed's script", () => {
  it('lvs_nat.sh has the same effects, but', async () => {
    const { left, right, onlySeed, onlyOurs } = await compare(createDirector, natView);
    expect(onlySeed).toEqual([
      'sysctls: net.ipv4.conf.default.send_redirects=0', // X10
    ]);
    expect(onlyOurs).toEqual([
      'sysctls: net.ipv4.conf.default.send_redirects=1', // X10
    ]);
    expect(left.nft.join('\n')).toMatch(/table ip nat \{/); // X12, X13
    expect(right.nft).toEqual([
      'table inet lvsgen_nat {',
      'chain postrouting {',
      'type nat hook postrouting priority srcnat; policy accept;',
      'ip saddr 192.168.0.0/24 ip daddr != 192.168.0.0/24 oifname "eth0" masquerade',
      '}',
      'chain forward {', // X11
      'type filter hook forward priority filter; policy accept;',
      'iifname "eth0" ip daddr 192.168.0.0/24 ct state new drop',
      '}',
      '}',
    ]);
    expect(right.ipvs).toEqual(natView.ipvs.flatMap(({ lines }) => lines));
  });

  it('lvs_dr.sh has the same effects, but', async () => {
    const { right, onlySeed, onlyOurs } = await compare(
      () => createHost({ eth0: ['192.168.0.8/24'] }),
      drView,
    );
    expect(onlySeed).toEqual([
      'addresses: eth0 inet 192.168.0.38/32 brd 192.168.0.38 scope global eth0:0', // X03, X04
      'routes: 192.168.0.38 dev eth0 scope link src 192.168.0.38', // X06
    ]);
    expect(onlyOurs).toEqual([
      'addresses: eth0 inet 192.168.0.38/32 scope global eth0', // X03, X04
    ]);
    expect(right.ipvs).toEqual(drView.ipvs.flatMap(({ lines }) => lines));
  });

  it('lvs_dr_rs.sh has the same effects, but', async () => {
    const { onlySeed, onlyOurs } = await compare(
      () => createHost({ eth0: ['192.168.0.18/24'] }),
      realServerView,
    );
    expect(onlySeed).toEqual([
      'addresses: lo inet 192.168.0.38/32 brd 192.168.0.38 scope global lo:0', // X03, X04
      'sysctls: net.ipv4.conf.lo.arp_announce=2', // X08
      'sysctls: net.ipv4.conf.lo.arp_ignore=1', // X08
      'routes: 192.168.0.38 dev lo scope link src 192.168.0.38', // X06
    ]);
    expect(onlyOurs).toEqual([
      'addresses: lo inet 192.168.0.38/32 scope global lo', // X03, X04
      'sysctls: net.ipv4.conf.lo.arp_announce=0', // X08
      'sysctls: net.ipv4.conf.lo.arp_ignore=0', // X08
    ]);
  });
});
