import { quote } from '../../diagnostic/quote.ts';
import type { ClusterRule } from '../rule.ts';

/** The schedulers that look at a weight only for whether it is 0, and what to say to who wants weights. */
const EQUAL_SHARES: ReadonlyMap<string, string> = new Map([
  ['rr', 'set lvs_sched to wrr, or leave the weights out'],
  ['lc', 'set lvs_sched to wlc, or leave the weights out'],
  ['dh', 'leave the weights out: no scheduler hashes the destination by weight'],
]);

/**
 * rr, lc and dh treat all weights but 0 as equal. The others of the kernel do use them: wrr, wlc, lblc, lblcr, sed, nq,
 * twos, and also sh and mh (shares of the hash table), fo and ovf (the order).
 */
export const weightsIgnored: ClusterRule = {
  id: 'weights-ignored',
  severity: 'info',
  summary: 'real servers have different weights under a scheduler that ignores them',
  catalogue: ['S06'],
  source: "ipvsadm(8), --scheduler; the kernel's ip_vs_rr.c, ip_vs_lc.c, ip_vs_dh.c",
  *cluster(cluster) {
    for (const { origin, scheduler, destinations } of cluster.virtualServers) {
      const hint = EQUAL_SHARES.get(scheduler);
      if (hint === undefined) continue;
      const inUse = destinations.filter(({ weight }) => weight > 0).sort((a, b) => b.weight - a.weight);
      const [heaviest] = inUse;
      if (heaviest === undefined || heaviest.weight === inUse.at(-1)?.weight) continue;
      yield {
        message: `weight ${quote(heaviest.weight)} has no effect: ${scheduler} gives every real server the same share`,
        hint,
        at: heaviest.origin.at('weight'),
        related: [{ at: origin.at('lvs_sched'), message: 'the scheduler' }],
      };
    }
  },
};
