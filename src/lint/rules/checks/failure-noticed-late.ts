import { quote } from '../../../diagnostic/quote.ts';
import type { Cluster } from '../../../model/cluster.ts';
import { detectionTime } from '../../../model/detection-time.ts';
import { firstTakeover } from '../../../model/takeover-time.ts';
import type { ClusterRule, Problem } from '../../rule.ts';

/** Seconds. */
const LATE_CHECK = 300;
const LATE_TAKEOVER = 60;

/**
 * A real server that is down keeps its share of the clients until a check has failed to the end, and a dead MASTER its
 * VIPs until three adverts are missing, or as many as are said. Minutes of that are seldom meant: the numbers are written one by one, and what
 * they add up to is nowhere to be read. The quickest check of a real server counts: one that fails takes it out.
 */
export const failureNoticedLate: ClusterRule = {
  id: 'failure-noticed-late',
  severity: 'info',
  oncePerPlace: true,
  summary: 'a dead real server is noticed after more than 5 minutes, or a dead MASTER after more than one',
  catalogue: [],
  source:
    'keepalived.conf(5), delay_loop, connect_timeout, retry and advert_int; RFC 5798, section 6.1, Master_Down_Interval',
  *cluster(cluster) {
    if (cluster.engine !== 'keepalived') return;
    yield* lateAdverts(cluster);
    yield* lateChecks(cluster);
  },
};

function lateAdverts(cluster: Cluster): Problem[] {
  return cluster.vrrpInstances.flatMap((instance) => {
    const { advertInt, origin } = instance;
    const takeover = firstTakeover(cluster, instance);
    if (takeover === undefined || takeover.seconds <= LATE_TAKEOVER) return [];
    const { seconds, adverts, skew } = takeover;
    return [
      {
        message: `advert_int ${quote(advertInt)}: a dead MASTER is noticed after ${seconds.toFixed(1)} s (${adverts} x ${advertInt} + ${skew.toFixed(1)})`,
        hint:
          adverts > 3 ? 'lower advert_int or the number of adverts' : 'lower advert_int; 1 is the default',
        at: origin.at('advert_int'),
      },
    ];
  });
}

function* lateChecks({ virtualServers }: Cluster): Iterable<Problem> {
  for (const virtualServer of virtualServers) {
    for (const { checks } of virtualServer.destinations) {
      const [first, ...others] = checks.flatMap((check) => {
        const time = detectionTime(check);
        return time === undefined ? [] : [{ check, ...time }];
      });
      if (first === undefined) continue;
      const quickest = others.reduce((best, other) => (other.seconds < best.seconds ? other : best), first);
      if (quickest.seconds <= LATE_CHECK) continue;
      const { check, seconds, sum } = quickest;
      const isOwn = 'delay_loop' in check.options;
      const delay = (isOwn ? check : virtualServer).origin.at('delay_loop');
      const isWritten = delay.path.at(-1) === 'delay_loop';
      yield {
        message: `${quote(check.type)} of virtual server ${quote(virtualServer.name)} lets a host that is down keep its share for up to ${seconds} s (${sum})`,
        hint: `lower delay_loop${isWritten ? '' : ', which is 60 by default'}, connect_timeout or retry`,
        at: check.origin.self(),
        ...(isWritten ? { related: [{ at: delay, message: 'the time between two checks' }] } : {}),
      };
    }
  }
}
