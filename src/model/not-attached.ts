import { type Prefix, prefixOf, subnetText } from '../address/address.ts';
import type { Cluster, ForwardingMethod, RealServer, VirtualServer } from './cluster.ts';
import { isConnected } from './connected.ts';
import {
  type Attachment,
  type DirectorHosts,
  servedRealServers,
  subnetOfRealServer,
} from './director-hosts.ts';

/** A subnet of real servers that some of their directors cannot reach without a router. */
export interface NotAttached {
  readonly subnet: Prefix;
  readonly realServers: readonly [RealServer, ...RealServer[]];
  /** The first one that they serve by the method. */
  readonly virtualServer: VirtualServer;
  /** The names of the directors that have no way there, at least one. */
  readonly missing: readonly [string, ...string[]];
  /** The interface of the first of them on that wire, which has no address there. */
  readonly silent: Attachment | undefined;
  /** The interface of another director that has one: then it is the director that is odd, and not the real servers. */
  readonly attached: Attachment | undefined;
}

/** What is served by a method and not attached, once for each subnet and set of directors. */
export function notAttached(cluster: Cluster, method: ForwardingMethod, hosts: DirectorHosts): NotAttached[] {
  const groups = new Map<string, NotAttached & { readonly realServers: [RealServer, ...RealServer[]] }>();
  for (const { realServer, virtualServers, directors } of servedRealServers(cluster, method, hosts)) {
    const rip = realServer.address.address;
    const missing: string[] = [];
    let attached: Attachment | undefined;
    let silent: Attachment | undefined;
    for (const host of directors) {
      const own = host.attachedTo(rip);
      attached ??= own.find(({ address }) => address !== undefined);
      if (isConnected(host, rip, hosts.environment)) continue;
      if (missing.length === 0) silent = own[0];
      missing.push(host.name);
    }
    const [first, ...others] = missing;
    if (first === undefined) continue;
    const subnet = attached?.subnet ?? silent?.subnet ?? subnetOfRealServer(cluster, realServer);
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
        silent,
        attached,
      });
    }
  }
  return [...groups.values()];
}
