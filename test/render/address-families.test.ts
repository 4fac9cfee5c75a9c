import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Host } from '../../src/model/repository.ts';
import { directorScriptView } from '../../src/render/views/director-script-view.ts';
import { sysctlView } from '../../src/render/views/sysctl-view.ts';
import { goldenFolder, renderProject } from './rendered.ts';

const { repository } = await renderProject(join(goldenFolder, 'nat-ipv6'));
const lines = (sections: readonly { readonly lines: readonly string[] }[]) =>
  sections.flatMap((section) => section.lines);
const host = (name: string) => repository.environments.get('prod')?.hosts.get(name) as Host;
const script = (name: string) => directorScriptView(host(name), 'NAT', 'lvs_nat.sh');

const REDIRECTS = ['all', 'eth0', 'eth1', 'eth2', 'eth3'].map(
  (name) => `net.ipv4.conf.${name}.send_redirects=0`,
);
const IPV4 = ['net.ipv4.ip_forward=1', 'net.ipv4.conf.all.accept_redirects=0'];

test('NAT of both families forwards both, and is restricted in both', () => {
  const { sysctls, nftPostrouting, nftForward } = script('lvs1');
  expect(lines(sysctls)).toEqual([
    ...IPV4,
    'net.ipv6.conf.eth2.accept_ra=2',
    'net.ipv6.conf.all.forwarding=1',
    ...REDIRECTS,
  ]);
  expect(lines(nftPostrouting)).toEqual([
    'ip saddr 10.0.0.0/24 ip daddr != 10.0.0.0/24 oifname "eth0" masquerade',
    'ip6 saddr 2001:db8:2::/64 ip6 daddr != 2001:db8:2::/64 oifname "eth2" masquerade',
  ]);
  expect(lines(nftForward)).toEqual([
    'iifname "eth0" ip daddr 10.0.0.0/24 ct state new drop',
    'iifname "eth2" ip daddr 10.0.0.0/24 ct state new drop',
    'iifname "eth0" ip6 daddr 2001:db8:2::/64 ct state new drop',
    'iifname "eth2" ip6 daddr 2001:db8:2::/64 ct state new drop',
  ]);
});

test('NAT of IPv6 alone sets nothing of IPv4', () => {
  const { sysctls, nftPostrouting, nftForward } = script('lvs2');
  expect(lines(sysctls)).toEqual(['net.ipv6.conf.eth0.accept_ra=2', 'net.ipv6.conf.all.forwarding=1']);
  expect([...lines(nftPostrouting), ...lines(nftForward)].filter((line) => !line.includes('ip6'))).toEqual(
    [],
  );
});

test('90-lvsgen.conf has what the script sets, but for the forwarding', () => {
  const afterBoot = (name: string) =>
    lines(sysctlView(host(name)).sysctls).map((line) => line.replace(' = ', '='));
  expect(afterBoot('lvs1')).toEqual(REDIRECTS);
  expect(sysctlView(host('lvs2')).definitions).toEqual([]);
});
