import { quote } from '../../../diagnostic/quote.ts';
import type { Member, Options, VrrpInstance } from '../../../model/cluster.ts';
import { downTimerAdverts } from '../../../model/vrrp-members.ts';
import type { ClusterRule, Problem } from '../../rule.ts';

const WORDS = ['down', 'up'] as const;

/**
 * A change of an interface that takes effect later than the others miss adverts would make two directors MASTER. So
 * keepalived cuts a delay to just below all adverts but one, and tells nobody who does not read its log.
 */
export const interfaceDelayTooLong: ClusterRule = {
  id: 'interface-delay-too-long',
  severity: 'warning',
  oncePerPlace: true,
  summary:
    'interface_up_down_delays is longer than the adverts of a VRRP instance allow, and keepalived cuts it',
  catalogue: [],
  source:
    'keepalived 2.2.7, vrrp.c, check_debounce_timers: at INFO "debounce timer(s) not less that … * advert_int - resetting"',
  *cluster(cluster) {
    for (const instance of cluster.vrrpInstances) {
      for (const member of instance.members) {
        yield* problems(instance, member, downTimerAdverts(cluster, member));
      }
    }
  },
};

function* problems(
  { name, advertInt, origin }: VrrpInstance,
  { director, directorName, interfaceName }: Member,
  adverts: number,
): Iterable<Problem> {
  const delays = (director?.options['interface_up_down_delays'] ?? {}) as Record<string, Options>;
  if (director === undefined || interfaceName === undefined) return;
  const limit = (adverts - 1) * advertInt;
  for (const word of WORDS) {
    const delay = Number(delays[interfaceName]?.[word] ?? 0);
    if (delay === 0 || delay < limit) continue;
    const becomes = limit === 0 ? 'drops it' : `cuts it below ${Number(limit.toFixed(2))} s`;
    yield {
      message: `the ${word} delay of interface ${quote(interfaceName)} on ${quote(directorName)}, ${delay} s, is too long for the adverts of VRRP instance ${quote(name)}: keepalived ${becomes}`,
      hint:
        limit === 0
          ? 'remove the delay, or set down_timer_adverts to 2 or more'
          : `make the delay less than ${adverts - 1} x advert_int, or raise advert_int or down_timer_adverts`,
      at: director.origin.at('interface_up_down_delays', interfaceName, word),
      related: [{ at: origin.at('advert_int'), message: `adverts every ${advertInt} s` }],
    };
  }
}
