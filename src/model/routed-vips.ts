import type { Address } from '../address/address.ts';
import type { VirtualServer } from './cluster.ts';
import type { DirectorHost } from './director-hosts.ts';

/** The first VIP that is said to be routed and is in a subnet of a director: its neighbours ask for it by ARP, all the same. */
export function directorWithRouted(
  { routed, vips }: VirtualServer,
  directors: readonly DirectorHost[],
): { readonly director: DirectorHost; readonly vip: Address } | undefined {
  for (const vip of routed ? vips : []) {
    const director = directors.find(({ attachedTo }) => attachedTo(vip).length > 0);
    if (director !== undefined) return { director, vip };
  }
  return undefined;
}

/** Whether routers lead a VIP to the directors: `routed` says so, and no subnet of theirs contradicts it. */
export function isRouted(virtualServer: VirtualServer, directors: readonly DirectorHost[]): boolean {
  return virtualServer.routed && directorWithRouted(virtualServer, directors) === undefined;
}
