import { quote } from '../../../diagnostic/quote.ts';
import type { Destination, VirtualServer } from '../../../model/cluster.ts';
import type { ClusterRule, Problem } from '../../rule.ts';

/**
 * keepalived lowers a quorum above the total weight, and a hysteresis that is not below the quorum, to what it can count
 * with. It does not look whether both together can be reached: a quorum that is not there comes with both.
 */
export const quorumUnreachable: ClusterRule = {
  id: 'quorum-unreachable',
  severity: 'error',
  summary:
    'a quorum, or a quorum and its hysteresis, is above the total weight of the real servers, or the hysteresis is not below the quorum',
  catalogue: ['S22'],
  source:
    'keepalived 2.2.7, check_data.c ("exceeds total weight of real servers", "hysteresis ... >= quorum") and ipwrapper.c, set_quorum_states',
  *cluster({ engine, virtualServers }) {
    if (engine !== 'keepalived') return;
    for (const virtualServer of virtualServers) yield* ofService(virtualServer);
  },
};

function* ofService({ name, options, destinations, origin }: VirtualServer): Iterable<Problem> {
  const quorum = Number(options['quorum'] ?? 1);
  const hysteresis = Number(options['hysteresis'] ?? 0);
  const total = destinations.reduce((sum, { weight }) => sum + weight, 0);
  if (options['quorum'] !== undefined && quorum > total) {
    yield {
      message: `quorum ${quote(quorum)} of virtual server ${quote(name)} is above the total weight, ${total}`,
      hint: `set it to ${total} at most, or raise the weights`,
      at: origin.at('quorum'),
    };
  }
  if (hysteresis > 0 && hysteresis >= quorum) {
    yield {
      message: `hysteresis ${quote(hysteresis)} of virtual server ${quote(name)} is not below its quorum, ${quorum}`,
      hint:
        quorum === 1 ? 'set a quorum above it, or leave hysteresis out' : `set it to ${quorum - 1} at most`,
      at: origin.at('hysteresis'),
    };
  } else if (
    hysteresis > 0 &&
    quorum <= total &&
    quorum + hysteresis > total &&
    !destinations.some(isDynamic)
  ) {
    const most = total - quorum;
    yield {
      message: `virtual server ${quote(name)} never gets its quorum: with the hysteresis it needs ${quorum + hysteresis}, and the total weight is ${total}`,
      hint: `${most === 0 ? 'leave hysteresis out' : `set hysteresis to ${most} at most`}, lower the quorum, or raise the weights`,
      at: origin.at('hysteresis'),
      related: [{ at: origin.at('quorum'), message: 'the quorum' }],
    };
  }
}

/** Whether a check can raise the weight that is written. */
function isDynamic({ checks }: Destination): boolean {
  return checks.some(({ type, options }) => type === 'FILE_CHECK' || options['misc_dynamic'] === true);
}
