import { quote } from '../../../diagnostic/quote.ts';
import type { Check } from '../../../model/cluster.ts';
import { connectTimeoutOf, delayLoopOf, detectionTime } from '../../../model/detection-time.ts';
import { writtenChecks } from '../../../model/written-checks.ts';
import type { ClusterRule } from '../../rule.ts';

/**
 * keepalived starts the next check delay_loop after the last one has ended, and each try at a dead real server takes
 * connect_timeout; a program that hangs has misc_timeout. A timeout of twice delay_loop or more governs how soon a failure is noticed, and delay_loop promises
 * what it does not keep. Below that the two are of one size, as in many working configurations, and nothing is said.
 */
export const delayLoopShorterThanTimeout: ClusterRule = {
  id: 'delay-loop-shorter-than-timeout',
  severity: 'warning',
  oncePerPlace: true,
  summary: 'a check waits at least twice as long for an answer as it waits between two checks',
  catalogue: ['S08'],
  source:
    'keepalived.conf(5), delay_loop and connect_timeout; keepalived 2.2.7, check_tcp.c, check_udp.c and check_misc.c',
  *cluster(cluster) {
    if (cluster.engine !== 'keepalived') return;
    for (const { check, uses } of writtenChecks(cluster)) {
      const timeout = connectTimeoutOf(check);
      const [use] = uses;
      const delay = delayLoopOf(check);
      if (use === undefined || delay <= 0 || delay * 2 > timeout) continue;
      const word = check.type === 'MISC_CHECK' ? 'misc_timeout' : 'connect_timeout';
      const delayPlace = ('delay_loop' in check.options ? check : use.virtualServer).origin.at('delay_loop');
      const timeoutIsWritten = word in check.options;
      const at = timeoutIsWritten ? check.origin.at(word) : delayPlace;
      const delayIsWritten = delayPlace.path.at(-1) === 'delay_loop';
      const other = timeoutIsWritten
        ? { at: delayPlace, message: 'the time between two checks' }
        : { at: check.origin.self(), message: 'the check' };
      const origins = [timeoutIsWritten ? '' : ', the default,', delayIsWritten ? '' : ', the default'];
      yield {
        message: `${word} ${quote(timeout)}${origins[0]} is much longer than delay_loop ${quote(delay)}${origins[1]}`,
        hint: `${consequence(check)}: lower ${word}`,
        at,
        ...(timeoutIsWritten && !delayIsWritten ? {} : { related: [other] }),
      };
    }
  },
};

function consequence(check: Check): string {
  const time = detectionTime(check);
  return time === undefined
    ? 'silence counts as healthy, so that every check of a healthy real server takes the whole timeout'
    : `a host that is down keeps its share for up to ${time.seconds} s (${time.sum})`;
}
