import { contains, type Family } from '../../address/address.ts';
import type { Cluster } from '../../model/cluster.ts';
import { forwardsBy, hasSourceNat } from '../../model/forwarding.ts';
import { hostGateway } from '../../model/gateway.ts';
import { SOURCE_NAT_SYSCTL, sysctlsOf } from '../../model/host-settings.ts';
import type { Host } from '../../model/repository.ts';
import type { AnsweredService } from './answered-services.ts';
import { type NatSide, outerSides } from './nat-sides.ts';
import type { ScriptSection } from './script-view.ts';

type Parts = readonly { readonly cluster: Cluster }[];

/** `KEY=VALUE` of the sysctls that definitions say for a director. */
export function ownSysctls(parts: Host['directors']): ScriptSection[] {
  return parts.map(({ cluster, director }) => ({
    comment: cluster.file,
    lines: Object.entries(sysctlsOf(cluster, director)).map(([name, value]) => `${name}=${value}`),
  }));
}

/** What source NAT needs, where a definition does not say otherwise. */
export function sourceNatSysctls(parts: Host['directors']): ScriptSection[] {
  return parts
    .filter(({ cluster }) => cluster.virtualServers.some(hasSourceNat))
    .map(({ cluster, director }) => ({
      comment: cluster.file,
      lines: [`${SOURCE_NAT_SYSCTL}=${sysctlsOf(cluster, director)[SOURCE_NAT_SYSCTL]}`],
    }));
}

/** A sysctl's key: procps takes `/` for `.`, which an interface's name may contain. */
function interfaceKey(family: 'ipv4' | 'ipv6', name: string, setting: string): string {
  return name.includes('.')
    ? `net/${family}/conf/${name}/${setting}`
    : `net.${family}.conf.${name}.${setting}`;
}

/**
 * What makes a NAT director a router, which it is for the real servers' answers.
 *
 * `ip_forward` comes first: writing it makes the kernel set `accept_redirects` anew (ip-sysctl.rst), which is
 * therefore named as well. IPv6 has no such setting, and a host that forwards takes no redirects. It takes no router
 * advertisements either, unless `accept_ra` is 2, and drops the routes that it has learnt from them: so that one comes
 * before `forwarding`. Each family is set only where a VIP is of it.
 *
 * @param parts those whose NAT services the host directs.
 */
export function forwardingSysctls(parts: Parts, sides: readonly NatSide[]): ScriptSection[] {
  const families = natFamilies(parts);
  const outer = [...new Set(outerSides(sides, 'inet6').map(({ name }) => name))];
  const lines = [
    ...(families.has('inet') ? ['net.ipv4.ip_forward=1', 'net.ipv4.conf.all.accept_redirects=0'] : []),
    ...(families.has('inet6')
      ? [
          ...outer.map((name) => `${interfaceKey('ipv6', name, 'accept_ra')}=2`),
          'net.ipv6.conf.all.forwarding=1',
        ]
      : []),
  ];
  return lines.length === 0 ? [] : [{ comment: filesOf(parts).join(', '), lines }];
}

/**
 * A NAT director tells nobody of a shorter way. `send_redirects` holds on an interface when `all` or the interface has
 * it, so both go. IPv6 has no such setting.
 *
 * @param parts those whose NAT services the host directs.
 */
export function redirectSysctls(parts: Parts, host: Host): ScriptSection[] {
  if (!natFamilies(parts).has('inet')) return [];
  const names = new Set(host.directors.flatMap(({ director }) => director.links.map(({ name }) => name)));
  const lines = [
    'net.ipv4.conf.all.send_redirects=0',
    ...[...names].map((name) => `${interfaceKey('ipv4', name, 'send_redirects')}=0`),
  ];
  return [{ comment: filesOf(parts).join(', '), lines }];
}

function natFamilies(parts: Parts): ReadonlySet<Family> {
  return new Set(
    parts
      .flatMap(({ cluster }) => cluster.virtualServers)
      .filter((virtualServer) => forwardsBy(virtualServer, 'NAT'))
      .flatMap(({ vips }) => vips.map(({ family }) => family)),
  );
}

/** The definitions of parts, each once. */
export const filesOf = (parts: Parts): string[] => [...new Set(parts.map(({ cluster }) => cluster.file))];

/**
 * Requests come in by one interface of a DR real server, and replies leave by another one, where its gateway is: strict
 * mode of rp_filter drops the requests, since the way back to their clients is not the one that they came. The larger of
 * `all` and the interface counts, so that 2 on the interface is loose whatever `all` is (ip-sysctl.rst). IPv6 has no such
 * setting.
 *
 * @param services those that the host answers for by DR.
 */
export function sourceFilterSysctls(host: Host, services: readonly AnsweredService[]): ScriptSection[] {
  return services.flatMap(({ cluster, realServer }) => {
    const { address } = realServer.address;
    const inner = realServer.interfaces.find((own) => own.address.address.text === address.text);
    const gateway = hostGateway(host, cluster, realServer)?.address;
    if (inner === undefined || gateway?.family !== 'inet' || address.family !== 'inet') return [];
    const subnets = realServer.interfaces
      .filter(({ name }) => name === inner.name)
      .flatMap((own) => [own.address, own.segment?.subnet ?? own.address]);
    if (subnets.some((subnet) => contains(subnet, gateway))) return [];
    return [{ comment: cluster.file, lines: [`${interfaceKey('ipv4', inner.name, 'rp_filter')}=2`] }];
  });
}

/**
 * What comes out of a tunnel has its way back by another interface. `lvs_tun_rs.sh` sets this, too: but when the device is there, udev applies
 * what `/etc/sysctl.d` says of it, and there a pattern of the distribution, `net.ipv4.conf.*.rp_filter = 1`, would come after the script.
 */
export function tunnelSysctls(definitions: readonly string[], names: readonly string[]): ScriptSection[] {
  const lines = names.map((name) => `${interfaceKey('ipv4', name, 'rp_filter')}=2`);
  return lines.length === 0 ? [] : [{ comment: definitions.join(', '), lines }];
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
