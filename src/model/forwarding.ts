import { groupBy } from '../diagnostic/group-by.ts';
import type { Destination, ForwardingMethod, RealServer, VirtualServer } from './cluster.ts';
import { once } from './once.ts';

/** Whether a virtual server forwards to any real server, or to its sorry server, by a method: each can have its own. */
export function forwardsBy({ destinations, sorryServer }: VirtualServer, method: ForwardingMethod): boolean {
  return (
    destinations.some(({ forwardingMethod }) => forwardingMethod === method) ||
    sorryServer?.forwardingMethod === method
  );
}

/** Whether a virtual server changes the source of what it forwards by NAT. */
export function hasSourceNat(virtualServer: VirtualServer): boolean {
  return forwardsBy(virtualServer, 'NAT') && virtualServer.sourceNat;
}

/** Whether real servers of a virtual server have to send their answers through the director, as their gateway. */
export function needsGateway(virtualServer: VirtualServer): boolean {
  return forwardsBy(virtualServer, 'NAT') && !virtualServer.sourceNat;
}

/**
 * Whether a virtual server takes only packets with marks that somebody else sets. The standby of a pair need not take those
 * that the MASTER forwards to it, then, and can answer them itself.
 */
export function isMarkedElsewhere({ listeners, marks }: VirtualServer): boolean {
  return marks.length === 0 && listeners.every(({ kind }) => kind === 'fwmark');
}

const byRealServer = once(({ destinations }: VirtualServer) =>
  groupBy(destinations, ({ realServer }) => realServer),
);

/** The entries of a virtual server for one real server, in their order: one for each port. */
export function destinationsAt(virtualServer: VirtualServer, realServer: RealServer): readonly Destination[] {
  return byRealServer(virtualServer).get(realServer) ?? [];
}
