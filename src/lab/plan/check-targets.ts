import { groupBy } from '../../diagnostic/group-by.ts';
import type { Check, Cluster, Destination, VirtualServer } from '../../model/cluster.ts';
import { arrivalPort } from '../../model/endpoint.ts';
import { addressOption, numberOption } from '../../model/written-checks.ts';

/** Where a check asks, and what for. */
export interface CheckTarget {
  readonly check: Check;
  readonly address: string;
  /** 0: it asks at none. */
  readonly port: number;
  /** The Host header and name in TLS of those that say none themselves. */
  readonly virtualhost: string | undefined;
}

/** A check's target; that of a program, of a file or of BFD is the real server. */
export function checkTarget(
  virtualServer: VirtualServer,
  destination: Destination,
  check: Check,
): CheckTarget | undefined {
  const { realServer, options } = destination;
  if (realServer === undefined) return undefined;
  return {
    check,
    address: (addressOption(check, 'connect_ip') ?? realServer.address.address).text,
    port: numberOption(check, 'connect_port') ?? arrivalPort(virtualServer, destination),
    virtualhost: textOf(options['virtualhost'] ?? virtualServer.options['virtualhost']),
  };
}

/** The targets of all checks of clusters, by their addresses. */
export function checkTargets(clusters: readonly Cluster[]): ReadonlyMap<string, readonly CheckTarget[]> {
  const all = clusters
    .flatMap(({ virtualServers }) => virtualServers)
    .flatMap((virtualServer) =>
      virtualServer.destinations.flatMap((destination) =>
        destination.checks.flatMap((check) => checkTarget(virtualServer, destination, check) ?? []),
      ),
    );
  return groupBy(all, ({ address }) => address);
}

const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
