import { quote } from '../../diagnostic/quote.ts';
import type { VirtualServer } from '../../model/cluster.ts';
import type { ClusterRule, Problem } from '../rule.ts';

/** keepalived lowers a quorum above the total weight, and a hysteresis that is not below the quorum, to what it can count with. */
export const quorumUnreachable: ClusterRule = {
  id: 'quorum-unreachable',
  severity: 'error',
  summary: 'a quorum is above the total weight of the real servers, or its hysteresis is not below it',
  catalogue: ['S22'],
  source:
    'keepalived 2.2.7, check_data.c ("exceeds total weight of real servers", "hysteresis ... >= quorum")',
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
  }
}
