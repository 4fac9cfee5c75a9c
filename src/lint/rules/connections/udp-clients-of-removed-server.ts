import { quote } from '../../../diagnostic/quote.ts';
import type { Cluster, Destination, Director, Options, VirtualServer } from '../../../model/cluster.ts';
import { globalsOf, sysctlsOf } from '../../../model/host-settings.ts';
import type { ClusterRule } from '../../rule.ts';

const SYSCTL = 'net.ipv4.vs.expire_nodest_conn';
/** Seconds that the kernel remembers a UDP client for (ip_vs_proto_udp.c). */
const UDP_TIMEOUT = 300;

/**
 * IPVS remembers a UDP client by its address and port. When the real server that it was sent to has left the table, its packets are
 * dropped without a word until the entry ends, unless expire_nodest_conn is 1. Clients that keep their port, such as
 * syslog, RADIUS and resolvers, never get another real server in between. With inhibit_on_failure it stays in the table, with
 * weight 0, and they go on asking it whatever expire_nodest_conn is. With ops nobody is remembered.
 */
export const udpClientsOfRemovedServer: ClusterRule = {
  id: 'udp-clients-of-removed-server',
  severity: 'info',
  oncePerPlace: true,
  summary: 'UDP clients that keep their port get no answer for minutes when their real server has failed',
  catalogue: [],
  source:
    'Linux, ip_vs_core.c, ip_vs_in, and ipvs-sysctl.rst, expire_nodest_conn; kubernetes/kubernetes#76664',
  *cluster(cluster) {
    if (cluster.engine !== 'keepalived') return;
    const director = cluster.directors.find((one) => sysctlsOf(cluster, one)[SYSCTL] !== 1);
    for (const virtualServer of cluster.virtualServers) {
      if (!isRemembered(virtualServer)) continue;
      const at = virtualServer.origin.at('protocol');
      const staying = checkedDestinations(virtualServer).find((one) => staysInTable(virtualServer, one));
      if (staying !== undefined) {
        yield {
          message: `when ${quote(staying.realServerName)} of UDP service ${quote(virtualServer.name)} fails, clients that keep their port go on asking it: with inhibit_on_failure it stays in the table`,
          hint: `leave inhibit_on_failure out, and set sysctls: { ${SYSCTL}: 1 }; or ops, where each request is one packet`,
          at,
          restsOn: [at],
        };
        continue;
      }
      if (director === undefined || checkedDestinations(virtualServer).length === 0) continue;
      yield {
        message: `when a real server of UDP service ${quote(virtualServer.name)} fails, clients that keep their port get no answer for up to ${udpTimeout(cluster, director)} s: ${SYSCTL} is 0`,
        hint: `set sysctls: { ${SYSCTL}: 1 }, so that their next packet goes to another real server; or ops, where each request is one packet, or a shorter lvs_timeouts.udp`,
        at,
        restsOn: [at],
      };
    }
  },
};

function isRemembered({ kind, protocol, marks, options, destinations }: VirtualServer): boolean {
  const isUdp = kind === 'fwmark' ? marks.some((mark) => mark.protocol === 'UDP') : protocol === 'UDP';
  return isUdp && options['ops'] !== true && destinations.length > 1;
}

const checkedDestinations = ({ destinations }: VirtualServer): Destination[] =>
  destinations.filter(({ checks }) => checks.length > 0);

const staysInTable = ({ options }: VirtualServer, destination: Destination): boolean =>
  (destination.options['inhibit_on_failure'] ?? options['inhibit_on_failure']) === true;

function udpTimeout(cluster: Cluster, director: Director): number {
  const { udp } = (globalsOf(cluster, director)['lvs_timeouts'] ?? {}) as Options;
  return typeof udp === 'number' && udp > 0 ? udp : UDP_TIMEOUT;
}
