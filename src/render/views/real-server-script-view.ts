import { hostPrefix } from '../../model/address.ts';
import type { Cluster, VirtualServer } from '../../model/cluster.ts';
import type { Host } from '../../model/repository.ts';
import { withoutRepeats } from './director-script-view.ts';
import type { ScriptView } from './script-view.ts';
import { directRoutingSysctls } from './sysctls.ts';

/** `lvs_dr_rs.sh` of a real server: the VIPs of all DR services that it serves, in all clusters. */
export function realServerScriptView(host: Host, file: string): ScriptView {
  const services = directRoutingServices(host);
  return {
    host: host.name,
    file,
    sysctls: directRoutingSysctls([...new Set(services.map(({ cluster }) => cluster.file))]),
    addresses: withoutRepeats(
      services.map(({ cluster, virtualServer }) => ({
        comment: `${cluster.file}: ${virtualServer.name}`,
        lines: [`${hostPrefix(virtualServer.vip).text} lo`],
      })),
    ),
    ipvs: [],
    nftPostrouting: [],
    nftForward: [],
    nftMark: [],
    interfaces: ['lo'],
  };
}

/**
 * The DR services that a host answers for. Not those of which it is a director as well: it has the VIP then, or gets
 * it with VRRP, and a second one on `lo` would keep it from ever giving the VIP up.
 */
export function directRoutingServices(host: Host): { cluster: Cluster; virtualServer: VirtualServer }[] {
  return host.realServers
    .filter(({ cluster }) => !host.directors.some((part) => part.cluster === cluster))
    .flatMap(({ cluster, virtualServers }) =>
      virtualServers
        .filter(({ forwardingMethod }) => forwardingMethod === 'DR')
        .map((virtualServer) => ({ cluster, virtualServer })),
    );
}
