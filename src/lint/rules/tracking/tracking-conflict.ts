import type { Location } from '../../../diagnostic/finding.ts';
import { quote } from '../../../diagnostic/quote.ts';
import type { Cluster, Member, VrrpInstance } from '../../../model/cluster.ts';
import {
  REFERENCES,
  type Reference,
  type TrackEntry,
  trackedEntries,
  weightOf,
} from '../../../model/tracked-weights.ts';
import { memberPlace } from '../../../model/vrrp-members.ts';
import type { ClusterRule, Problem } from '../../rule.ts';

/**
 * keepalived skips an entry that it takes for a mistake: the instance then keeps the VIPs though what it tracks has
 * failed. In a sync group the priorities may not float, and priority 255 never does.
 */
export const trackingConflict: ClusterRule = {
  id: 'tracking-conflict',
  severity: 'error',
  oncePerPlace: true,
  summary: 'keepalived would skip, or not weigh, something that a VRRP instance or a sync group tracks',
  catalogue: ['V42'],
  source: 'keepalived 2.2.7, vrrp_track.c and vrrp.c, vrrp_complete_instance; -t: "ignoring …"',
  *cluster(cluster) {
    yield* instanceProblems(cluster);
    yield* groupProblems(cluster);
  },
};

function* instanceProblems(cluster: Cluster): Iterable<Problem> {
  for (const instance of cluster.vrrpInstances) {
    const owner = `VRRP instance ${quote(instance.name)}`;
    const group = cluster.vrrpSyncGroups.find(
      ({ instanceNames, options }) =>
        instanceNames.includes(instance.name) && options['sync_group_tracking_weight'] !== true,
    );
    for (const member of instance.members) {
      for (const word of REFERENCES) {
        const place = (index: number): Location => {
          const { file, path } = memberPlace(instance, member, word);
          return { file, path: [...path, index], part: 'value' };
        };
        const entries = trackedEntries(member.options, word);
        yield* listProblems(owner, word, entries, place);
        for (const [index, entry] of entries.entries()) {
          const at = place(index);
          if (word === 'track_interface') yield* interfaceProblems(instance, member, entry, at);
          // keepalived heeds all weights of processes.
          if (word === 'track_process' || weightOf(cluster, word, entry) === 0) continue;
          if (member.priority === 255) yield weightProblem(`${owner} has priority 255`, word, entry, at);
          else if (group !== undefined)
            yield weightProblem(`${owner} is in sync group ${quote(group.name)}`, word, entry, at);
        }
      }
    }
  }
}

function* groupProblems(cluster: Cluster): Iterable<Problem> {
  for (const { name, instanceNames, origin, options } of cluster.vrrpSyncGroups) {
    const members = cluster.vrrpInstances
      .filter((instance) => instanceNames.includes(instance.name))
      .flatMap((instance) => instance.members);
    for (const word of REFERENCES) {
      const place = (index: number) => origin.at(word, index);
      const owner = `sync group ${quote(name)}`;
      const entries = trackedEntries(options, word);
      yield* listProblems(owner, word, entries, place);
      if (word !== 'track_interface') continue;
      for (const [index, entry] of entries.entries())
        yield* members.flatMap((member) => missingInterface(owner, member, entry, place(index)));
    }
  }
}

function* listProblems(
  owner: string,
  word: Reference,
  entries: readonly TrackEntry[],
  place: (index: number) => Location,
): Iterable<Problem> {
  const first = new Map<string, number>();
  for (const [index, { name, weight, reverse }] of entries.entries()) {
    const other = first.get(name);
    if (other === undefined) first.set(name, index);
    else {
      yield {
        message: `${owner} has ${quote(name)} twice in ${word}, and keepalived ignores the second`,
        hint: 'remove one of the two',
        at: place(index),
        related: [{ at: place(other), message: 'first listed here' }],
      };
    }
    if (reverse !== true || weight !== undefined) continue;
    yield {
      message: `${owner} tracks ${quote(name)} with reverse and without weight, which keepalived ignores`,
      hint: 'give the entry the weight that counts the other way round',
      at: place(index),
    };
  }
}

function* interfaceProblems(
  instance: VrrpInstance,
  member: Member,
  entry: TrackEntry,
  at: Location,
): Iterable<Problem> {
  const { name } = entry;
  if (name === member.interfaceName) {
    yield {
      message: `VRRP instance ${quote(instance.name)} tracks its own interface ${quote(name)}, which keepalived ignores`,
      hint: 'remove it from track_interface: its loss is a fault anyway',
      at,
    };
  } else yield* missingInterface(`VRRP instance ${quote(instance.name)}`, member, entry, at);
}

function missingInterface(
  owner: string,
  { director, directorName }: Member,
  { name }: TrackEntry,
  at: Location,
): Problem[] {
  if (director === undefined || director.links.some((own) => own.name === name)) return [];
  return [
    {
      message: `${quote(directorName)} has no interface ${quote(name)}, which ${owner} tracks`,
      hint: `add it to the interfaces of ${quote(directorName)}, or remove it from track_interface`,
      at,
    },
  ];
}

function weightProblem(owner: string, word: Reference, { name }: TrackEntry, at: Location): Problem {
  return {
    message: `${owner}, where keepalived ignores the weight of ${quote(name)} in ${word}`,
    hint: owner.includes('sync group')
      ? 'set weight to 0, or sync_group_tracking_weight of the sync group to true'
      : 'set weight to 0, or lower the priority',
    at,
  };
}
