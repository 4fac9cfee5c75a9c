import { quote } from '../../../diagnostic/quote.ts';
import type { VirtualServer } from '../../../model/cluster.ts';
import type { ClusterRule, Problem } from '../../rule.ts';

/**
 * sh and dh fill a table with all real servers, those of weight 0 among them, and refuse a connection whose place in it is such a one's. With its
 * fallback sh looks for another one. mh leaves out a real server that has weight 0 when it is added, but not one that gets it later, as with
 * inhibit_on_failure. All other schedulers pass over it.
 */
export const weightZeroRefusesClients: ClusterRule = {
  id: 'weight-zero-refuses-clients',
  severity: 'error',
  summary: 'a scheduler that hashes sends clients to a real server of weight 0, and they are refused',
  catalogue: [],
  source:
    'Linux, ip_vs_sh.c, ip_vs_dh.c and ip_vs_mh.c: tables are filled by the last weight above 0, and "no destination available"; commit eba3b5a78799, sh-fallback',
  *cluster({ engine, virtualServers }) {
    for (const virtualServer of virtualServers) {
      yield* ofDrained(virtualServer);
      if (engine === 'keepalived') yield* ofFailing(virtualServer);
    }
  },
};

function* ofDrained(virtualServer: VirtualServer): Iterable<Problem> {
  const { name, scheduler, destinations, origin } = virtualServer;
  if ((scheduler !== 'sh' && scheduler !== 'dh') || looksFurther(virtualServer)) return;
  const drained = destinations.find(({ weight }) => weight === 0);
  // With weight 0 everywhere nobody is served: all-weights-zero says so.
  if (drained === undefined || destinations.every(({ weight }) => weight === 0)) return;
  const at = drained.origin.at('weight');
  const related = [{ at: origin.at('lvs_sched'), message: 'the scheduler' }];
  const server = `weight ${quote(0)} of real server ${quote(drained.realServerName)}`;
  yield scheduler === 'sh'
    ? {
        message: `${server} refuses its clients: sh of virtual server ${quote(name)} still sends it its part of them`,
        hint: 'set sh_fallback: its clients then go to the others; or remove the real server',
        at,
        related,
      }
    : {
        severity: 'warning',
        message: `${server} refuses all clients of a VIP that dh sends to it: dh of virtual server ${quote(name)} looks for no other`,
        hint: 'remove the real server, or set lvs_sched to another scheduler',
        at,
        related,
      };
}

/** inhibit_on_failure gives a real server that fails weight 0, where it would be removed. */
function* ofFailing(virtualServer: VirtualServer): Iterable<Problem> {
  const { name, scheduler, options, destinations, origin } = virtualServer;
  if (!['sh', 'mh', 'dh'].includes(scheduler) || looksFurther(virtualServer) || destinations.length < 2)
    return;
  const kept = destinations.find(
    ({ checks, weight, options: own }) =>
      checks.length > 0 &&
      weight > 0 &&
      (own['inhibit_on_failure'] ?? options['inhibit_on_failure']) === true,
  );
  if (kept === undefined) return;
  const isOwn = kept.options['inhibit_on_failure'] !== undefined;
  yield {
    severity: 'warning',
    message: `inhibit_on_failure keeps a real server that has failed at weight 0, and ${scheduler} of virtual server ${quote(name)} refuses its clients`,
    hint: `remove inhibit_on_failure${scheduler === 'dh' ? '' : `, or set ${scheduler}_fallback`}: its clients then go to the others`,
    at: (isOwn ? kept.origin : origin).at('inhibit_on_failure'),
    related: [{ at: origin.at('lvs_sched'), message: 'the scheduler' }],
  };
}

/** Whether sh or mh takes another real server: the flag's other name is its number. */
function looksFurther({ scheduler, schedulerFlags }: VirtualServer): boolean {
  return (
    scheduler !== 'dh' && schedulerFlags.some((flag) => flag === `${scheduler}-fallback` || flag === 'flag-1')
  );
}
