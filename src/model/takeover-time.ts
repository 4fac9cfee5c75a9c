import type { Cluster, Member, VrrpInstance } from './cluster.ts';
import { distinctMembers, downTimerAdverts } from './vrrp-members.ts';

/** How long a member waits for adverts before it takes the place of a silent MASTER, in seconds. */
export interface TakeoverTime {
  readonly seconds: number;
  /** Those that are missing. */
  readonly adverts: number;
  /** More for a lower priority. */
  readonly skew: number;
}

/** Master_Down_Interval of RFC 5798, section 6.1, and of RFC 3768 with its skew in seconds; keepalived lets one choose the three. */
export function takeoverTime(
  cluster: Cluster,
  { version, advertInt }: VrrpInstance,
  member: Member,
): TakeoverTime {
  const skew = ((256 - member.priority) / 256) * (version === 3 ? advertInt : 1);
  const adverts = downTimerAdverts(cluster, member);
  return { seconds: adverts * advertInt + skew, adverts, skew };
}

/** The time of the first one to follow the member of the highest priority; undefined where nobody does. */
export function firstTakeover(cluster: Cluster, instance: VrrpInstance): TakeoverTime | undefined {
  const [, ...followers] = distinctMembers(instance).toSorted((a, b) => b.priority - a.priority);
  return followers
    .map((member) => takeoverTime(cluster, instance, member))
    .toSorted((a, b) => a.seconds - b.seconds)[0];
}
