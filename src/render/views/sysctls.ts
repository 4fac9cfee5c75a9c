import type { Cluster } from '../../model/cluster.ts';
import type { Host } from '../../model/repository.ts';
import type { ScriptSection } from './script-view.ts';

/** A sysctl's key: procps takes `/` for `.`, which an interface's name may contain. */
function interfaceKey(name: string, setting: string): string {
  return name.includes('.') ? `net/ipv4/conf/${name}/${setting}` : `net.ipv4.conf.${name}.${setting}`;
}

/**
 * What a NAT director needs: it routes the real servers' answers, and tells nobody of a shorter way.
 *
 * `ip_forward` comes first: writing it makes the kernel set `accept_redirects` anew (ip-sysctl.rst), which is
 * therefore named as well. `send_redirects` holds on an interface when `all` or the interface has it, so both go.
 * IPv6 has no such setting, and a host that forwards takes no redirects. Each family is set only where a VIP is of it.
 *
 * @param clusters those whose NAT services the host directs.
 */
export function natSysctls(clusters: readonly Cluster[], host: Host): ScriptSection[] {
  const families = new Set(
    clusters
      .flatMap(({ virtualServers }) => virtualServers)
      .filter(({ forwardingMethod }) => forwardingMethod === 'NAT')
      .map(({ vip }) => vip.family),
  );
  const names = [
    ...new Set(host.directors.flatMap(({ director }) => director.interfaces.map(({ name }) => name))),
  ];
  const ipv4 = [
    'net.ipv4.ip_forward=1',
    'net.ipv4.conf.all.accept_redirects=0',
    'net.ipv4.conf.all.send_redirects=0',
    ...names.map((name) => `${interfaceKey(name, 'send_redirects')}=0`),
  ];
  const lines = [
    ...(families.has('inet') ? ipv4 : []),
    ...(families.has('inet6') ? ['net.ipv6.conf.all.forwarding=1'] : []),
  ];
  return lines.length === 0 ? [] : [{ comment: clusters.map(({ file }) => file).join(', '), lines }];
}

/**
 * What a DR real server needs, so that it holds the VIP and never answers ARP for it: the larger of `all` and the
 * interface counts (ip-sysctl.rst).
 */
export function directRoutingSysctls(definitions: readonly string[]): ScriptSection[] {
  return [
    {
      comment: definitions.join(', '),
      lines: [
        'net.ipv4.conf.all.arp_ignore=1',
        'net.ipv4.conf.all.arp_announce=2',
        'net.ipv4.conf.lo.arp_ignore=1',
        'net.ipv4.conf.lo.arp_announce=2',
      ],
    },
  ];
}
