import { quote } from '../../../diagnostic/quote.ts';
import type { VirtualServer } from '../../../model/cluster.ts';
import type { ClusterRule, Problem } from '../../rule.ts';

/** The sh flags are of the scheduler sh and the mh flags of mh: with any other keepalived drops them, partly without a word, and the kernel
 * gives them another meaning. One-packet scheduling is for UDP. */
export const schedulerFlagIgnored: ClusterRule = {
  id: 'scheduler-flag-ignored',
  severity: 'error',
  summary:
    'a flag is of another scheduler, or one-packet scheduling of another protocol, than the virtual server has',
  catalogue: ['S30'],
  source:
    'keepalived 2.2.7, check_parser.c (lbflags_handler) and check_data.c ("one packet scheduling requires UDP"); ipvsadm(8), --sched-flags and --ops',
  *cluster({ virtualServers }) {
    for (const virtualServer of virtualServers) yield* ofService(virtualServer);
  },
};

/** sh and mh have flags of the same names. */
const isHash = (scheduler: string) => scheduler === 'sh' || scheduler === 'mh';

function* ofService({
  scheduler,
  schedulerFlags,
  options,
  protocol,
  listeners,
  origin,
}: VirtualServer): Iterable<Problem> {
  for (const flag of schedulerFlags) {
    const [owner = ''] = flag.split('-');
    if (owner === 'flag' || owner === scheduler) continue;
    yield {
      message: `${quote(flag.replace('-', '_'))} is a flag of scheduler ${owner}, not of ${quote(scheduler)}`,
      hint: isHash(scheduler)
        ? `write ${flag.replace(owner, scheduler).replace('-', '_')}, or remove it`
        : `remove it, or set lvs_sched to ${owner}`,
      at: origin.at(flag.replace('-', '_')),
    };
  }
  const hasAddress = listeners.some(({ kind }) => kind === 'address');
  // Of a protocol that is none, invalid-shape speaks.
  const isOther = protocol === 'TCP' || protocol === 'SCTP';
  if (options['ops'] === true && hasAddress && isOther) {
    yield {
      message: `one-packet scheduling is for UDP, and the service is ${protocol}`,
      hint: 'remove ops',
      at: origin.at('ops'),
    };
  }
}
