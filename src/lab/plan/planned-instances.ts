import type { Cluster, Member, VrrpInstance } from '../../model/cluster.ts';
import { takeoverTime } from '../../model/takeover-time.ts';
import { priorityWith, type WeightedEntry, weightedEntries } from '../../model/tracked-weights.ts';
import type { PlannedInstance } from './lab-plan.ts';
import type { LabUnit } from './lab-units.ts';
import { hasVmac, vipInterfaces } from './vip-interfaces.ts';

type VipsByDirector = ReadonlyMap<string, ReturnType<typeof vipInterfaces>>;

/** The VRRP instances of a unit's clusters: who has their VIPs, who follows, and how soon. */
export function plannedInstances({
  clusters,
  hosts,
}: Pick<LabUnit, 'clusters' | 'hosts'>): PlannedInstance[] {
  const vips = new Map(hosts.map((host) => [host.name, vipInterfaces(host)]));
  return clusters.flatMap((cluster) =>
    cluster.vrrpInstances.flatMap((instance) => {
      const members = bestFirst(cluster, instance);
      const [best] = members;
      return best === undefined ? [] : [plannedInstance(cluster, instance, best, members, vips)];
    }),
  );
}

function plannedInstance(
  cluster: Cluster,
  instance: VrrpInstance,
  best: Member,
  members: readonly Member[],
  vips: VipsByDirector,
): PlannedInstance {
  return {
    name: instance.name,
    vips: Object.fromEntries(
      members.map(({ directorName }) => [directorName, vips.get(directorName)?.get(instance) ?? []]),
    ),
    interfaces: Object.fromEntries(
      members.map(({ directorName, interfaceName }) => [directorName, interfaceName ?? '']),
    ),
    hasVmac: hasVmac(instance),
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

/** The members of an instance while all that they track is well, the one that becomes MASTER first. */
export function bestFirst(cluster: Cluster, instance: VrrpInstance): Member[] {
  const ranks = new Map(
    instance.members.map((member) => [
      member,
      priorityWith(member, countedEntries(cluster, instance, member), ({ well }) => well),
    ]),
  );
  const rank = (member: Member) => ranks.get(member) ?? 0;
  return [...instance.members].sort((a, b) => rank(b) - rank(a) || compareAddresses(b, a));
}

/** What changes a member's priority in the lab: in a sync group nothing does, and the lab tracks no process. */
export function countedEntries(cluster: Cluster, { name }: VrrpInstance, member: Member): WeightedEntry[] {
  if (cluster.vrrpSyncGroups.some(({ instanceNames }) => instanceNames.includes(name))) return [];
  return weightedEntries(cluster, member).filter(({ word }) => word !== 'track_process');
}

/** Of equal priorities the higher address wins (RFC 5798, section 6.4.3). */
function compareAddresses(a: Member, b: Member): number {
  const [ours, theirs] = [a, b].map((member) => member.interface?.address.address.bits ?? 0n);
  return (ours ?? 0n) < (theirs ?? 0n) ? -1 : 1;
}
