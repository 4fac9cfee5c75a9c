import { quote } from '../../../diagnostic/quote.ts';
import type { ClusterRule } from '../../rule.ts';

/**
 * To ovf a weight is a number of connections: a real server with more active ones than that gets no other, and when all have, the client is refused.
 * A weight of 1, which is also what is meant where none is written, is enough for two connections.
 */
export const ovfRefusesClients: ClusterRule = {
  id: 'ovf-refuses-clients',
  severity: 'warning',
  summary: 'ovf takes the weight for a number of connections, and every real server has weight 1',
  catalogue: [],
  source: 'Linux, ip_vs_ovf.c; ipvsadm(8), --scheduler; tried on Linux 6.1',
  *cluster({ virtualServers }) {
    for (const { name, scheduler, protocol, listeners, destinations, origin } of virtualServers) {
      if (scheduler !== 'ovf' || destinations.some(({ weight }) => weight > 1)) continue;
      // Over UDP no connection is active: scheduler-counts-nothing says so.
      if (protocol === 'UDP' && listeners.every(({ kind }) => kind === 'address')) continue;
      const able = destinations.filter(({ weight }) => weight === 1).length;
      if (able === 0) continue;
      yield {
        message: `virtual server ${quote(name)} refuses clients beyond ${2 * able} connections at a time: weight 1 is enough for two under ovf`,
        hint: 'give each real server as its weight the number of connections that it can bear, or set lvs_sched to wlc',
        at: origin.at('lvs_sched'),
      };
    }
  },
};
