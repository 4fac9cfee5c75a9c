import { quote } from '../../../diagnostic/quote.ts';
import { distinctMembers } from '../../../model/vrrp-members.ts';
import type { ClusterRule } from '../../rule.ts';

/**
 * The priority decides who is MASTER, and not `state`: with a higher one on a BACKUP the VIPs live on another director than
 * the definition says. A BACKUP with nopreempt does not take them from one that has them.
 */
export const masterPriorityNotHighest: ClusterRule = {
  id: 'master-priority-not-highest',
  severity: 'warning',
  summary: 'a BACKUP member of a VRRP instance has a higher priority than the MASTER',
  catalogue: ['V04'],
  source: 'keepalived.conf(5), vrrp_instance, state and priority: the highest wins; RFC 5798, section 6.4.2',
  *cluster(cluster) {
    for (const instance of cluster.vrrpInstances) {
      const members = [...distinctMembers(instance)].sort((a, b) => b.priority - a.priority);
      const master = members.find(({ state }) => state === 'MASTER');
      const backup = members.find(({ state, nopreempt }) => state === 'BACKUP' && !nopreempt);
      if (master === undefined || backup === undefined || backup.priority <= master.priority) continue;
      const [masterName, backupName] = [quote(master.directorName), quote(backup.directorName)];
      yield {
        message: `MASTER ${masterName} has priority ${quote(master.priority)}, less than ${backupName} with ${quote(backup.priority)}, which becomes MASTER`,
        hint: `swap the two priorities, or make ${backupName} the MASTER of VRRP instance ${quote(instance.name)}`,
        at: master.origin.at('priority'),
        related: [{ at: backup.origin.at('priority'), message: 'higher here, on a BACKUP' }],
        restsOn: [master, backup].map((member) => member.origin.at('priority')),
      };
    }
  },
};
