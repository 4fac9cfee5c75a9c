import { type Family, hostPrefix } from '../../address/address.ts';
import { table } from '../../diagnostic/table.ts';
import type { RealServer, Tunnel } from '../../model/cluster.ts';
import type { Host } from '../../model/repository.ts';
import { segmentSize } from '../../model/tunnel-size.ts';
import { type AnsweredService, answeredServices } from './answered-services.ts';
import { withoutRepeats } from './director-script-view.ts';
import { headerOf } from './nft.ts';
import { EMPTY_LISTS, type ScriptSection, type ScriptView } from './script-view.ts';
import { directRoutingSysctls, filesOf } from './sysctls.ts';

/**
 * `lvs_tun_rs.sh` of a real server: the tunnels that its directors' packets come out of, and the VIPs on them. On the
 * tunnel and not on `lo`, because the kernel drops what comes in on an interface without an address when rp_filter is
 * on, even where it is 2 (fib_validate_source).
 */
export function tunnelScriptView(host: Host, file: string): ScriptView {
  const services = answeredServices(host, 'TUN');
  const devices = devicesOf(services);
  const sections = (lines: (service: AnsweredService, tunnel: Tunnel) => string[]): ScriptSection[] =>
    withoutRepeats(
      services.map((service) => ({
        comment: `${service.cluster.file}: ${service.virtualServer.name}`,
        lines: service.tunnels.flatMap((tunnel) => lines(service, tunnel)),
      })),
    );
  const tunnels = sections(({ realServer, virtualServer }, tunnel) =>
    virtualServer.vips
      .map(({ family }) => deviceWords(realServer, tunnel, family))
      .map((words) => `${devices.get(words)} ${words}`),
  );
  const sizes = segmentSizes(services);
  return {
    ...EMPTY_LISTS,
    host: host.name,
    file,
    sysctls: directRoutingSysctls(filesOf(services)),
    addresses: sections(({ realServer, virtualServer }, tunnel) =>
      virtualServer.vips.map(
        (vip) => `${hostPrefix(vip).text} ${devices.get(deviceWords(realServer, tunnel, vip.family))}`,
      ),
    ),
    tunnels,
    nftMss: withoutRepeats(
      services.map(({ cluster, virtualServer }) => ({
        comment: `${cluster.file}: ${virtualServer.name}`,
        lines: virtualServer.vips.flatMap(({ text, family }) => {
          const size = sizes.get(text);
          const address = `${headerOf(family)} saddr ${text}`;
          return size === undefined
            ? []
            : [`${address} tcp flags & (syn | rst) == syn tcp option maxseg size set ${size}`];
        }),
      })),
    ),
    guePorts: sections(({ realServer }, { type, port }) =>
      type === 'gue' && port !== undefined
        ? [`${port}${realServer.address.address.family === 'inet6' ? ' -6' : ''}`]
        : [],
    ),
    interfaces: ['lo'],
  };
}

/** The names of the tunnels of a host's `lvs_tun_rs.sh`; none where it needs no script. */
export function tunnelNames(host: Host): readonly string[] {
  return [...devicesOf(answeredServices(host, 'TUN')).values()];
}

/** The name of each tunnel, by its words: equal ones are one device. */
function devicesOf(services: readonly AnsweredService[]): ReadonlyMap<string, string> {
  const words = services.flatMap(({ realServer, virtualServer, tunnels }) =>
    tunnels.flatMap((tunnel) =>
      virtualServer.vips.map(({ family }) => deviceWords(realServer, tunnel, family)),
    ),
  );
  return new Map([...new Set(words)].map((one, index) => [one, `lvs_tun${index}`]));
}

/** The kernel modules of a type of `ip link`. */
const TYPE_MODULES: Readonly<Record<string, string>> = table({
  ipip: 'ipip',
  sit: 'sit',
  ip6tnl: 'ip6_tunnel',
  gre: 'ip_gre',
  ip6gre: 'ip6_gre',
});

/** The kernel modules of the tunnels by which a host answers for a service. */
export function tunnelModules({ realServer, virtualServer, tunnels }: AnsweredService): string[] {
  const types = tunnels.flatMap((tunnel) =>
    virtualServer.vips.map(({ family }) => deviceWords(realServer, tunnel, family).split(' ')[1] ?? ''),
  );
  return [
    ...types.map((type) => TYPE_MODULES[type] ?? type),
    ...(tunnels.some(({ type }) => type === 'gue') ? ['fou'] : []),
  ];
}

/** The segments that clients of each VIP may send: of several tunnels what fits into all. The kernel never raises a size. */
function segmentSizes(services: readonly AnsweredService[]): Map<string, number> {
  const sizes = new Map<string, number>();
  for (const { realServer, virtualServer, tunnels } of services) {
    if (virtualServer.protocol !== 'TCP') continue;
    for (const { text, family } of virtualServer.vips) {
      for (const tunnel of tunnels) {
        if (tunnel.mtu === undefined) continue;
        const size = segmentSize(tunnel, tunnel.mtu, realServer.address.address.family, family);
        sizes.set(text, Math.min(size, sizes.get(text) ?? size));
      }
    }
  }
  return sizes;
}

/**
 * As `ip link add` takes them. What gue wraps is an IP packet in an IP packet: its port only takes the UDP header off.
 * gre, and IP in IPv6, carry both families in one device; IP in IPv4 has one for each.
 *
 * @param inner the family of what is in the packet: the VIP's.
 */
function deviceWords(
  { address: { address } }: RealServer,
  { type, checksum }: Tunnel,
  inner: Family,
): string {
  const isInet6 = address.family === 'inet6';
  const local = `local ${address.text}`;
  if (type === 'gre')
    return `type ${isInet6 ? 'ip6gre' : 'gre'} ${local}${checksum === 'csum' ? ' icsum' : ''}`;
  if (isInet6) return `type ip6tnl mode any ${local}`;
  return `type ${inner === 'inet6' ? 'sit' : 'ipip'} ${local}`;
}
