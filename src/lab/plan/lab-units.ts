import type { Cluster } from '../../model/cluster.ts';
import type { Environment, Host } from '../../model/repository.ts';

/** Clusters of an environment that share hosts, directly or by way of others: they can only be tried together. */
export interface LabUnit {
  readonly environment: Environment;
  readonly clusters: readonly Cluster[];
  readonly hosts: readonly Host[];
}

/** The clusters of an environment in units, in the order of their files. */
export function labUnits(environment: Environment): LabUnit[] {
  const unitOf = new Map<Cluster, Set<Cluster>>();
  for (const cluster of environment.clusters) unitOf.set(cluster, new Set([cluster]));
  for (const host of environment.hosts.values()) {
    const joined = new Set(clustersOf(host).flatMap((cluster) => [...(unitOf.get(cluster) ?? [])]));
    for (const cluster of joined) unitOf.set(cluster, joined);
  }
  return [...new Set(unitOf.values())].map((members) => ({
    environment,
    clusters: environment.clusters.filter((cluster) => members.has(cluster)),
    hosts: [...environment.hosts.values()].filter((host) =>
      clustersOf(host).some((cluster) => members.has(cluster)),
    ),
  }));
}

function clustersOf({ directors, realServers }: Host): Cluster[] {
  return [...directors, ...realServers].map(({ cluster }) => cluster);
}
