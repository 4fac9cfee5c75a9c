import type { Cluster, Member, VrrpInstance } from '../../model/cluster.ts';
import { takeoverTime } from '../../model/takeover-time.ts';
import type { PlannedInstance } from './lab-plan.ts';

/** The VRRP instances of a cluster: who has their VIPs, who follows, and how soon. */
export function plannedInstances(cluster: Cluster): PlannedInstance[] {
  return cluster.vrrpInstances.flatMap((instance) => {
    const members = [...instance.members].sort((a, b) => rank(b) - rank(a) || compareAddresses(b, a));
    const [best] = members;
    return best === undefined ? [] : [plannedInstance(cluster, instance, best, members)];
  });
}

function plannedInstance(
  cluster: Cluster,
  instance: VrrpInstance,
  best: Member,
  members: readonly Member[],
): PlannedInstance {
  return {
    name: instance.name,
    vips: Object.fromEntries(
      members.map(({ directorName, interfaceName }) => [
        directorName,
        instance.vips.map(({ prefix, dev }) => `${prefix.text} ${dev ?? interfaceName ?? ''}`),
      ]),
    ),
    directors: members.map(({ directorName }) => directorName),
    // keepalived.conf(5): nopreempt needs the initial state BACKUP.
    isPreemptive: !(best.nopreempt && best.state === 'BACKUP'),
    preemptDelay: best.preemptDelay ?? 0,
    takeover: Math.max(
      ...members.slice(1).map((member) => takeoverTime(cluster, instance, member).seconds),
      0,
    ),
  };
}

const rank = ({ priority }: Member): number => priority;

/** Of equal priorities the higher address wins (RFC 5798, section 6.4.3). */
function compareAddresses(a: Member, b: Member): number {
  const [ours, theirs] = [a, b].map((member) => member.interface?.address.address.bits ?? 0n);
  return (ours ?? 0n) < (theirs ?? 0n) ? -1 : 1;
}
