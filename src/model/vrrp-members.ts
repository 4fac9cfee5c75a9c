import type { Address } from '../address/address.ts';
import type { Location } from '../diagnostic/finding.ts';
import type { Cluster, Member, VrrpInstance } from './cluster.ts';
import { globalsOf } from './host-settings.ts';

/** The members of an instance, each director once: a second mention of one is a fault of its own. */
export function distinctMembers(instance: VrrpInstance): readonly Member[] {
  const seen = new Set<string>();
  return instance.members.filter(({ directorName }) => {
    const isNew = !seen.has(directorName);
    seen.add(directorName);
    return isNew;
  });
}

/** The members that a host is in the instances of a definition, in their order. */
export function membersOn(
  { vrrpInstances }: Cluster,
  host: string,
): { readonly instance: VrrpInstance; readonly member: Member }[] {
  return vrrpInstances.flatMap((instance) =>
    instance.members.flatMap((member) => (member.directorName === host ? [{ instance, member }] : [])),
  );
}

/** The addresses that a member of a unicast instance sends adverts to, in the definition's order. */
export function unicastPeers(instance: VrrpInstance, member: Member): readonly Address[] {
  return distinctMembers(instance).flatMap(({ directorName, sourceAddress }) =>
    directorName === member.directorName || sourceAddress === undefined ? [] : [sourceAddress],
  );
}

/** Whether two instances of a cluster always have the same state. */
export function inOneSyncGroup({ vrrpSyncGroups }: Cluster, one: VrrpInstance, other: VrrpInstance): boolean {
  return vrrpSyncGroups.some(
    ({ instanceNames }) => instanceNames.includes(one.name) && instanceNames.includes(other.name),
  );
}

/** How many adverts a member waits for in vain: by its own word, or else by that of the settings for its whole host. */
export function downTimerAdverts(cluster: Cluster, { options, director }: Member): number {
  return Number(
    options['down_timer_adverts'] ?? globalsOf(cluster, director)['vrrp_down_timer_adverts'] ?? 3,
  );
}

/** Where the definition says what holds for a member: at the member, at the instance, or at its defaults. */
export function memberPlace(instance: VrrpInstance, member: Member, field: string): Location {
  const own = member.origin.at(field);
  return own.path.at(-1) === field ? own : instance.origin.at(field);
}
