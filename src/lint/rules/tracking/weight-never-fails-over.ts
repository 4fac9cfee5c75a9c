import type { Location } from '../../../diagnostic/finding.ts';
import { quote } from '../../../diagnostic/quote.ts';
import type { Cluster, Member, VrrpInstance } from '../../../model/cluster.ts';
import { priorityWith, weightedEntries } from '../../../model/tracked-weights.ts';
import { distinctMembers, memberPlace } from '../../../model/vrrp-members.ts';
import type { ClusterRule, Problem } from '../../rule.ts';

/**
 * A weight moves the VIPs when it takes the first director's priority below another's. A BACKUP takes over from a lower
 * priority alone, not from an equal one, and with nopreempt from none.
 */
export const weightNeverFailsOver: ClusterRule = {
  id: 'weight-never-fails-over',
  severity: 'warning',
  summary: 'what a VRRP instance tracks with a weight can fail, and the VIPs still never move',
  catalogue: ['V23', 'V41'],
  source:
    'keepalived 2.2.7, vrrp.c, vrrp_state_backup, and vrrp_track.c; acassen/keepalived#2483, #2599; keepalived.conf(5), track_script, weight',
  *cluster(cluster) {
    const grouped = new Set(cluster.vrrpSyncGroups.flatMap(({ instanceNames }) => instanceNames));
    for (const instance of cluster.vrrpInstances) {
      // In a group weights do not count, or those of the whole group do.
      if (grouped.has(instance.name)) continue;
      const problem = problemOf(cluster, instance);
      if (problem !== undefined) yield problem;
    }
  },
};

function problemOf(cluster: Cluster, instance: VrrpInstance): Problem | undefined {
  const [first, ...others] = distinctMembers(instance).toSorted((a, b) => b.priority - a.priority);
  if (first === undefined || others.length === 0 || first.priority === 255) return undefined;
  const at = firstWeight(cluster, instance, first);
  const range = rangeOf(cluster, first);
  if (at === undefined || range === undefined) return undefined;
  const able = others.flatMap((member) => {
    const own = rangeOf(cluster, member);
    return own === undefined || own.most > range.least ? [member] : [];
  });
  const [second] = others as [Member];
  const names = { first: quote(first.directorName), second: quote(second.directorName) };
  const related = { at: second.origin.at('priority'), message: `the priority of ${names.second}` };
  if (able.length === 0) {
    const most = rangeOf(cluster, second)?.most ?? second.priority;
    return {
      message: `when all fails that ${names.first} tracks, it still has priority ${range.least} in VRRP instance ${quote(instance.name)}, and ${names.second} has at most ${most}: the VIPs never move`,
      hint: `let the weights change the priority by ${range.least - most + 1} more, since a BACKUP takes over from a lower priority alone; or set weight to 0, with which a failure is a fault`,
      at,
      related: [related],
    };
  }
  // A MASTER has no nopreempt, whatever is written: another rule's.
  const waiting = able.filter(({ nopreempt, state }) => nopreempt && state === 'BACKUP');
  if (waiting.length < able.length) return undefined;
  return {
    message: `a weight never moves the VIPs of VRRP instance ${quote(instance.name)} from ${names.first}: with nopreempt ${names.second} does not take over from a lower priority`,
    hint: 'set weight to 0, with which a failure is a fault; or remove nopreempt',
    at,
    related: waiting.slice(0, 1).map((member) => ({
      at: memberPlace(instance, member, 'nopreempt'),
      message: 'nopreempt is set here',
    })),
  };
}

/** What a member's priority can be, by its weights; undefined with a file, whose number nobody knows. */
function rangeOf(cluster: Cluster, member: Member): { least: number; most: number } | undefined {
  const weighted = weightedEntries(cluster, member);
  if (weighted.some(({ word }) => word === 'track_file')) return undefined;
  return {
    least: priorityWith(member, weighted, ({ well, failing }) => Math.min(well, failing)),
    most: priorityWith(member, weighted, ({ well, failing }) => Math.max(well, failing)),
  };
}

function firstWeight(cluster: Cluster, instance: VrrpInstance, member: Member): Location | undefined {
  const [first] = weightedEntries(cluster, member);
  if (first === undefined) return undefined;
  const { file, path } = memberPlace(instance, member, first.word);
  return { file, path: [...path, first.index], part: 'value' };
}
