import { quote } from '../../../diagnostic/quote.ts';
import type { ClusterRule, Problem } from '../../rule.ts';

const OTHER = { quorum_up: 'quorum_down', quorum_down: 'quorum_up' } as const;

/** What one of the two programs does when the quorum comes or goes, such as announcing a route, the other one undoes. */
export const quorumProgramAlone: ClusterRule = {
  id: 'quorum-program-alone',
  severity: 'info',
  summary: 'a virtual server has one of quorum_up and quorum_down, and not the other',
  catalogue: ['S31'],
  source: 'keepalived.conf(5), virtual_server, quorum_up, quorum_down, omega',
  *cluster({ engine, virtualServers }) {
    if (engine !== 'keepalived') return;
    for (const { name, options, origin } of virtualServers) {
      for (const word of ['quorum_up', 'quorum_down'] as const) {
        if (options[word] === undefined || options[OTHER[word]] !== undefined) continue;
        const problem: Problem = {
          message: `virtual server ${quote(name)} has ${word} and no ${OTHER[word]}: nothing undoes what the program does`,
          hint: `set ${OTHER[word]}; with omega, quorum_down runs when keepalived stops, too`,
          at: origin.at(word),
        };
        yield problem;
      }
    }
  },
};
