import { quote } from '../../../diagnostic/quote.ts';
import type { ClusterRule } from '../../rule.ts';

/** keepalived adds the weights up in 32 bits. */
const MOST = 4_294_967_295;

/**
 * keepalived lowers the quorum to the total weight. A total beyond 32 bits begins at 0 again: at 2^32 the quorum becomes
 * 0, which is always reached, so that no sorry server ever steps in.
 */
export const weightsOverflow: ClusterRule = {
  id: 'weights-overflow',
  severity: 'error',
  summary: 'the weights of a virtual server add up to more than keepalived can count',
  catalogue: ['S22'],
  source: 'keepalived 2.2.7, check_data.c (weight_sum), and -t: "exceeds total weight of real servers 0"',
  *cluster(cluster) {
    if (cluster.engine !== 'keepalived') return;
    for (const { name, destinations } of cluster.virtualServers) {
      let sum = 0;
      let over: (typeof destinations)[number] | undefined;
      for (const destination of destinations) {
        sum += destination.weight;
        if (sum > MOST) over ??= destination;
      }
      if (over === undefined) continue;
      yield {
        message: `the weights of virtual server ${quote(name)} add up to ${quote(sum)}, but keepalived counts to ${MOST}`,
        hint: 'divide all weights by one number: only their ratio counts',
        at: over.origin.at('weight'),
      };
    }
  },
};
