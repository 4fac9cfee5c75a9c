import type { Location } from '../diagnostic/finding.ts';
import type { Cluster, Director, Options } from './cluster.ts';
import { hasSourceNat } from './forwarding.ts';
import type { Host } from './repository.ts';
import { REFERENCES, type Reference, trackedEntries, trackersOf } from './tracked-weights.ts';

/** The names that a host's instances, their groups and its checks refer to. */
export function trackedNames(
  cluster: Cluster,
  host: string,
): Readonly<Record<Reference, ReadonlySet<string>>> {
  const names: Record<Reference, Set<string>> = {
    track_interface: new Set(),
    track_script: new Set(),
    track_file: new Set(),
    track_process: new Set(),
    track_bfd: new Set(),
  };
  for (const options of trackersOf(cluster, host)) {
    for (const word of REFERENCES) {
      for (const { name } of trackedEntries(options, word)) names[word].add(name);
    }
  }
  for (const { checks } of cluster.virtualServers.flatMap(({ destinations }) => destinations)) {
    for (const { type, options } of checks) {
      if (type === 'BFD_CHECK') names.track_bfd.add(String(options['name']));
      if (type === 'FILE_CHECK') names.track_file.add(String(options['track_file']));
    }
  }
  return names;
}

/** The global settings that a definition has for one of its directors: the director's own over the cluster's. */
export function globalsOf({ options }: Cluster, director: Director | undefined): Options {
  return { ...(options['global_defs'] as Options), ...(director?.options['global_defs'] as Options) };
}

/** Where the definition says a word of {@link globalsOf}. */
export function globalPlace(cluster: Cluster, director: Director | undefined, word: string): Location {
  const isOwn = Object.hasOwn((director?.options['global_defs'] ?? {}) as Options, word);
  return (isOwn ? (director ?? cluster) : cluster).origin.at('global_defs', word);
}

/** Without it IPVS keeps its packets from the connection tracking that source NAT is a part of. */
export const SOURCE_NAT_SYSCTL = 'net.ipv4.vs.conntrack';

/** The sysctls that a definition has for one of its directors: the director's own over the cluster's, over what its services need. */
export function sysctlsOf(
  { options, virtualServers }: Cluster,
  director: Director,
): Readonly<Record<string, number>> {
  return {
    ...(virtualServers.some(hasSourceNat) ? { [SOURCE_NAT_SYSCTL]: 1 } : {}),
    ...(options['sysctls'] as Record<string, number> | undefined),
    ...(director.options['sysctls'] as Record<string, number> | undefined),
  };
}

/** Where the definition says one of {@link sysctlsOf}. */
export function sysctlPlace(cluster: Cluster, director: Director, name: string): Location {
  const has = ({ options }: Cluster | Director) => Object.hasOwn((options['sysctls'] ?? {}) as Options, name);
  const service = has(cluster) ? undefined : cluster.virtualServers.find(hasSourceNat);
  if (has(director) || service === undefined || name !== SOURCE_NAT_SYSCTL)
    return (has(director) ? director : cluster).origin.at('sysctls', name);
  return service.origin.at('source_nat');
}

/** The global settings of a host: of all its clusters, each director's own over its cluster's. */
export function globalOptions(host: Host): Options {
  return Object.assign(
    {},
    ...host.directors
      .filter(({ cluster }) => cluster.engine === 'keepalived')
      .flatMap(({ cluster, director }) => [
        cluster.options['global_defs'] ?? {},
        director.options['global_defs'] ?? {},
      ]),
  );
}
