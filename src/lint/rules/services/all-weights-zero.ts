import { quote } from '../../../diagnostic/quote.ts';
import type { ClusterRule } from '../../rule.ts';

/**
 * A real server of weight 0 gets no new connection. When all of them have it, clients are refused, and no sorry server
 * steps in: keepalived lowers the quorum to the total weight, which is then always reached.
 */
export const allWeightsZero: ClusterRule = {
  id: 'all-weights-zero',
  severity: 'error',
  summary: 'every real server of a virtual server has weight 0',
  catalogue: ['S05'],
  source: 'ipvsadm(8), --weight; keepalived 2.2.7, check_data.c (the quorum is reduced to the total weight)',
  *cluster(cluster) {
    for (const { name, destinations } of cluster.virtualServers) {
      const [first] = destinations;
      if (first === undefined || destinations.some(({ weight }) => weight !== 0)) continue;
      yield {
        message: `weight ${quote(0)} on every real server of virtual server ${quote(name)}: none gets a connection`,
        hint: 'give at least one real server a weight above 0',
        at: first.origin.at('weight'),
      };
    }
  },
};
