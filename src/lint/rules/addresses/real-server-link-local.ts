import { type Address, isLinkLocal } from '../../../address/address.ts';
import type { Location } from '../../../diagnostic/finding.ts';
import { quote } from '../../../diagnostic/quote.ts';
import type { Cluster, VirtualServer } from '../../../model/cluster.ts';
import type { ClusterRule } from '../../rule.ts';

/**
 * A destination of IPVS has an address and no interface, and every wire has the same link-local addresses. The kernel
 * refuses such a destination unless the address is its own; keepalived goes on without the real server.
 */
export const realServerLinkLocal: ClusterRule = {
  id: 'real-server-link-local',
  severity: 'error',
  oncePerPlace: true,
  summary: 'a real server or sorry server has a link-local address, which the kernel refuses',
  catalogue: [],
  source: 'Linux, ip_vs_ctl.c, ip_vs_new_dest (IPV6_ADDR_LINKLOCAL); RFC 4007, section 6',
  *cluster(cluster) {
    const interfaces = cluster.directors.flatMap((director) => director.interfaces);
    const own = new Set(interfaces.map(({ address }) => address.address.text));
    for (const virtualServer of cluster.virtualServers) {
      for (const { address, who, at } of serversOf(virtualServer)) {
        if (!isLinkLocal(address) || own.has(address.text)) continue;
        yield {
          message: `${who} has link-local address ${quote(address.text)}: the kernel refuses it, as IPVS has no word for an interface`,
          hint: `use an address that is not link-local${example(cluster)}`,
          at,
          related: [
            { at: virtualServer.origin.self(), message: 'a virtual server that sends clients there' },
          ],
        };
      }
    }
  },
};

interface Server {
  readonly address: Address;
  readonly who: string;
  readonly at: Location;
}

/** One of another family is another rule's, but for a tunnel, which takes both. */
function serversOf({ vip, destinations, sorryServer, origin }: VirtualServer): Server[] {
  const isReached = (address: Address, method: string) => method === 'TUN' || address.family === vip.family;
  const servers = destinations.flatMap(({ realServer, forwardingMethod }): Server[] => {
    if (realServer === undefined || !isReached(realServer.address.address, forwardingMethod)) return [];
    const { address } = realServer.address;
    return [{ address, who: `real server ${quote(realServer.name)}`, at: realServer.origin.at('address') }];
  });
  if (sorryServer === undefined || !isReached(sorryServer.address, sorryServer.forwardingMethod))
    return servers;
  const at = origin.at('sorry_server', 'address');
  return [...servers, { address: sorryServer.address, who: 'the sorry server', at }];
}

function example({ segments }: Cluster): string {
  const other = segments.find(
    ({ subnet }) => subnet.address.family === 'inet6' && !isLinkLocal(subnet.address),
  );
  return other === undefined ? '' : `, such as one of ${quote(other.subnet.text)}`;
}
