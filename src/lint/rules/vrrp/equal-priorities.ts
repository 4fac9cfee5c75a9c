import { groupBy } from '../../../diagnostic/group-by.ts';
import { quote } from '../../../diagnostic/quote.ts';
import { quoteList } from '../../../diagnostic/quote-list.ts';
import { distinctMembers } from '../../../model/vrrp-members.ts';
import type { ClusterRule } from '../../rule.ts';

/**
 * Equal priorities work: whoever is MASTER stays it, since a BACKUP gives way to an equal, and of two that became MASTER at
 * one moment the higher address stays it. Where that is meant there is nopreempt, which says it. Below the highest priority,
 * as in kubeadm's guide, the tie decides only who follows.
 */
export const equalPriorities: ClusterRule = {
  id: 'equal-priorities',
  severity: 'warning',
  summary: 'two members of a VRRP instance have the same priority',
  catalogue: ['V03'],
  source:
    'RFC 5798, sections 6.4.2 and 6.4.3; keepalived 2.2.7, vrrp.c, vrrp_state_backup and vrrp_state_master_rx',
  *cluster(cluster) {
    for (const instance of cluster.vrrpInstances) {
      const members = distinctMembers(instance);
      const taken = new Set(members.map(({ priority }) => priority));
      const highest = Math.max(...taken);
      const isMeant = members.every(({ nopreempt }) => nopreempt);
      for (const [priority, equals] of groupBy(members, (member) => member.priority)) {
        const master = equals.find(({ state }) => state === 'MASTER');
        const [keep, change, ...others] = [...equals].sort(
          (a, b) => Number(b === master) - Number(a === master),
        );
        if (keep === undefined || change === undefined || isMeant) continue;
        const free = freePriority(taken, priority);
        taken.add(free);
        const names = quoteList(equals.map(({ directorName }) => directorName));
        const isHighest = priority === highest;
        const effect = isHighest
          ? 'whoever is MASTER stays it'
          : 'which of them follows the MASTER is left to their addresses';
        yield {
          message: `${names} have the same priority ${quote(priority)} in VRRP instance ${quote(instance.name)}: ${effect}`,
          hint: `give each member a priority of its own: ${free} for ${quote(change.directorName)}${isHighest ? '; or write nopreempt if the VIPs should stay where they are' : ''}`,
          severity: isHighest ? 'warning' : 'info',
          at: change.origin.at('priority'),
          related: [keep, ...others].map(({ origin, directorName }) => ({
            at: origin.at('priority'),
            message: `${quote(directorName)} has it too`,
          })),
        };
      }
    }
  },
};

/** The next priority below that no member has; above, where there is none. A list of members is shorter than 254. */
function freePriority(taken: ReadonlySet<number>, priority: number): number {
  for (let below = priority - 1; below >= 1; below--) if (!taken.has(below)) return below;
  for (let above = priority + 1; above < 254; above++) if (!taken.has(above)) return above;
  return 254;
}
