import type { ForwardingMethod, VirtualServer } from './cluster.ts';

/** Whether a virtual server forwards to any real server, or to its sorry server, by a method: each can have its own. */
export function forwardsBy({ destinations, sorryServer }: VirtualServer, method: ForwardingMethod): boolean {
  return (
    destinations.some(({ forwardingMethod }) => forwardingMethod === method) ||
    sorryServer?.forwardingMethod === method
  );
}
