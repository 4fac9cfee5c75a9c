import type { ForwardingMethod, Protocol, VirtualServer } from '../../model/cluster.ts';
import { endpointText } from '../../model/endpoint.ts';

const SERVICE: Record<Protocol, string> = { TCP: '-t', UDP: '-u', SCTP: '--sctp-service' };
const FORWARDING: Record<ForwardingMethod, string> = { NAT: '-m', DR: '-g', TUN: '-i' };

/** A virtual server and its real servers in the format of `ipvsadm -Sn`, which `ipvsadm -R` reads. */
export function ipvsLines(virtualServer: VirtualServer): string[] {
  const { protocol, vip, port, scheduler, persistenceTimeout, forwardingMethod, destinations } =
    virtualServer;
  const service = `${SERVICE[protocol]} ${endpointText(vip, port)}`;
  const persistence = persistenceTimeout === undefined ? '' : ` -p ${persistenceTimeout}`;
  return [
    `-A ${service} -s ${scheduler}${persistence}`,
    ...destinations.flatMap(({ realServer, port: realPort, weight }) =>
      realServer === undefined
        ? []
        : [
            `-a ${service} -r ${endpointText(realServer.address.address, realPort)} ${FORWARDING[forwardingMethod]} -w ${weight}`,
          ],
    ),
  ];
}
