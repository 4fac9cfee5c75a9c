import type { Destination, ForwardingMethod, RealServer, VirtualServer } from './cluster.ts';
import { once } from './once.ts';
import { groupBy } from './repository.ts';

/** Whether a virtual server forwards to any real server, or to its sorry server, by a method: each can have its own. */
export function forwardsBy({ destinations, sorryServer }: VirtualServer, method: ForwardingMethod): boolean {
  return (
    destinations.some(({ forwardingMethod }) => forwardingMethod === method) ||
    sorryServer?.forwardingMethod === method
  );
}

const byRealServer = once(({ destinations }: VirtualServer) =>
  groupBy(destinations, ({ realServer }) => realServer),
);

/** The entries of a virtual server for one real server, in their order: one for each port. */
export function destinationsAt(virtualServer: VirtualServer, realServer: RealServer): readonly Destination[] {
  return byRealServer(virtualServer).get(realServer) ?? [];
}
