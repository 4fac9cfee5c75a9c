import type { ForwardingMethod, Listener, Protocol, Tunnel, VirtualServer } from '../../model/cluster.ts';
import { endpointText } from '../../model/endpoint.ts';

const SERVICE: Record<Protocol, string> = { TCP: '-t', UDP: '-u', SCTP: '--sctp-service' };
const FORWARDING: Record<ForwardingMethod, string> = { NAT: '-m', DR: '-g', TUN: '-i' };
/** A virtual server and its real servers, once for each address or mark that it listens to, in the format of `ipvsadm -Sn`, which `ipvsadm -R` reads. */
export function ipvsLines(virtualServer: VirtualServer): string[] {
  return virtualServer.listeners.flatMap((listener) => listenerLines(virtualServer, listener));
}

function listenerLines(virtualServer: VirtualServer, listener: Listener): string[] {
  const { protocol, scheduler, persistenceTimeout, destinations } = virtualServer;
  const service = serviceWords(protocol, listener);
  const persistence = persistenceTimeout === undefined ? '' : ` -p ${persistenceTimeout}`;
  return [
    `-A ${service} -s ${scheduler}${persistence}`,
    ...destinations.flatMap(({ realServer, port: realPort, weight, forwardingMethod, tunnel }) =>
      realServer === undefined
        ? []
        : [
            `-a ${service} -r ${endpointText(realServer.address.address, realPort)} ${FORWARDING[forwardingMethod]} -w ${weight}${forwardingMethod === 'TUN' ? tunnelWords(tunnel) : ''}`,
          ],
    ),
  ];
}

/** After the weight. `ipvsadm -Sn` prints the type even where it is the default. */
function tunnelWords({ type, port, checksum }: Tunnel): string {
  if (type === 'ipip') return ' --tun-type ipip';
  const portWords = port === undefined ? '' : ` --tun-port ${port}`;
  return ` --tun-type ${type}${portWords} --tun-${checksum}`;
}

/** A mark alone says nothing of the family: `ipvsadm -Sn` prints `-6`. */
function serviceWords(protocol: Protocol, listener: Listener): string {
  if (listener.kind === 'address')
    return `${SERVICE[protocol]} ${endpointText(listener.address, listener.port)}`;
  return `-f ${listener.fwmark}${listener.family === 'inet6' ? ' -6' : ''}`;
}
