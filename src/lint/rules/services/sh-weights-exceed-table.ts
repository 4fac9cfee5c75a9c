import { quote } from '../../../diagnostic/quote.ts';
import type { ClusterRule, Problem } from '../../rule.ts';

/** CONFIG_IP_VS_SH_TAB_BITS is 8 where nobody has changed it. */
const PLACES = 256;

/**
 * sh gives each real server as many places of its table as its weight says, one real server after the other. When all places are given away, those
 * that are left get none. A real server of weight 0 gets one.
 */
export const shWeightsExceedTable: ClusterRule = {
  id: 'sh-weights-exceed-table',
  severity: 'warning',
  summary: 'the weights under sh add up to more than its table has places: some real servers get no clients',
  catalogue: [],
  source: 'Linux, ip_vs_sh.c, ip_vs_sh_reassign, and Kconfig, IP_VS_SH_TAB_BITS; tried on Linux 6.1',
  *cluster({ virtualServers }) {
    for (const { name, scheduler, destinations, origin } of virtualServers) {
      if (scheduler !== 'sh') continue;
      const weights = destinations.map(({ weight }) => Math.max(1, weight));
      const total = weights.reduce((sum, weight) => sum + weight, 0);
      if (total <= PLACES || weights.length < 2) continue;
      const heaviest = destinations.reduce((best, one) => (one.weight > best.weight ? one : best));
      const written = heaviest.origin.at('weight').path.at(-1) === 'weight' ? heaviest.origin : origin;
      const problem: Problem = {
        message: `the weights of virtual server ${quote(name)} add up to ${quote(total)}, and sh has ${PLACES} places: those served last get less than their part, or no clients at all`,
        hint: `use smaller weights in the same proportion: ${PLACES} in all at most`,
        at: weights.every((weight) => weight === 1) ? origin.at('lvs_sched') : written.at('weight'),
        related: [{ at: origin.at('lvs_sched'), message: 'the scheduler' }],
      };
      yield problem;
    }
  },
};
