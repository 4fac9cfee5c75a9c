import { quote } from '../../../diagnostic/quote.ts';
import { likeliest } from '../../../diagnostic/suggest.ts';
import type { Destination } from '../../../model/cluster.ts';
import { endpointText } from '../../../model/endpoint.ts';
import type { ClusterRule } from '../../rule.ts';

/**
 * IPVS knows a real server of a virtual server by its address and port, so the same two twice are one: keepalived
 * removes the second, and its weight and checks with it. Two host names that share an address are no different.
 */
export const duplicateRealServer: ClusterRule = {
  id: 'duplicate-real-server',
  severity: 'error',
  summary: 'a virtual server has the same real server address and port twice',
  catalogue: ['S11'],
  source: 'keepalived 2.2.7, check_data.c ("is duplicated - removing second rs"); ipvsadm(8), --real-server',
  *cluster(cluster) {
    const used = new Set(
      cluster.virtualServers.flatMap(({ destinations }) => destinations.map((it) => it.realServerName)),
    );
    const unused = new Map(
      cluster.realServers.flatMap((it) => (used.has(it.name) ? [] : [[it.name, it.origin.self()]])),
    );
    for (const { name, destinations } of cluster.virtualServers) {
      const seen = new Map<string, Destination>();
      for (const destination of destinations) {
        const { realServer, port, origin } = destination;
        if (realServer === undefined) continue;
        const endpoint = endpointText(realServer.address.address, port);
        const first = seen.get(endpoint);
        if (first === undefined) {
          seen.set(endpoint, destination);
          continue;
        }
        const forgotten = likeliest(destination.realServerName, [...unused.keys()]);
        const place = unused.get(forgotten ?? '');
        const other = forgotten === undefined ? '' : `, or name ${quote(forgotten)}, which no service has`;
        yield {
          message: `real server ${quote(endpoint)} is in virtual server ${quote(name)} twice`,
          hint: `remove this entry${other}: IPVS keeps one weight for an address and port`,
          at: origin.self(),
          related: [{ at: first.origin.self(), message: 'first used here' }],
          ...(place === undefined ? {} : { doubts: [place] }),
          restsOn: [first, destination].flatMap((it) => it.realServer?.origin.at('address') ?? []),
        };
      }
    }
  },
};
