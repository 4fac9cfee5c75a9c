import { quote } from '../../../diagnostic/quote.ts';
import type { Cluster, VirtualServer } from '../../../model/cluster.ts';
import { hasNatFtp } from '../../../model/ftp.ts';
import { SOURCE_NAT_SYSCTL, sysctlPlace, sysctlsOf } from '../../../model/host-settings.ts';
import type { ClusterRule, Problem } from '../../rule.ts';

/**
 * The nftables rules that change the source are for connections that are tracked, and IPVS has its own tracked by one setting alone. The
 * rules match the port of the service, and an FTP client's data has another one: it would reach the real server with the client's address.
 */
export const sourceNatConflict: ClusterRule = {
  id: 'source-nat-conflict',
  severity: 'error',
  oncePerPlace: true,
  summary: 'source_nat with a sysctl that keeps IPVS from connection tracking, or with FTP',
  catalogue: [],
  source:
    'Linux, Documentation/networking/ipvs-sysctl.rst, conntrack; ip_vs_xmit.c, ip_vs_nat_send_or_cont; docs/definition.md, source_nat',
  *cluster(cluster) {
    const services = cluster.virtualServers.filter(({ sourceNat }) => sourceNat);
    const [first] = services;
    if (first === undefined) return;
    yield* untracked(cluster, first);
    for (const service of services) {
      if (!hasNatFtp(service)) continue;
      yield {
        message: `source_nat of FTP service ${quote(service.name)}: data connections have other ports, and keep the client's address`,
        hint: "remove source_nat, and make the director the real servers' gateway; or set lvs_method to DR, with persistence_timeout",
        at: service.origin.at('source_nat'),
      };
    }
  },
};

function* untracked(cluster: Cluster, service: VirtualServer): Iterable<Problem> {
  for (const director of cluster.directors) {
    if (sysctlsOf(cluster, director)[SOURCE_NAT_SYSCTL] !== 0) continue;
    yield {
      message: `${SOURCE_NAT_SYSCTL} is 0, but source_nat of virtual server ${quote(service.name)} needs connection tracking: real servers would see the clients' addresses`,
      hint: `remove ${SOURCE_NAT_SYSCTL}: source_nat sets it to 1`,
      at: sysctlPlace(cluster, director, SOURCE_NAT_SYSCTL),
      related: [{ at: service.origin.at('source_nat'), message: 'the source NAT' }],
    };
  }
}
