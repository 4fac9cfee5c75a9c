import { table } from '../../diagnostic/table.ts';
import type { Destination, Engine, Listener, Protocol, VirtualServer } from '../../model/cluster.ts';
import { endpointText } from '../../model/endpoint.ts';

const SERVICE: Readonly<Record<string, string>> = table({ TCP: '-t', UDP: '-u', SCTP: '--sctp-service' });
const METHOD: Readonly<Record<string, string>> = table({ NAT: '-m', DR: '-g', TUN: '-i' });

/** What `ipvsadm -Sn` says of a service while all of its real servers are well: once for each address or mark. */
export function ipvsTable(engine: Engine, virtualServer: VirtualServer): string[] {
  const { protocol, listeners, scheduler, destinations } = virtualServer;
  return listeners.flatMap((listener) => {
    const service = serviceText(protocol, listener);
    return [
      `-A ${service} -s ${scheduler}${optionsText(virtualServer)}`,
      ...destinations
        .filter(({ realServer }) => realServer !== undefined)
        .map((one) => `-a ${entryText(engine, protocol, listener, one)} ${methodText(one)}`),
    ];
  });
}

/** How `ipvsadm -Sn` names what a service listens to. A mark alone says nothing of the family. */
export function serviceText(protocol: Protocol, listener: Listener): string {
  if (listener.kind === 'fwmark') return `-f ${listener.fwmark}${listener.family === 'inet6' ? ' -6' : ''}`;
  return `${SERVICE[protocol]} ${endpointText(listener.address, listener.port)}`;
}

/**
 * A real server without a port has that of the service, where it has one; keepalived leaves it without one with NAT. Behind a
 * mark only NAT has a port: what is not changed is of any.
 */
export function entryText(
  engine: Engine,
  protocol: Protocol,
  listener: Listener,
  { realServer, port, forwardingMethod }: Destination,
): string {
  const rip = realServer?.address.address;
  const isLeft = listener.kind === 'fwmark' || (engine === 'keepalived' && forwardingMethod === 'NAT');
  const isAny = listener.kind === 'fwmark' && forwardingMethod !== 'NAT';
  const arrival = isAny ? 0 : port || (isLeft ? 0 : listener.port);
  return `${serviceText(protocol, listener)} -r ${rip === undefined ? '?' : endpointText(rip, arrival)}`;
}

/** A mask of a whole address is none. */
function optionsText({ persistenceTimeout, schedulerFlags, options }: VirtualServer): string {
  const { persistence_granularity: mask, persistence_engine: engine, ops } = options;
  const isWhole = mask === undefined || ['128', '255.255.255.255'].includes(String(mask));
  return [
    persistenceTimeout === undefined ? '' : ` -p ${persistenceTimeout}${isWhole ? '' : ` -M ${mask}`}`,
    engine === undefined ? '' : ` --pe ${engine}`,
    ops === true ? ' -o' : '',
    // -fallback is the first flag of sh and mh, -port the second.
    schedulerFlags.length === 0 ? '' : ` -b ${[...schedulerFlags].sort().join(',')}`,
  ].join('');
}

function methodText({ forwardingMethod, weight, tunnel }: Destination): string {
  const words = `${METHOD[forwardingMethod]} -w ${weight}`;
  if (forwardingMethod !== 'TUN') return words;
  if (tunnel.type === 'ipip') return `${words} --tun-type ipip`;
  const port = tunnel.port === undefined ? '' : ` --tun-port ${tunnel.port}`;
  return `${words} --tun-type ${tunnel.type}${port} --tun-${tunnel.checksum}`;
}
