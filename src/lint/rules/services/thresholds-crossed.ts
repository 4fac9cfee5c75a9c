import { quote } from '../../../diagnostic/quote.ts';
import type { ClusterRule, Problem } from '../../rule.ts';

/** The kernel refuses a real server whose lower threshold is above the upper one, and one without an upper threshold as well. */
export const thresholdsCrossed: ClusterRule = {
  id: 'thresholds-crossed',
  severity: 'error',
  summary: 'the lower threshold of a real server is above its upper one',
  catalogue: ['S40'],
  source:
    'ipvsadm(8), --l-threshold; Linux, ip_vs_ctl.c (ip_vs_add_dest: "lower threshold is higher than upper threshold")',
  *cluster({ virtualServers }) {
    for (const { destinations } of virtualServers) {
      for (const { options, origin, realServerName } of destinations) {
        const [upper, lower] = [Number(options['uthreshold'] ?? 0), Number(options['lthreshold'] ?? 0)];
        if (lower <= upper) continue;
        const problem: Problem = {
          message: `lthreshold ${quote(lower)} of real server ${quote(realServerName)} is above its uthreshold, ${upper === 0 ? 'which is not set' : upper}`,
          hint: 'set uthreshold above it: connections stop at the upper one and start again below the lower one',
          at: origin.at('lthreshold'),
        };
        yield problem;
      }
    }
  },
};
