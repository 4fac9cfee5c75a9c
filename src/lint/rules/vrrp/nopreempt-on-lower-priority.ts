import { quote } from '../../../diagnostic/quote.ts';
import type { Member, VrrpInstance } from '../../../model/cluster.ts';
import { REFERENCES, trackedEntries } from '../../../model/tracked-weights.ts';
import { distinctMembers } from '../../../model/vrrp-members.ts';
import type { ClusterRule, Problem } from '../../rule.ts';

/**
 * nopreempt keeps a director from taking the VIPs from one of a lower priority. On the member of the lowest priority it
 * has nothing to keep it from: the first one, which comes back, is the one that needs it.
 */
export const nopreemptOnLowerPriority: ClusterRule = {
  id: 'nopreempt-on-lower-priority',
  severity: 'info',
  summary:
    'nopreempt is set for the member of the lowest priority, and not for the one that takes the VIPs back',
  catalogue: ['V22'],
  source: 'keepalived.conf(5), vrrp_instance, nopreempt; keepalived 2.2.7, vrrp.c, vrrp_state_backup',
  *cluster({ vrrpInstances }) {
    for (const instance of vrrpInstances) {
      const members = distinctMembers(instance).toSorted((a, b) => b.priority - a.priority);
      const [first, last] = [members[0], members.at(-1)];
      if (first === undefined || last === undefined || first.priority === last.priority) continue;
      if (first.nopreempt || !last.nopreempt || last.state === 'MASTER') continue;
      // What is tracked with a weight can change the order.
      if (
        members.some((member) => REFERENCES.some((word) => trackedEntries(member.options, word).length > 0))
      )
        continue;
      yield problem(instance, first, last);
    }
  },
};

function problem({ name }: VrrpInstance, first: Member, last: Member): Problem {
  const [above, below] = [quote(first.directorName), quote(last.directorName)];
  return {
    message: `nopreempt of ${below} has no effect in VRRP instance ${quote(name)}: it is ${above}, with the higher priority, that takes the VIPs back`,
    hint: `set nopreempt for ${above}, with state BACKUP; or remove it`,
    at: last.origin.at('nopreempt'),
    related: [{ at: first.origin.at('priority'), message: `the priority of ${above}` }],
  };
}
