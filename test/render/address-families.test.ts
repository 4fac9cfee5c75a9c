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

const IPV4 = [
  'net.ipv4.ip_forward=1',
  'net.ipv4.conf.all.accept_redirects=0',
  'net.ipv4.conf.all.send_redirects=0',
  ...['eth0', 'eth1', 'eth2', 'eth3'].map((name) => `net.ipv4.conf.${name}.send_redirects=0`),
];
const IPV6 = ['net.ipv6.conf.all.forwarding=1'];

test('NAT of both families forwards both, and its nftables statements are of IPv4', () => {
  const { sysctls, nftPostrouting, nftForward } = script('lvs1');
  expect(lines(sysctls)).toEqual([...IPV4, ...IPV6]);
  expect(lines(nftPostrouting)).toEqual([
    'ip saddr 10.0.0.0/24 ip daddr != 10.0.0.0/24 oifname "eth0" masquerade',
  ]);
  expect(lines(nftForward)).toEqual(['iifname "eth0" ip daddr 10.0.0.0/24 ct state new drop']);
});

test('NAT of IPv6 alone sets nothing of IPv4', () => {
  const { sysctls, nftPostrouting, nftForward } = script('lvs2');
  expect(lines(sysctls)).toEqual(IPV6);
  expect(nftPostrouting).toEqual([]);
  expect(nftForward).toEqual([]);
});

test('90-lvsgen.conf has the same sysctls as the script', () => {
  for (const name of ['lvs1', 'lvs2']) {
    const afterBoot = lines(sysctlView(host(name)).sysctls).map((line) => line.replace(' = ', '='));
    expect(afterBoot).toEqual(lines(script(name).sysctls));
  }
});
