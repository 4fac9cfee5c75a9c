import type { Cluster, ForwardingMethod, RealServer, Tunnel, VirtualServer } from '../../model/cluster.ts';
import { destinationsAt, isMarkedElsewhere } from '../../model/forwarding.ts';
import type { Host } from '../../model/repository.ts';

/** A service that a host answers for by one forwarding method. */
export interface AnsweredService {
  readonly cluster: Cluster;
  readonly realServer: RealServer;
  readonly virtualServer: VirtualServer;
  /** Of the host's parts in it by that method. */
  readonly tunnels: readonly Tunnel[];
}

/**
 * The services that a host answers for by a forwarding method: each real server and sorry server has its own. Not
 * those of which it is a director as well: it has the VIP then, or gets it with VRRP. Where somebody else sets the marks
 * it needs the VIP as standby, too, for the packets that the MASTER forwards to it: real-server-is-director.
 */
export function answeredServices(host: Host, method: ForwardingMethod): AnsweredService[] {
  return host.realServers
    .flatMap(({ cluster, realServer, virtualServers }) => {
      const isDirector = host.directors.some((part) => part.cluster === cluster);
      return virtualServers
        .filter((virtualServer) => !isDirector || (method === 'DR' && isMarkedElsewhere(virtualServer)))
        .map((virtualServer) => ({
          cluster,
          realServer,
          virtualServer,
          tunnels: tunnelsOf(realServer, virtualServer, method),
        }));
    })
    .filter(({ tunnels }) => tunnels.length > 0);
}

function tunnelsOf(realServer: RealServer, virtualServer: VirtualServer, method: ForwardingMethod): Tunnel[] {
  const { sorryServer } = virtualServer;
  const parts = [
    ...destinationsAt(virtualServer, realServer),
    ...(sorryServer?.address.text === realServer.address.address.text ? [sorryServer] : []),
  ];
  return parts.filter(({ forwardingMethod }) => forwardingMethod === method).map(({ tunnel }) => tunnel);
}

/** The services whose VIPs a host holds for itself alone, so that it must not answer ARP for them. */
export const heldServices = (host: Host): AnsweredService[] => [
  ...answeredServices(host, 'DR'),
  ...answeredServices(host, 'TUN'),
];
