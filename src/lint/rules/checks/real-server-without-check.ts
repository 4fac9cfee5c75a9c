import { quote } from '../../../diagnostic/quote.ts';
import type { ClusterRule } from '../../rule.ts';

/** keepalived takes a real server without a check for alive, always: a dead one keeps its share of the connections. */
export const realServerWithoutCheck: ClusterRule = {
  id: 'real-server-without-check',
  severity: 'warning',
  summary: 'a real server has no health check, so that it keeps its share when it is dead',
  catalogue: ['S31'],
  source: 'keepalived.conf(5), real_server',
  *cluster(cluster) {
    if (cluster.engine !== 'keepalived') return;
    const hint = 'add "checks" to the virtual server, such as TCP_CHECK';
    for (const { name, origin, destinations } of cluster.virtualServers) {
      // Weight 0 is no share, and needs no check.
      const unchecked = destinations.filter(({ checks, weight }) => checks.length === 0 && weight > 0);
      if (unchecked.length > 1 && unchecked.length === destinations.length) {
        const message = `no real server of virtual server ${quote(name)} has a check: dead ones keep their share`;
        yield { message, hint, at: origin.self() };
        continue;
      }
      for (const destination of unchecked) {
        const message = `real server ${quote(destination.realServerName)} has no check: it keeps its share when it is dead`;
        yield { message, hint, at: destination.origin.self() };
      }
    }
  },
};
