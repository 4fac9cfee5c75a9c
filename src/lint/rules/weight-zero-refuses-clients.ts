import { quote } from '../../diagnostic/quote.ts';
import type { VirtualServer } from '../../model/cluster.ts';
import type { ClusterRule, Problem } from '../rule.ts';

/**
 * sh and dh fill a table with all real servers, those of weight 0 among them, and refuse a connection whose place in it is such a one's. With its
 * fallback sh looks for another one. mh leaves out a real server that has weight 0 when it is added, and all other schedulers pass over it.
 */
export const weightZeroRefusesClients: ClusterRule = {
  id: 'weight-zero-refuses-clients',
  severity: 'error',
  summary: 'a scheduler that hashes sends clients to a real server of weight 0, and they are refused',
  catalogue: [],
  source:
    'Linux, ip_vs_sh.c and ip_vs_dh.c: both assign their tables without a look at weight 0, and "no destination available"; commit eba3b5a78799, sh-fallback',
  *cluster({ virtualServers }) {
    for (const virtualServer of virtualServers) yield* ofService(virtualServer);
  },
};

function* ofService({
  name,
  scheduler,
  schedulerFlags,
  destinations,
  origin,
}: VirtualServer): Iterable<Problem> {
  if (scheduler !== 'sh' && scheduler !== 'dh') return;
  // The flag's other name is its number.
  if (scheduler === 'sh' && schedulerFlags.some((flag) => flag === 'sh-fallback' || flag === 'flag-1'))
    return;
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
