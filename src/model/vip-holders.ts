import type { Check, Cluster, RealServer, VirtualServer } from './cluster.ts';
import { addressOption, checkProtocol } from './written-checks.ts';

/** A real server that has the VIP of a service, and that the director's checks ask. */
export interface Holder {
  readonly realServer: RealServer;
  readonly virtualServer: VirtualServer;
}

/**
 * The DR and TUN real servers that checks ask from an address that nobody says, by the VIPs that they have, too. A director
 * that is one of its own real servers has them by VRRP alone.
 */
export function holdersByVip({ directors, virtualServers }: Cluster): ReadonlyMap<string, readonly Holder[]> {
  const holders = new Map<string, Holder[]>();
  for (const virtualServer of virtualServers) {
    for (const { realServer, forwardingMethod, checks } of virtualServer.destinations) {
      if (realServer === undefined || forwardingMethod === 'NAT' || !checks.some(asksItsHost)) continue;
      if (directors.some(({ name }) => name === realServer.name)) continue;
      for (const { text } of virtualServer.vips) {
        const others = holders.get(text);
        if (others === undefined) holders.set(text, [{ realServer, virtualServer }]);
        else others.push({ realServer, virtualServer });
      }
    }
  }
  return holders;
}

/** Whether a check goes to its real server, from an address that nobody says. */
function asksItsHost(check: Check): boolean {
  const isAsked = check.type === 'PING_CHECK' || checkProtocol(check) !== undefined;
  return isAsked && ['bindto', 'connect_ip'].every((word) => addressOption(check, word) === undefined);
}
