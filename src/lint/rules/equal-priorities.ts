import { quote } from '../../diagnostic/quote.ts';
import { quoteList } from '../../diagnostic/quote-list.ts';
import { groupBy } from '../../model/repository.ts';
import { distinctMembers } from '../../model/vrrp-members.ts';
import type { ClusterRule } from '../rule.ts';

/**
 * The members of a VRRP instance have different priorities. Between equal ones the higher interface address decides, so
 * who is MASTER depends on addressing, and can differ between the outer and the inner instance of one pair. To keep the
 * VIPs where they are there is nopreempt, as the manual says.
 */
export const equalPriorities: ClusterRule = {
  id: 'equal-priorities',
  severity: 'error',
  summary: 'two members of a VRRP instance have the same priority',
  catalogue: ['V03'],
  source: 'keepalived.conf(5), vrrp_instance, priority; RFC 5798, section 6.4.3; acassen/keepalived#1205',
  *cluster(cluster) {
    for (const instance of cluster.vrrpInstances) {
      const members = distinctMembers(instance);
      const taken = new Set(members.map(({ priority }) => priority));
      for (const [priority, equals] of groupBy(members, (member) => member.priority)) {
        const master = equals.find(({ state }) => state === 'MASTER');
        const [keep, change, ...others] = [...equals].sort(
          (a, b) => Number(b === master) - Number(a === master),
        );
        if (keep === undefined || change === undefined) continue;
        const free = freePriority(taken, priority);
        taken.add(free);
        yield {
          message: `${quoteList(equals.map(({ directorName }) => directorName))} have the same priority ${quote(priority)} in VRRP instance ${quote(instance.name)}`,
          hint: `give each member a priority of its own: ${free} for ${quote(change.directorName)}`,
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
