import { quote } from '../../../diagnostic/quote.ts';
import type { VirtualServer } from '../../../model/cluster.ts';
import type { ClusterRule, Problem } from '../../rule.ts';

/** Those that look at active connections alone. */
const BY_ACTIVE: ReadonlySet<string> = new Set(['sed', 'nq', 'ovf', 'lblc', 'lblcr']);
/** Those that look at all connections. */
const BY_ALL: ReadonlySet<string> = new Set(['lc', 'wlc', 'twos']);

/**
 * The kernel counts a connection as active when TCP or SCTP has established it; those of UDP never are. With one-packet scheduling there is no
 * connection at all once the packet is sent on. To a scheduler that counts what there is none of, all real servers are idle all the time.
 */
export const schedulerCountsNothing: ClusterRule = {
  id: 'scheduler-counts-nothing',
  severity: 'warning',
  summary:
    'a scheduler counts connections, and over UDP, or with one-packet scheduling, has none to count: all clients go to one real server',
  catalogue: [],
  source:
    'Linux, ip_vs_ctl.c (a connection begins as inactive), ip_vs_proto_udp.c (no state makes it active), ip_vs_sed.c, ip_vs_nq.c, ip_vs_ovf.c, ip_vs_lblc.c, ip_vs_lblcr.c, ip_vs_lc.c, ip_vs_wlc.c; tried on Linux 6.1 with all that a service can be',
  *cluster({ virtualServers }) {
    for (const virtualServer of virtualServers) yield* ofService(virtualServer);
  },
};

function* ofService(virtualServer: VirtualServer): Iterable<Problem> {
  const { name, scheduler, options, destinations, origin } = virtualServer;
  if (destinations.filter(({ weight }) => weight > 0).length < 2 || !isUdp(virtualServer)) return;
  const isOps = options['ops'] === true;
  const isBlind = BY_ACTIVE.has(scheduler);
  if (!isBlind && !(isOps && BY_ALL.has(scheduler))) return;
  const counted = isBlind
    ? 'active connections, and UDP has none'
    : 'connections, and with ops there are none';
  yield {
    message: `${quote(scheduler)} of virtual server ${quote(name)} counts ${counted}: all clients go to one real server`,
    hint: isOps ? 'set lvs_sched to wrr or rr' : 'set lvs_sched to wlc or wrr',
    at: origin.at('lvs_sched'),
    related: [
      isBlind
        ? { at: origin.at('protocol'), message: 'the protocol' }
        : { at: origin.at('ops'), message: 'one-packet scheduling' },
    ],
  };
}

/** Whether all that comes is UDP, as far as the definition says: one-packet scheduling of marks that others set is for it. */
function isUdp({ protocol, marks, listeners, options }: VirtualServer): boolean {
  if (marks.length > 0) return marks.every((mark) => mark.protocol === 'UDP');
  return listeners.some(({ kind }) => kind === 'fwmark') ? options['ops'] === true : protocol === 'UDP';
}
