import { quote } from '../../../diagnostic/quote.ts';
import type { Cluster, VirtualServer } from '../../../model/cluster.ts';
import { globalsOf, sysctlsOf } from '../../../model/host-settings.ts';
import type { ClusterRule } from '../../rule.ts';

const SYSCTL = 'net.ipv4.vs.sloppy_tcp';
/** By the client's address or port, and not by what a director has seen before. */
const HASHING: ReadonlySet<string> = new Set(['mh', 'sh']);

/**
 * Routers that lead a routed VIP to several directors (ECMP) move connections among them whenever one comes or goes. With `mh` or
 * `sh` each director sends a client to the same real server, but IPVS makes an entry for a SYN alone: a packet from the middle of a
 * connection goes to the director itself, which resets it, unless sloppy_tcp is 1. NAT cannot be helped so, because the
 * replies come back to the first director.
 */
export const movedConnectionsReset: ClusterRule = {
  id: 'moved-connections-reset',
  severity: 'info',
  summary:
    'connections that routers move to another director are reset, though it would choose the same real server',
  catalogue: [],
  source:
    'Linux, ip_vs_proto_tcp.c, tcp_conn_schedule, and ipvs-sysctl.rst, sloppy_tcp; cloudnativelabs/kube-router#1860',
  *cluster(cluster) {
    const { engine, directors } = cluster;
    if (engine !== 'ipvsadm' || directors.length < 2 || directors.every((one) => isPrepared(cluster, one)))
      return;
    for (const virtualServer of cluster.virtualServers) {
      if (!isConcerned(virtualServer)) continue;
      yield {
        message: `a connection of ${quote(virtualServer.name)} that routers move to another director is reset, though ${quote(virtualServer.scheduler)} chooses the same real server there: ${SYSCTL} is 0`,
        hint: `set sysctls: { ${SYSCTL}: 1 }`,
        at: virtualServer.origin.at('lvs_sched'),
      };
    }
  },
};

function isPrepared(cluster: Cluster, director: Cluster['directors'][number]): boolean {
  return (
    sysctlsOf(cluster, director)[SYSCTL] === 1 ||
    globalsOf(cluster, director)['lvs_sync_daemon'] !== undefined
  );
}

function isConcerned({ kind, protocol, routed, scheduler, destinations }: VirtualServer): boolean {
  return (
    kind !== 'fwmark' &&
    protocol === 'TCP' &&
    routed &&
    HASHING.has(scheduler) &&
    destinations.length > 1 &&
    destinations.every(({ forwardingMethod }) => forwardingMethod !== 'NAT')
  );
}
