import { quote } from '../../../diagnostic/quote.ts';
import type { Cluster, Member, VrrpInstance } from '../../../model/cluster.ts';
import { distinctMembers } from '../../../model/vrrp-members.ts';
import type { ClusterRule, Problem } from '../../rule.ts';

/** A director's part in an instance. */
interface Part {
  readonly instance: VrrpInstance;
  readonly member: Member;
}

/**
 * A sync group moves as a whole, and only when each of its instances would. With nopreempt in one of them the VIPs of the others do not go back either:
 * their elections time out without an end, and nothing moves. Differences of state, version, advert_int and preempt_delay do no harm: the
 * slowest instance says when.
 */
export const syncGroupPreemptionDiffers: ClusterRule = {
  id: 'sync-group-preemption-differs',
  severity: 'warning',
  summary: 'nopreempt in one instance of a sync group keeps the VIPs of the others from going back',
  catalogue: [],
  source:
    'keepalived 2.2.7, vrrp_sync.c, vrrp_sync_can_goto_master; tried with keepalived 2.2.7, each pair of settings',
  *cluster(cluster) {
    const byName = new Map(cluster.vrrpInstances.map((instance) => [instance.name, instance]));
    for (const { name, instanceNames } of cluster.vrrpSyncGroups) {
      const instances = [...new Set(instanceNames)].flatMap((one) => byName.get(one) ?? []);
      for (const director of directorNames(instances)) yield* ofDirector(name, partsOf(instances, director));
    }
  },
};

function* ofDirector(group: string, parts: readonly Part[]): Iterable<Problem> {
  // With state MASTER nopreempt does nothing: nopreempt-with-master says so.
  const staying = parts.find(({ member }) => member.nopreempt && member.state === 'BACKUP');
  const returning = parts.find((part) => !part.member.nopreempt && takesBack(part));
  if (staying === undefined || returning === undefined || !takesBack(staying)) return;
  const [stays, returns] = [quote(staying.instance.name), quote(returning.instance.name)];
  yield {
    message: `nopreempt of ${quote(staying.member.directorName)} in VRRP instance ${stays} holds for all of sync group ${quote(group)}: the VIPs of ${returns} do not go back to it either`,
    hint: 'set nopreempt in all instances of the group, or in none',
    at: staying.member.origin.at('nopreempt'),
    related: [{ at: returning.member.origin.self(), message: `without it in ${returns}` }],
  };
}

/** Whether there is somebody to take the VIPs back from. */
function takesBack({ instance, member }: Part): boolean {
  return distinctMembers(instance).some(({ priority }) => priority < member.priority);
}

function directorNames(instances: Cluster['vrrpInstances']): ReadonlySet<string> {
  return new Set(instances.flatMap(distinctMembers).map(({ directorName }) => directorName));
}

function partsOf(instances: readonly VrrpInstance[], director: string): Part[] {
  return instances.flatMap((instance) =>
    distinctMembers(instance)
      .filter(({ directorName }) => directorName === director)
      .map((member) => ({ instance, member })),
  );
}
