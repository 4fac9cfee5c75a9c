import { quote } from '../../../diagnostic/quote.ts';
import type { Destination } from '../../../model/cluster.ts';
import type { ClusterRule } from '../../rule.ts';

/**
 * keepalived adds up the weights of the real servers that are well, and does not count them. A small quorum beside large weights looks like a number of
 * real servers, and is reached by any one of them.
 */
export const quorumCountsWeights: ClusterRule = {
  id: 'quorum-counts-weights',
  severity: 'info',
  summary: 'a quorum that looks like a number of real servers is below the weight of each of them',
  catalogue: [],
  source: 'keepalived.conf(5), quorum; keepalived 2.2.7, ipwrapper.c, weigh_live_realservers',
  *cluster({ engine, virtualServers }) {
    if (engine !== 'keepalived') return;
    for (const { name, options, destinations, origin } of virtualServers) {
      const quorum = Number(options['quorum'] ?? 1);
      const able = destinations.filter(({ weight }) => weight > 0);
      const least = Math.min(...able.map(({ weight }) => weight));
      const needed = quorum + Number(options['hysteresis'] ?? 0);
      // A quorum of more than there are real servers was meant as a weight.
      if (quorum < 2 || quorum > able.length || needed > least || able.some(isDynamic)) continue;
      yield {
        message: `quorum ${quote(quorum)} of virtual server ${quote(name)} is reached by any one real server: weights are added up, and the least is ${least}`,
        hint: isEqual(able)
          ? `set it to ${quorum * least} for ${quorum} real servers, or leave it out`
          : 'add up the weights that have to be there, or leave it out',
        at: origin.at('quorum'),
      };
    }
  },
};

const isEqual = ([first, ...others]: readonly Destination[]): boolean =>
  others.every(({ weight }) => weight === first?.weight);

/** Whether a check sets another weight than the one that is written. */
function isDynamic({ checks }: Destination): boolean {
  return checks.some(({ type, options }) => type === 'FILE_CHECK' || options['misc_dynamic'] === true);
}
