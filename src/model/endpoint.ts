import type { Address } from '../address/address.ts';
import type { Location } from '../diagnostic/finding.ts';
import type { Destination, VirtualServer } from './cluster.ts';

/** An address with a port, as ipvsadm writes it: `192.168.0.18:80`, `[2001:db8::18]:80`. */
export function endpointText(address: Address, port: number): string {
  return address.family === 'inet6' ? `[${address.text}]:${port}` : `${address.text}:${port}`;
}

/** A port out of range is reported as one, and compared with nothing. */
export function isPort(port: number): boolean {
  return Number.isInteger(port) && port >= 1 && port <= 65535;
}

/** The port at which a real server gets the connections: without NAT nothing can change it, whatever the definition says. */
export function arrivalPort(virtualServer: VirtualServer, destination: Destination): number {
  return destination.forwardingMethod === 'NAT' ? destination.port : virtualServer.port;
}

/** Where the definition says {@link arrivalPort}. */
export function arrivalPortPlace(virtualServer: VirtualServer, destination: Destination): Location {
  const own = destination.origin.at('port');
  const written = own.path.at(-1) === 'port' && destination.forwardingMethod === 'NAT';
  return written ? own : portPlace(virtualServer);
}

/** Where the definition says the port of a virtual server: one with a group has it from the members. */
export function portPlace({ listeners, origin }: VirtualServer): Location {
  return (listeners[0]?.origin ?? origin).at('port');
}
