import { quote } from '../../../diagnostic/quote.ts';
import type { ClusterRule } from '../../rule.ts';

/** A real server that no virtual server names gets no connection: most often it was forgotten there. */
export const unusedRealServer: ClusterRule = {
  id: 'unused-real-server',
  severity: 'warning',
  summary: 'no virtual server of the cluster names a real server',
  catalogue: [],
  source: 'docs/definition.md, real_servers',
  *cluster(cluster) {
    const used = new Set<string>();
    const sorryAddresses = new Set<string>();
    for (const { destinations, sorryServer } of cluster.virtualServers) {
      for (const { realServerName } of destinations) used.add(realServerName);
      if (sorryServer !== undefined) sorryAddresses.add(sorryServer.address.text);
    }
    for (const { name, address } of cluster.realServers) {
      if (sorryAddresses.has(address.address.text)) used.add(name);
    }
    for (const { name, origin } of cluster.realServers) {
      if (used.has(name)) continue;
      used.add(name);
      yield {
        message: `real server ${quote(name)} is in no virtual server: it gets no connection`,
        hint: 'add it to the real_servers of a virtual server, or remove it here',
        at: origin.self(),
        restsOn: [origin.self()],
      };
    }
  },
};
