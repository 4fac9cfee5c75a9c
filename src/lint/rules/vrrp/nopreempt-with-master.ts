import type { Location } from '../../../diagnostic/finding.ts';
import { quote } from '../../../diagnostic/quote.ts';
import type { Member, VrrpInstance } from '../../../model/cluster.ts';
import { distinctMembers, memberPlace } from '../../../model/vrrp-members.ts';
import type { ClusterRule, Problem } from '../../rule.ts';

/**
 * nopreempt and preempt_delay work on a member with state BACKUP, and not together. keepalived clears them on a
 * MASTER, and preempt_delay next to nopreempt: the director that comes back takes the VIPs back all the same.
 */
export const nopreemptWithMaster: ClusterRule = {
  id: 'nopreempt-with-master',
  severity: 'warning',
  summary: 'nopreempt or preempt_delay is set for a member with state MASTER, or both are set together',
  catalogue: ['V21'],
  source: 'keepalived.conf(5), vrrp_instance, nopreempt, preempt_delay; keepalived 2.2.7 -t: "clearing"',
  *cluster(cluster) {
    for (const instance of cluster.vrrpInstances) {
      const places = new Set<string>();
      for (const member of distinctMembers(instance)) {
        const problem =
          member.state === 'MASTER' ? onMaster(instance, member) : together(instance, member, places);
        if (problem !== undefined) yield problem;
      }
    }
  },
};

function onMaster(instance: VrrpInstance, member: Member): Problem | undefined {
  const words = [
    ...(member.nopreempt ? ['nopreempt'] : []),
    ...(member.preemptDelay === undefined ? [] : ['preempt_delay']),
  ];
  if (words.length === 0) return undefined;
  return {
    message: `${quote(member.directorName)} has state MASTER, where keepalived ignores ${words.join(' and ')}`,
    hint: `set state to BACKUP for every member of ${quote(instance.name)}, or remove ${words.join(' and ')}`,
    at: member.origin.at('state'),
    related: words.map((word) => ({
      at: memberPlace(instance, member, word),
      message: 'has no effect here',
    })),
  };
}

/** Once per place, since all members can have both from the instance. */
function together(instance: VrrpInstance, member: Member, places: Set<string>): Problem | undefined {
  if (!member.nopreempt || member.preemptDelay === undefined) return undefined;
  const at: Location = memberPlace(instance, member, 'preempt_delay');
  const key = at.path.join('/');
  if (places.has(key)) return undefined;
  places.add(key);
  return {
    message: `keepalived ignores preempt_delay ${quote(member.preemptDelay)} next to nopreempt`,
    hint: 'remove one of the two: nopreempt never takes the VIPs back, preempt_delay does it later',
    at,
    related: [{ at: memberPlace(instance, member, 'nopreempt'), message: 'nopreempt is set here' }],
  };
}
