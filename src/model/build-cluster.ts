import type * as definition from '../schema/definition.ts';
import { buildVirtualServerGroups } from './build-listeners.ts';
import { buildDirectors, buildRealServers, buildSegments } from './build-network.ts';
import { buildVirtualServers } from './build-virtual-servers.ts';
import { buildVrrpInstances, buildVrrpSyncGroups } from './build-vrrp.ts';
import type { Cluster } from './cluster.ts';
import { asOptions, DefinitionReader } from './definition-reader.ts';
import { clusterNameOf } from './environment.ts';

/** What keepalived reads the files when the definition names none: Debian 12's. */
export const DEFAULT_KEEPALIVED = '2.2.7';

/**
 * Builds a cluster from a definition of the right shape: names become references (absent where nothing has the
 * name), `defaults` and default values are filled in, snake_case becomes camelCase.
 *
 * @param file relative to the project root, with `/`.
 * @param environment the folder of the file below `clusters/`.
 */
export function buildCluster(file: string, environment: string, data: definition.ClusterDefinition): Cluster {
  const reader = new DefinitionReader(file, data);
  const segments = buildSegments(reader);
  const directors = buildDirectors(reader, segments);
  const directorsByName = new Map(directors.map((director) => [director.name, director]));
  const realServers = buildRealServers(reader, segments);
  const vrrpInstances = buildVrrpInstances(reader, directorsByName);
  const hasVrrp = (data.vrrp_instances?.length ?? 0) > 0;
  return {
    origin: reader.origin([], data),
    file,
    name: data.name ?? clusterNameOf(file),
    environment,
    routingDomain: data.routing_domain ?? environment,
    engine: data.engine ?? (hasVrrp ? 'keepalived' : 'ipvsadm'),
    keepalivedVersion: data.target?.keepalived ?? DEFAULT_KEEPALIVED,
    masquerade: data.masquerade ?? true,
    restrictForwarding: data.restrict_forwarding ?? true,
    watch: data.watch ?? false,
    segments,
    directors,
    realServers,
    vrrpInstances,
    vrrpSyncGroups: buildVrrpSyncGroups(reader),
    virtualServerGroups: buildVirtualServerGroups(reader),
    virtualServers: buildVirtualServers(reader, realServers, vrrpInstances),
    options: asOptions(data),
  };
}
