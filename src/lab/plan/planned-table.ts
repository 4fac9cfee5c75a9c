import type { Address } from '../../address/address.ts';
import { table } from '../../diagnostic/table.ts';
import type { Destination, Engine, Listener, Protocol, VirtualServer } from '../../model/cluster.ts';
import { endpointText } from '../../model/endpoint.ts';

const SERVICE: Readonly<Record<string, string>> = table({ TCP: '-t', UDP: '-u', SCTP: '--sctp-service' });
const METHOD: Readonly<Record<string, string>> = table({ NAT: '-m', DR: '-g', TUN: '-i' });

/** A real server's entry, or a sorry server's, which has an address alone. */
type Entry = Pick<Destination, 'port' | 'forwardingMethod'> & {
  readonly realServer?: Destination['realServer'];
  readonly address?: Address;
};

/** What `ipvsadm -Sn` says of a service while all of its real servers are well: once for each address or mark. */
export function ipvsTable(engine: Engine, virtualServer: VirtualServer): string[] {
  const { protocol, listeners, scheduler, destinations, sorryServer } = virtualServer;
  return listeners.flatMap((listener) => {
    const service = serviceText(protocol, listener);
    return [
      `-A ${service} -s ${scheduler}${optionsText(virtualServer)}`,
      ...destinations
        .filter(({ realServer }) => realServer !== undefined)
        .map((one) => `-a ${entryText(engine, protocol, listener, one)} ${methodText(one)}`),
      // One that is not inhibited is not there while it is not needed.
      ...(sorryServer?.options['inhibit'] === true
        ? [
            `-a ${entryText(engine, protocol, listener, sorryServer)} ${methodText({ ...sorryServer, weight: 0 })}`,
          ]
        : []),
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
  { realServer, address: own, port, forwardingMethod }: Entry,
): string {
  const rip = realServer?.address.address ?? own;
  const isLeft = listener.kind === 'fwmark' || (engine === 'keepalived' && forwardingMethod === 'NAT');
  const isAny = listener.kind === 'fwmark' && forwardingMethod !== 'NAT';
  const arrival = isAny ? 0 : port || (isLeft ? 0 : listener.port);
  return `${serviceText(protocol, listener)} -r ${rip === undefined ? '?' : endpointText(rip, arrival)}`;
}

/** How much of an address counts for persistence, where that is not all of it. */
export function persistenceMask({ options }: VirtualServer): string | undefined {
  const { persistence_granularity: mask } = options;
  return mask === undefined || ['128', '255.255.255.255'].includes(String(mask)) ? undefined : String(mask);
}

function optionsText(virtualServer: VirtualServer): string {
  const { persistenceTimeout, scheduler, schedulerFlags, options } = virtualServer;
  const { persistence_engine: engine, ops } = options;
  const mask = persistenceMask(virtualServer);
  return [
    persistenceTimeout === undefined
      ? ''
      : ` -p ${persistenceTimeout}${mask === undefined ? '' : ` -M ${mask}`}`,
    engine === undefined ? '' : ` --pe ${engine}`,
    ops === true ? ' -o' : '',
    schedulerFlags.length === 0
      ? ''
      : ` -b ${schedulerFlags
          .map((flag) => flagName(scheduler, flag))
          .sort()
          .join(',')}`,
  ].join('');
}

/** -fallback is the first flag of sh and mh, -port the second. */
function flagName(scheduler: string, flag: string): string {
  if (scheduler !== 'sh' && scheduler !== 'mh') return flag;
  return flag.replace('flag-1', `${scheduler}-fallback`).replace('flag-2', `${scheduler}-port`);
}

function methodText({
  forwardingMethod,
  weight,
  tunnel,
}: Pick<Destination, 'forwardingMethod' | 'weight' | 'tunnel'>): string {
  const words = `${METHOD[forwardingMethod]} -w ${weight}`;
  if (forwardingMethod !== 'TUN') return words;
  if (tunnel.type === 'ipip') return `${words} --tun-type ipip`;
  const port = tunnel.port === undefined ? '' : ` --tun-port ${tunnel.port}`;
  return `${words} --tun-type ${tunnel.type}${port} --tun-${tunnel.checksum}`;
}
