import { type Address, type Prefix, subnetText } from '../address/address.ts';
import { compareText } from '../diagnostic/finding.ts';
import { groupBy } from '../diagnostic/group-by.ts';
import type { Cluster, Director, RealServer, Segment, VirtualServer } from './cluster.ts';

/** All clusters together: what the rules that look across definitions see. */
export interface Repository {
  /** In the order of their files' names. */
  readonly clusters: readonly Cluster[];
  readonly environments: ReadonlyMap<string, Environment>;
  /** Which wire each segment is: segments of several definitions can be the same one. */
  readonly broadcastDomains: ReadonlyMap<Segment, BroadcastDomain>;
  readonly reserved: readonly Reservation[];
}

/** A folder of definitions, where host names are unique. */
export interface Environment {
  readonly name: string;
  readonly clusters: readonly Cluster[];
  /** By name, in the order of the names. */
  readonly hosts: ReadonlyMap<string, Host>;
}

/** A machine, with its part in every cluster of its environment: the unit of deployment. */
export interface Host {
  readonly name: string;
  readonly environment: string;
  readonly directors: readonly { readonly cluster: Cluster; readonly director: Director }[];
  readonly realServers: readonly HostRealServer[];
}

/** A host's part as a real server of one cluster. */
export interface HostRealServer {
  readonly cluster: Cluster;
  readonly realServer: RealServer;
  /** The services that it answers for, as one of their real servers or as their sorry server. */
  readonly virtualServers: readonly VirtualServer[];
}

export interface BroadcastDomain {
  readonly segments: readonly { readonly cluster: Cluster; readonly segment: Segment }[];
}

/** Addresses and virtual router ids that others use, from `lvsgen.yaml`. */
export interface Reservation {
  readonly subnet: Prefix;
  readonly addresses: readonly Address[];
  readonly virtualRouterIds: readonly number[];
}

/** Joins clusters into a repository. Takes time in proportion to what they hold. */
export function buildRepository(clusters: readonly Cluster[], reserved: readonly Reservation[]): Repository {
  const sorted = [...clusters].sort((a, b) => compareText(a.file, b.file));
  const byEnvironment = groupBy(sorted, (cluster) => cluster.environment);
  const environments = new Map<string, Environment>();
  for (const name of [...byEnvironment.keys()].sort(compareText)) {
    const members = byEnvironment.get(name) as Cluster[];
    environments.set(name, { name, clusters: members, hosts: collectHosts(name, members) });
  }
  return { clusters: sorted, environments, broadcastDomains: joinSegments(sorted), reserved };
}

function collectHosts(environment: string, clusters: readonly Cluster[]): Map<string, Host> {
  const parts = new Map<
    string,
    { directors: Host['directors'][number][]; realServers: Host['realServers'][number][] }
  >();
  const partsOf = (name: string) => {
    let part = parts.get(name);
    if (part === undefined) {
      part = { directors: [], realServers: [] };
      parts.set(name, part);
    }
    return part;
  };
  for (const cluster of clusters) {
    for (const director of cluster.directors) partsOf(director.name).directors.push({ cluster, director });
    const servicesOf = serviceIndex(cluster);
    for (const realServer of cluster.realServers)
      partsOf(realServer.name).realServers.push({
        cluster,
        realServer,
        virtualServers: servicesOf(realServer),
      });
  }
  const names = [...parts.keys()].sort(compareText);
  return new Map(names.map((name) => [name, { name, environment, ...partsOf(name) }]));
}

function serviceIndex({ virtualServers }: Cluster): (realServer: RealServer) => VirtualServer[] {
  const byRealServer = new Map<RealServer, Set<VirtualServer>>();
  const bySorryServer = new Map<string, Set<VirtualServer>>();
  for (const virtualServer of virtualServers) {
    for (const { realServer } of virtualServer.destinations) {
      if (realServer !== undefined) addTo(byRealServer, realServer, virtualServer);
    }
    const sorryServer = virtualServer.sorryServer?.address.text;
    if (sorryServer !== undefined) addTo(bySorryServer, sorryServer, virtualServer);
  }
  return (realServer) => [
    ...new Set([
      ...(byRealServer.get(realServer) ?? []),
      ...(bySorryServer.get(realServer.address.address.text) ?? []),
    ]),
  ];
}

function addTo<Key, Item>(sets: Map<Key, Set<Item>>, key: Key, item: Item): void {
  const set = sets.get(key);
  if (set === undefined) sets.set(key, new Set([item]));
  else set.add(item);
}

/**
 * Segments are the same wire when they have one name in a definition, the same `id`, or the same subnet in one routing
 * domain: the joining is transitive (union-find).
 */
function joinSegments(clusters: readonly Cluster[]): Map<Segment, BroadcastDomain> {
  const parents = new Map<string, string>();
  const find = (key: string): string => {
    let root = key;
    for (let parent = parents.get(root); parent !== undefined && parent !== root; parent = parents.get(root))
      root = parent;
    parents.set(key, root);
    return root;
  };
  const all = clusters.flatMap((cluster) =>
    cluster.segments.map((segment) => {
      const bySubnet = `subnet ${cluster.routingDomain} ${subnetText(segment.subnet)}`;
      parents.set(find(bySubnet), find(`name ${cluster.file} ${segment.name}`));
      if (segment.id !== undefined) parents.set(find(bySubnet), find(`id ${segment.id}`));
      return { cluster, segment, bySubnet };
    }),
  );
  const groups = groupBy(all, ({ bySubnet }) => find(bySubnet));
  const domains = new Map<Segment, BroadcastDomain>();
  for (const group of groups.values()) {
    const domain = { segments: group.map(({ cluster, segment }) => ({ cluster, segment })) };
    for (const { segment } of group) domains.set(segment, domain);
  }
  return domains;
}
