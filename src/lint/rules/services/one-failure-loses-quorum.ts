import { quote } from '../../../diagnostic/quote.ts';
import type { ClusterRule, Problem } from '../../rule.ts';

/**
 * With a sorry server, keepalived takes all real servers out when the quorum is lost, those that are well among them. A
 * quorum that the failure of one real server breaks makes of two real servers less than one.
 */
export const oneFailureLosesQuorum: ClusterRule = {
  id: 'one-failure-loses-quorum',
  severity: 'warning',
  summary: 'with a sorry server and this quorum, the failure of one real server takes all the others out',
  catalogue: ['S23'],
  source: 'keepalived 2.2.7, ipwrapper.c, update_quorum_state ("Remove remaining alive real servers")',
  *cluster({ engine, virtualServers }) {
    if (engine !== 'keepalived') return;
    for (const { name, options, sorryServer, destinations, origin } of virtualServers) {
      const weights = destinations.map(({ weight }) => weight).filter((weight) => weight > 0);
      if (sorryServer === undefined || options['quorum'] === undefined || weights.length < 2) continue;
      const total = weights.reduce((sum, weight) => sum + weight, 0);
      const heaviest = Math.max(...weights);
      const needed = Number(options['quorum']) - Number(options['hysteresis'] ?? 0);
      // A quorum above the total is another rule's.
      if (Number(options['quorum']) > total || total - heaviest >= needed) continue;
      const problem: Problem = {
        message: `when one real server of weight ${heaviest} fails, virtual server ${quote(name)} has ${total - heaviest} of the ${needed} that its quorum needs, and only the sorry server answers`,
        hint: `set quorum to ${Math.max(1, total - heaviest)} at most, so that the others go on`,
        at: origin.at('quorum'),
        related: [{ at: origin.at('sorry_server', 'address'), message: 'the sorry server' }],
      };
      yield problem;
    }
  },
};
