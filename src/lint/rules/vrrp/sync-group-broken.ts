import type { Location } from '../../../diagnostic/finding.ts';
import { quote } from '../../../diagnostic/quote.ts';
import { quoteList } from '../../../diagnostic/quote-list.ts';
import type { Cluster, VrrpInstance, VrrpSyncGroup } from '../../../model/cluster.ts';
import type { ClusterRule, Problem } from '../../rule.ts';

/**
 * A VRRP instance is in one sync group, once, and the instances of a group are on the same directors. keepalived
 * ignores a group that takes an instance again; where a director has one instance of a group only, nothing moves along.
 * Of a group of one keepalived runs the programs, but `keepalived -t` fails; before 2.2.3 it removes the group.
 */
export const syncGroupBroken: ClusterRule = {
  id: 'sync-group-broken',
  severity: 'warning',
  summary:
    'a VRRP instance is in sync groups twice or alone, or the instances of a group have different directors',
  catalogue: ['V39'],
  source: 'keepalived 2.2.7 -t: "cannot exist in more than one sync group", "has only 1 virtual router(s)"',
  *cluster(cluster) {
    const instances = new Map(cluster.vrrpInstances.map((instance) => [instance.name, instance]));
    const mentions = new Map<string, { readonly group: VrrpSyncGroup; readonly at: Location }>();
    for (const group of distinctGroups(cluster)) {
      for (const [index, name] of group.instanceNames.entries()) {
        if (!instances.has(name)) continue;
        const at = group.origin.at('group', index);
        const first = mentions.get(name);
        if (first === undefined) mentions.set(name, { group, at });
        else yield twice(name, group, first.group, at, first.at);
      }
      if (new Set(group.instanceNames).size === 1) yield alone(group);
      const members = [...new Set(group.instanceNames)].flatMap((name) => instances.get(name) ?? []);
      for (const other of members.slice(1)) yield* differing(group, members[0] as VrrpInstance, other);
    }
  },
};

/** A second group of the same name is a fault of its own. */
function distinctGroups({ vrrpSyncGroups }: Cluster): readonly VrrpSyncGroup[] {
  const seen = new Set<string>();
  return vrrpSyncGroups.filter(({ name }) => !seen.has(name) && seen.add(name));
}

function twice(
  name: string,
  group: VrrpSyncGroup,
  first: VrrpSyncGroup,
  at: Location,
  firstAt: Location,
): Problem {
  return {
    message:
      group === first
        ? `VRRP instance ${quote(name)} is in sync group ${quote(group.name)} twice`
        : `VRRP instance ${quote(name)} is in sync groups ${quote(first.name)} and ${quote(group.name)}`,
    hint: group === first ? 'remove one of the two' : 'join the two groups, or take the instance out of one',
    at,
    related: [{ at: firstAt, message: 'first named here' }],
  };
}

function alone(group: VrrpSyncGroup): Problem {
  const [name = ''] = group.instanceNames;
  return {
    message: `sync group ${quote(group.name)} has one VRRP instance, of which keepalived -t complains: a reload is not done, and keepalived before 2.2.3 removes the group`,
    hint: `say its programs, smtp_alert and what it tracks at VRRP instance ${quote(name)}, and remove the group`,
    at: group.origin.at('group'),
  };
}

function* differing(group: VrrpSyncGroup, first: VrrpInstance, other: VrrpInstance): Iterable<Problem> {
  const only = [
    { instance: first, names: lacking(first, other) },
    { instance: other, names: lacking(other, first) },
  ].filter(({ names }) => names.length > 0);
  if (only.length === 0) return;
  const parts = only.map(({ instance, names }) => `${quoteList(names)} only in ${quote(instance.name)}`);
  yield {
    message: `VRRP instances ${quote(first.name)} and ${quote(other.name)} of sync group ${quote(group.name)} have different members: ${parts.join(', ')}`,
    hint: 'give the instances of a sync group the same directors as members',
    at: group.origin.at('group', group.instanceNames.indexOf(other.name)),
    related: [first, other].map(({ origin, name }) => ({
      at: origin.keyOf('members'),
      message: `the members of ${quote(name)}`,
    })),
    restsOn: [first, other].flatMap(({ members }) => members.map(({ origin }) => origin.at('director'))),
  };
}

function lacking(instance: VrrpInstance, other: VrrpInstance): string[] {
  const known = new Set(other.members.map(({ directorName }) => directorName));
  return [...new Set(instance.members.map(({ directorName }) => directorName))].filter(
    (name) => !known.has(name),
  );
}
