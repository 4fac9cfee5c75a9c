import type { Cluster, Member, VrrpInstance } from '../../model/cluster.ts';
import { takeoverTime } from '../../model/takeover-time.ts';
import { vmacName } from '../../model/vmac.ts';
import type { PlannedInstance } from './lab-plan.ts';

/** The VRRP instances of a cluster: who has their VIPs, who follows, and how soon. */
export function plannedInstances(cluster: Cluster): PlannedInstance[] {
  return cluster.vrrpInstances.flatMap((instance) => {
    const members = bestFirst(instance.members);
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
  const vmac = vmacOf(instance);
  return {
    name: instance.name,
    vips: Object.fromEntries(
      members.map(({ directorName, interfaceName }) => [
        directorName,
        instance.vips.map(({ prefix, dev }) => `${prefix.text} ${dev ?? vmac ?? interfaceName ?? ''}`),
      ]),
    ),
    interfaces: Object.fromEntries(
      members.map(({ directorName, interfaceName }) => [directorName, interfaceName ?? '']),
    ),
    hasVmac: vmac !== undefined,
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

/** The interface with the virtual MAC: its name, or the one that keepalived gives it (vrrp_vmac.c). */
function vmacOf(instance: VrrpInstance): string | undefined {
  if (instance.options['use_vmac'] !== true) return vmacName(instance);
  return `vrrp${instance.family === 'inet6' ? '6' : ''}.${instance.virtualRouterId}`;
}

/** Members, the one that becomes MASTER first. */
export function bestFirst(members: readonly Member[]): Member[] {
  return [...members].sort((a, b) => rank(b) - rank(a) || compareAddresses(b, a));
}

const rank = ({ priority }: Member): number => priority;

/** Of equal priorities the higher address wins (RFC 5798, section 6.4.3). */
function compareAddresses(a: Member, b: Member): number {
  const [ours, theirs] = [a, b].map((member) => member.interface?.address.address.bits ?? 0n);
  return (ours ?? 0n) < (theirs ?? 0n) ? -1 : 1;
}
