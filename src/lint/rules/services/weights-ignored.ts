import { quote } from '../../../diagnostic/quote.ts';
import type { Check, Cluster, VirtualServer } from '../../../model/cluster.ts';
import { weightOf } from '../../../model/tracked-weights.ts';
import type { ClusterRule, Problem } from '../../rule.ts';

/** The schedulers that look at a weight only for whether it is 0, and what to say to who wants weights. */
const EQUAL_SHARES: ReadonlyMap<string, string> = new Map([
  ['rr', 'set lvs_sched to wrr, or leave the weights out'],
  ['lc', 'set lvs_sched to wlc, or leave the weights out'],
  ['dh', 'leave the weights out: no scheduler hashes the destination by weight'],
]);
const WITH_WEIGHTS: ReadonlyMap<string, string> = new Map([
  ['rr', 'set lvs_sched to wrr'],
  ['lc', 'set lvs_sched to wlc'],
  ['dh', 'leave it out: no scheduler hashes the destination by weight'],
]);

/**
 * rr, lc and dh treat all weights but 0 as equal. The others of the kernel do use them: wrr, wlc, lblc, lblcr, sed, nq,
 * twos, and also sh and mh (shares of the hash table), fo and ovf (the order).
 */
export const weightsIgnored: ClusterRule = {
  id: 'weights-ignored',
  severity: 'info',
  oncePerPlace: true,
  summary: 'real servers have different weights, or checks change them, under a scheduler that ignores them',
  catalogue: ['S06'],
  source:
    "ipvsadm(8), --scheduler; the kernel's ip_vs_rr.c, ip_vs_lc.c, ip_vs_dh.c; keepalived.conf(5), misc_dynamic and FILE_CHECK",
  *cluster(cluster) {
    for (const virtualServer of cluster.virtualServers) {
      if (!EQUAL_SHARES.has(virtualServer.scheduler)) continue;
      yield* ofWeights(virtualServer);
      if (cluster.engine === 'keepalived') yield* ofChecks(cluster, virtualServer);
    }
  },
};

function* ofWeights({ origin, scheduler, destinations }: VirtualServer): Iterable<Problem> {
  const inUse = destinations.filter(({ weight }) => weight > 0).sort((a, b) => b.weight - a.weight);
  const [heaviest] = inUse;
  if (heaviest === undefined || heaviest.weight === inUse.at(-1)?.weight) return;
  yield {
    message: `weight ${quote(heaviest.weight)} has no effect: ${scheduler} gives every real server the same share`,
    hint: EQUAL_SHARES.get(scheduler) as string,
    at: heaviest.origin.at('weight'),
    related: [{ at: origin.at('lvs_sched'), message: 'the scheduler' }],
  };
}

/** Checks that change the weight: a 0 of theirs still takes a real server out. */
function* ofChecks(cluster: Cluster, { origin, scheduler, destinations }: VirtualServer): Iterable<Problem> {
  if (destinations.length < 2) return;
  for (const check of destinations.flatMap(({ checks }) => checks)) {
    if (!changesWeight(cluster, check)) continue;
    const word = check.type === 'MISC_CHECK' ? 'misc_dynamic' : check.type;
    yield {
      message: `${quote(word)} changes weights, and ${scheduler} looks only at whether a weight is 0`,
      hint: WITH_WEIGHTS.get(scheduler) as string,
      at: check.type === 'MISC_CHECK' ? check.origin.at('misc_dynamic') : check.origin.self(),
      related: [{ at: origin.at('lvs_sched'), message: 'the scheduler' }],
    };
  }
}

function changesWeight(cluster: Cluster, { type, options }: Check): boolean {
  if (type === 'MISC_CHECK') return options['misc_dynamic'] === true;
  if (type !== 'FILE_CHECK') return false;
  const entry = { name: String(options['track_file']) };
  const weight = options['weight'] ?? weightOf(cluster, 'track_file', entry);
  return Number(weight) !== 0;
}
