import { notUnicast } from '../../../address/address-kind.ts';
import { quote } from '../../../diagnostic/quote.ts';
import type { Cluster } from '../../../model/cluster.ts';
import { sorryHost } from '../../../model/director-hosts.ts';
import { vipsOf } from '../../../model/vips.ts';
import type { ClusterRule } from '../../rule.ts';

/**
 * keepalived forwards to a sorry server by its own method, or else the virtual server's. Under DR and TUN the packets have the VIP as their
 * destination, which the host drops unless it has the VIP, too: the hosts of real_servers get it from lvs_dr_rs.sh.
 */
export const sorryServerWithoutVip: ClusterRule = {
  id: 'sorry-server-without-vip',
  severity: 'warning',
  oncePerPlace: true,
  summary:
    'the sorry server that is served by DR or TUN is no host of real_servers, so that nothing gives it the VIP',
  catalogue: [],
  source: 'keepalived.conf(5), sorry_server; LVS-HOWTO, LVS-DR: the real servers have the VIP',
  *cluster(cluster) {
    if (cluster.engine !== 'keepalived') return;
    const known = ownAddresses(cluster);
    for (const virtualServer of cluster.virtualServers) {
      const { sorryServer, vip, vips, origin, name } = virtualServer;
      if (sorryServer === undefined || sorryServer.forwardingMethod === 'NAT') continue;
      const { address, forwardingMethod: method } = sorryServer;
      if (sorryHost(cluster, virtualServer) !== undefined || known.has(address.text)) continue;
      // No host at all is sorry-server-unusable's, another family sorry-server-other-family's.
      if (
        notUnicast(address) !== undefined ||
        (method === 'DR' && vips.every(({ family }) => family !== address.family))
      )
        continue;
      const at = origin.at('sorry_server', 'address');
      yield {
        message: `sorry server ${quote(address.text)} of ${method} virtual server ${quote(name)} is no host of real_servers: nothing gives it VIP ${quote(vip.text)}`,
        hint: `list it in real_servers: then it gets ${method === 'DR' ? 'lvs_dr_rs.sh' : 'lvs_tun_rs.sh'}`,
        at,
      };
    }
  },
};

/** The directors' addresses, which are left alone, and their VIPs, which are sorry-server-unusable's. */
function ownAddresses(cluster: Cluster): Set<string> {
  const interfaces = cluster.directors.flatMap((director) => director.interfaces);
  const own = interfaces.map(({ address }) => address.address.text);
  return new Set([...own, ...vipsOf(cluster).map(({ address }) => address.text)]);
}
