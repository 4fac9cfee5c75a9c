import { quote } from '../../diagnostic/quote.ts';
import type { Cluster } from '../../model/cluster.ts';
import { distinctMembers } from '../../model/vrrp-members.ts';
import type { ClusterRule } from '../rule.ts';

/**
 * Without a MASTER the VIPs come up only after an election, some three advert intervals after the start. nopreempt and
 * preempt_delay demand exactly that, so an instance that has one of them is as it should be, and those that a sync group
 * moves together with one of nopreempt stay where it stays. Where there is one member, nothing is left open.
 */
export const noMaster: ClusterRule = {
  id: 'no-master',
  severity: 'info',
  summary: 'no member of a VRRP instance starts as MASTER, though nothing demands that all start as BACKUP',
  catalogue: ['V02'],
  source: 'keepalived.conf(5), vrrp_instance, state; RFC 5798, section 6.1, Master_Down_Interval',
  *cluster(cluster) {
    const grouped = withNopreemptInGroup(cluster);
    for (const instance of cluster.vrrpInstances) {
      if (grouped.has(instance.name)) continue;
      const members = distinctMembers(instance);
      const isMeant = members.some(
        ({ state, nopreempt, preemptDelay }) => state === 'MASTER' || nopreempt || preemptDelay !== undefined,
      );
      const [highest] = [...members].sort((a, b) => b.priority - a.priority);
      if (isMeant || members.length < 2 || highest === undefined) continue;
      yield {
        message: `no member of VRRP instance ${quote(instance.name)} starts as MASTER`,
        hint: `set state to MASTER for ${quote(highest.directorName)}, or set nopreempt if the VIPs should stay where they are`,
        at: instance.origin.self(),
        related: [{ at: highest.origin.at('priority'), message: 'the highest priority' }],
      };
    }
  },
};

/** The names of the instances in a sync group with one that has nopreempt. */
function withNopreemptInGroup({ vrrpInstances, vrrpSyncGroups }: Cluster): Set<string> {
  const staying = new Set(
    vrrpInstances.filter(({ members }) => members.some(({ nopreempt }) => nopreempt)).map(({ name }) => name),
  );
  return new Set(
    vrrpSyncGroups.flatMap(({ instanceNames }) =>
      instanceNames.some((name) => staying.has(name)) ? instanceNames : [],
    ),
  );
}
