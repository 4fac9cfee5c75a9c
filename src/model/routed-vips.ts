import type { VirtualServer } from './cluster.ts';
import type { DirectorHost } from './director-hosts.ts';

/** The first director whose subnet has a VIP that is said to be routed: its neighbours ask for it by ARP, all the same. */
export function directorWithRouted(
  { routed, vip }: VirtualServer,
  directors: readonly DirectorHost[],
): DirectorHost | undefined {
  return routed ? directors.find(({ attachedTo }) => attachedTo(vip).length > 0) : undefined;
}

/** Whether routers lead a VIP to the directors: `routed` says so, and no subnet of theirs contradicts it. */
export function isRouted(virtualServer: VirtualServer, directors: readonly DirectorHost[]): boolean {
  return virtualServer.routed && directorWithRouted(virtualServer, directors) === undefined;
}
