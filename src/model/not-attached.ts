import { type Prefix, prefixOf, subnetText } from './address.ts';
import type { Cluster, ForwardingMethod, Interface, RealServer, VirtualServer } from './cluster.ts';
import { type DirectorHosts, servedRealServers, subnetOfRealServer } from './director-hosts.ts';

/** A subnet of real servers that some of their directors cannot reach without a router. */
export interface NotAttached {
  readonly subnet: Prefix;
  readonly realServers: readonly [RealServer, ...RealServer[]];
  /** The first one that they serve by the method. */
  readonly virtualServer: VirtualServer;
  /** The names of the directors that have no interface there, at least one. */
  readonly missing: readonly [string, ...string[]];
  /** The interface of another director that has one: then it is the director that is odd, and not the real servers. */
  readonly attached: Interface | undefined;
}

/** What is served by a method and not attached, once for each subnet and set of directors. */
export function notAttached(cluster: Cluster, method: ForwardingMethod, hosts: DirectorHosts): NotAttached[] {
  const groups = new Map<string, NotAttached & { readonly realServers: [RealServer, ...RealServer[]] }>();
  for (const { realServer, virtualServers, directors } of servedRealServers(cluster, method, hosts)) {
    const rip = realServer.address.address;
    const missing: string[] = [];
    let attached: Interface | undefined;
    for (const { name, attachedTo } of directors) {
      const [own] = attachedTo(rip);
      if (own === undefined) missing.push(name);
      attached ??= own;
    }
    const [first, ...others] = missing;
    if (first === undefined) continue;
    const subnet = attached?.segment?.subnet ?? attached?.address ?? subnetOfRealServer(cluster, realServer);
    const key = `${subnetText(prefixOf(rip, subnet.length))} ${missing.join(' ')}`;
    const group = groups.get(key);
    if (group !== undefined) group.realServers.push(realServer);
    else {
      const [virtualServer] = virtualServers;
      groups.set(key, {
        subnet,
        realServers: [realServer],
        virtualServer,
        missing: [first, ...others],
        attached,
      });
    }
  }
  return [...groups.values()];
}
