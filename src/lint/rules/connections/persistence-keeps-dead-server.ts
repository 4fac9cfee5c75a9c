import { quote } from '../../../diagnostic/quote.ts';
import type { ClusterRule, Problem } from '../../rule.ts';

/**
 * With inhibit_on_failure a real server that fails stays in the table with weight 0. Persistence sends clients that it
 * has already had there again, since a weight of 0 does not end a template: they reach a dead host until they stay away for that long.
 */
export const persistenceKeepsDeadServer: ClusterRule = {
  id: 'persistence-keeps-dead-server',
  severity: 'warning',
  summary: 'persistence sends clients to a real server that has failed, because inhibit_on_failure keeps it',
  catalogue: ['S39'],
  source:
    'Linux, ipvs-sysctl, expire_quiescent_template, and ip_vs_conn.c, ip_vs_check_template; keepalived.conf(5), inhibit_on_failure',
  *cluster({ engine, virtualServers }) {
    if (engine !== 'keepalived') return;
    for (const { name, persistenceTimeout, options, destinations, sorryServer, origin } of virtualServers) {
      if (persistenceTimeout === undefined) continue;
      // No other would answer the clients either.
      if (destinations.length < 2 && sorryServer === undefined) continue;
      const kept = destinations.filter(
        ({ checks, options: own }) =>
          checks.length > 0 && (own['inhibit_on_failure'] ?? options['inhibit_on_failure']) === true,
      );
      const [first] = kept;
      if (first === undefined) continue;
      const isOwn = first.options['inhibit_on_failure'] !== undefined;
      const who = isOwn ? `real server ${quote(first.realServerName)}` : 'its real server';
      const problem: Problem = {
        message: `a client of virtual server ${quote(name)} that comes back within ${persistenceTimeout} s is sent to ${who} even when that has failed: inhibit_on_failure keeps it with weight 0`,
        hint: 'remove inhibit_on_failure; or set net.ipv4.vs.expire_quiescent_template to 1 on the directors, and allow this',
        at: (isOwn ? first.origin : origin).at('inhibit_on_failure'),
        related: [{ at: origin.at('persistence_timeout'), message: 'the persistence' }],
      };
      yield problem;
    }
  },
};
