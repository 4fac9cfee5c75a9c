import { hostPrefix } from '../../model/address.ts';
import type { RealServer, Tunnel } from '../../model/cluster.ts';
import type { Host } from '../../model/repository.ts';
import { withoutRepeats } from './director-script-view.ts';
import { answeredServices } from './real-server-script-view.ts';
import type { ScriptSection, ScriptView } from './script-view.ts';
import { directRoutingSysctls } from './sysctls.ts';

/**
 * `lvs_tun_rs.sh` of a real server: the tunnels that its directors' packets come out of, and the VIPs on them. On the
 * tunnel and not on `lo`, because the kernel drops what comes in on an interface without an address when rp_filter is
 * on, even where it is 2 (fib_validate_source).
 */
export function tunnelScriptView(host: Host, file: string): ScriptView {
  const services = answeredServices(host, 'TUN');
  const devices = new Map<string, string>();
  const deviceOf = (realServer: RealServer, tunnel: Tunnel): string => {
    const spec = deviceWords(realServer, tunnel);
    const name = devices.get(spec) ?? `lvs_tun${devices.size}`;
    devices.set(spec, name);
    return name;
  };
  const sections = (lines: (realServer: RealServer, tunnel: Tunnel) => string[]): ScriptSection[] =>
    withoutRepeats(
      services.map(({ cluster, virtualServer, realServer, tunnels }) => ({
        comment: `${cluster.file}: ${virtualServer.name}`,
        lines: tunnels.flatMap((tunnel) => lines(realServer, tunnel)),
      })),
    );
  return {
    host: host.name,
    file,
    sysctls: directRoutingSysctls([...new Set(services.map(({ cluster }) => cluster.file))]),
    addresses: withoutRepeats(
      services.map(({ cluster, virtualServer, realServer, tunnels }) => ({
        comment: `${cluster.file}: ${virtualServer.name}`,
        lines: tunnels.flatMap((tunnel) =>
          virtualServer.vips.map((vip) => `${hostPrefix(vip).text} ${deviceOf(realServer, tunnel)}`),
        ),
      })),
    ),
    tunnels: sections((realServer, tunnel) => [
      `${deviceOf(realServer, tunnel)} ${deviceWords(realServer, tunnel)}`,
    ]),
    guePorts: sections((realServer, { type, port }) =>
      type === 'gue' && port !== undefined
        ? [`${port}${realServer.address.address.family === 'inet6' ? ' -6' : ''}`]
        : [],
    ),
    ipvs: [],
    nftPostrouting: [],
    nftForward: [],
    nftMark: [],
    interfaces: ['lo'],
  };
}

/** As `ip link add` takes them. What gue wraps is an IP packet in an IP packet: its port only takes the UDP header off. */
function deviceWords({ address: { address } }: RealServer, { type, checksum }: Tunnel): string {
  const inet6 = address.family === 'inet6';
  if (type !== 'gre') return `type ${inet6 ? 'ip6tnl mode any' : 'ipip'} local ${address.text}`;
  const sum = checksum === 'csum' ? ' icsum' : '';
  return `type ${inet6 ? 'ip6gre' : 'gre'} local ${address.text}${sum}`;
}
