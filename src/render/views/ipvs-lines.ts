import type {
  Destination,
  ForwardingMethod,
  Listener,
  Options,
  Protocol,
  RealServer,
  Tunnel,
  VirtualServer,
} from '../../model/cluster.ts';
import { endpointText } from '../../model/endpoint.ts';

const SERVICE: Record<Protocol, string> = { TCP: '-t', UDP: '-u', SCTP: '--sctp-service' };
const FORWARDING: Record<ForwardingMethod, string> = { NAT: '-m', DR: '-g', TUN: '-i' };
/** A virtual server and its real servers, once for each address or mark that it listens to, in the format of `ipvsadm -Sn`, which `ipvsadm -R` reads. */
export function ipvsLines(virtualServer: VirtualServer): string[] {
  return virtualServer.listeners.flatMap((listener) => listenerLines(virtualServer, listener));
}

function listenerLines(virtualServer: VirtualServer, listener: Listener): string[] {
  const { protocol, scheduler, destinations } = virtualServer;
  const service = serviceWords(protocol, listener);
  return [
    `-A ${service} -s ${scheduler}${optionWords(virtualServer, listener)}`,
    ...destinations.flatMap((destination) =>
      destination.realServer === undefined
        ? []
        : [`-a ${service} ${destinationWords(destination, destination.realServer, listener)}`],
    ),
  ];
}

/** Only NAT changes the port: all others have the service's, which is 0 with a mark, and so has one that names none. */
function destinationWords(destination: Destination, realServer: RealServer, listener: Listener): string {
  const { forwardingMethod, tunnel, weight, options } = destination;
  const servicePort = listener.kind === 'address' ? listener.port : 0;
  const port = forwardingMethod === 'NAT' ? destination.port || servicePort : servicePort;
  const server = `-r ${endpointText(realServer.address.address, port)}`;
  const tunnelled = forwardingMethod === 'TUN' ? tunnelWords(tunnel) : '';
  return `${server} ${FORWARDING[forwardingMethod]} -w ${weight}${tunnelled}${thresholdWords(options)}`;
}

/** After the scheduler, in the order of `ipvsadm -Sn`, which leaves out a mask of the whole address. */
function optionWords(virtualServer: VirtualServer, listener: Listener): string {
  const { persistenceTimeout, scheduler, schedulerFlags, options } = virtualServer;
  const { persistence_granularity: mask, persistence_engine: engine } = options;
  const inet6 = (listener.kind === 'address' ? listener.address.family : listener.family) === 'inet6';
  const whole = mask === undefined || String(mask) === (inet6 ? '128' : '255.255.255.255');
  const flags = new Set(schedulerFlags.flatMap((flag) => printedFlag(scheduler, flag)));
  return [
    persistenceTimeout === undefined ? '' : ` -p ${persistenceTimeout}${whole ? '' : ` -M ${mask}`}`,
    engine === undefined ? '' : ` --pe ${engine}`,
    options['ops'] === true ? ' -o' : '',
    flags.size === 0 ? '' : ` -b ${[...flags].sort().join(',')}`,
  ].join('');
}

/**
 * `sh` and `mh` have names for the flags that others only number. Sorted, the names are in the order of the numbers. The
 * third means nothing to them, and `ipvsadm -Sn` does not print it.
 */
function printedFlag(scheduler: string, flag: string): string[] {
  if ((scheduler !== 'sh' && scheduler !== 'mh') || !flag.startsWith('flag-')) return [flag];
  const names: Readonly<Record<string, string>> = { 'flag-1': 'fallback', 'flag-2': 'port' };
  const name = names[flag];
  return name === undefined ? [] : [`${scheduler}-${name}`];
}

/** After the weight. `ipvsadm -Sn` prints the type even where it is the default. */
function tunnelWords({ type, port, checksum }: Tunnel): string {
  if (type === 'ipip') return ' --tun-type ipip';
  const portWords = port === undefined ? '' : ` --tun-port ${port}`;
  return ` --tun-type ${type}${portWords} --tun-${checksum}`;
}

/** Last: `ipvsadm -Sn` leaves them out, and the scripts read them elsewhere. 0 is none. */
function thresholdWords({ uthreshold, lthreshold }: Options): string {
  return `${uthreshold ? ` -x ${uthreshold}` : ''}${lthreshold ? ` -y ${lthreshold}` : ''}`;
}

/** A mark alone says nothing of the family: `ipvsadm -Sn` prints `-6`. */
function serviceWords(protocol: Protocol, listener: Listener): string {
  if (listener.kind === 'address')
    return `${SERVICE[protocol]} ${endpointText(listener.address, listener.port)}`;
  return `-f ${listener.fwmark}${listener.family === 'inet6' ? ' -6' : ''}`;
}
