import { quote } from '../../../diagnostic/quote.ts';
import type { Member, VrrpInstance } from '../../../model/cluster.ts';
import { distinctMembers } from '../../../model/vrrp-members.ts';
import type { ClusterRule } from '../../rule.ts';

/**
 * The instances of a sync group agree on the order of their members. Where one director has the higher priority in the
 * one and the lower in the other, each of the two wants one instance and cannot have it alone: older versions of keepalived hold elections for
 * ever, 2.2.7 leaves the group where it is.
 */
export const crossedPriorities: ClusterRule = {
  id: 'crossed-priorities',
  severity: 'error',
  summary: 'two instances of a sync group order their members differently by priority',
  catalogue: ['V40'],
  source:
    'keepalived.conf(5), VRRP synchronization group(s): "constant re-elections"; acassen/keepalived#624',
  *cluster(cluster) {
    const byName = new Map(cluster.vrrpInstances.map((instance) => [instance.name, instance]));
    const compared = new Set<string>();
    for (const group of cluster.vrrpSyncGroups) {
      const instances = [...new Set(group.instanceNames)].flatMap((name) => byName.get(name) ?? []);
      const others = instances.slice(1);
      for (const second of others) {
        const pair = `${instances[0]?.name} ${second.name}`;
        const [first, other] = oddLast(instances[0] as VrrpInstance, second);
        const crossed = compared.has(pair) ? undefined : crossing(first, other);
        compared.add(pair);
        if (crossed === undefined) continue;
        const { higher, lower } = crossed;
        const [above, below] = [quote(higher.inFirst.directorName), quote(lower.inFirst.directorName)];
        yield {
          message: `${below} has a higher priority than ${above} in VRRP instance ${quote(other.name)}, but a lower one in ${quote(first.name)}`,
          hint: `give the members one order in all instances of sync group ${quote(group.name)}`,
          at: lower.inOther.origin.at('priority'),
          related: [
            { at: higher.inOther.origin.at('priority'), message: `${above} in ${quote(other.name)}` },
            { at: lower.inFirst.origin.at('priority'), message: `${below} in ${quote(first.name)}` },
            { at: higher.inFirst.origin.at('priority'), message: `${above} in ${quote(first.name)}` },
          ],
          doubts: [higher, lower].flatMap(({ inFirst, inOther }) =>
            [inFirst, inOther].map((member) => member.origin.at('priority')),
          ),
        };
      }
    }
  },
};

interface Pair {
  readonly inFirst: Member;
  readonly inOther: Member;
}

/** Of two instances the one whose MASTER has not the highest priority comes second: there the order is wrong. */
function oddLast(one: VrrpInstance, other: VrrpInstance): readonly [VrrpInstance, VrrpInstance] {
  return isLed(one) || !isLed(other) ? [one, other] : [other, one];
}

function isLed(instance: VrrpInstance): boolean {
  const members = distinctMembers(instance);
  const highest = Math.max(...members.map(({ priority }) => priority));
  return members.some(({ state, priority }) => state === 'MASTER' && priority === highest);
}

/**
 * Two directors whose order differs. By descending priority in the first instance the other's priorities must not rise;
 * equal ones are ordered by the other's, since they are no crossing.
 */
function crossing(first: VrrpInstance, other: VrrpInstance): { higher: Pair; lower: Pair } | undefined {
  const inOther = new Map(distinctMembers(other).map((member) => [member.directorName, member]));
  const pairs = distinctMembers(first)
    .flatMap((member): Pair[] => {
      const same = inOther.get(member.directorName);
      return same === undefined ? [] : [{ inFirst: member, inOther: same }];
    })
    .sort((a, b) => b.inFirst.priority - a.inFirst.priority || b.inOther.priority - a.inOther.priority);
  for (const [index, lower] of pairs.entries()) {
    const higher = pairs[index - 1];
    if (higher !== undefined && higher.inOther.priority < lower.inOther.priority) return { higher, lower };
  }
  return undefined;
}
