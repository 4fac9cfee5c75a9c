import type { Location } from '../../../diagnostic/finding.ts';
import { quote } from '../../../diagnostic/quote.ts';
import { quoteList } from '../../../diagnostic/quote-list.ts';
import type { Cluster } from '../../../model/cluster.ts';
import { listedItems } from '../../../model/listed-items.ts';
import { trackedEntries } from '../../../model/tracked-weights.ts';
import { distinctMembers, memberPlace } from '../../../model/vrrp-members.ts';
import type { ClusterRule } from '../../rule.ts';

/** keepalived tracks nothing by a name that it does not know, and skips a BFD_CHECK of it. */
export const bfdNotOnDirector: ClusterRule = {
  id: 'bfd-not-on-director',
  severity: 'error',
  oncePerPlace: true,
  summary: 'a check or a VRRP instance names a BFD session that one of its directors does not have',
  catalogue: [],
  source:
    'keepalived 2.2.7, check_bfd.c, bfd_name_handler, and vrrp_track.c: the name is not found, and is ignored',
  *cluster(cluster) {
    if (cluster.engine !== 'keepalived') return;
    const sessions = sessionsOf(cluster);
    for (const { name, directors, at } of references(cluster)) {
      const session = sessions.get(name);
      const without = directors.filter((director) => session?.without.has(director) === true);
      if (session === undefined || without.length === 0) continue;
      const isOne = without.length === 1;
      yield {
        message: `BFD session ${quote(name)} is not on ${isOne ? 'director' : 'directors'} ${quoteList(without)}: keepalived ignores the name there`,
        hint: `add ${quoteList(without)} to its directors, or a second session of this name for ${isOne ? 'it' : 'them'}`,
        at,
        related: [{ at: session.at, message: 'its directors' }],
      };
    }
  },
};

/** The sessions of each name: the directors that have none of them, and the place of the first one's directors. */
function sessionsOf(cluster: Cluster): Map<string, { readonly without: Set<string>; readonly at: Location }> {
  const all = cluster.directors.map((director) => director.name);
  const sessions = new Map<string, { without: Set<string>; at: Location }>();
  for (const [index, { name, directors }] of listedItems(cluster, 'bfd_instances').entries()) {
    const at = cluster.origin.at('bfd_instances', index, 'directors');
    const known = sessions.get(String(name)) ?? { without: new Set(all), at };
    for (const director of (directors ?? all) as readonly string[]) known.without.delete(director);
    sessions.set(String(name), known);
  }
  return sessions;
}

interface SessionReference {
  readonly name: string;
  /** Those that read the name. */
  readonly directors: readonly string[];
  readonly at: Location;
}

function* references({
  directors,
  virtualServers,
  vrrpInstances,
  vrrpSyncGroups,
}: Cluster): Iterable<SessionReference> {
  const all = directors.map(({ name }) => name);
  for (const { checks } of virtualServers.flatMap(({ destinations }) => destinations)) {
    for (const { type, options, origin } of checks)
      if (type === 'BFD_CHECK')
        yield { name: String(options['name']), directors: all, at: origin.at('name') };
  }
  for (const instance of vrrpInstances) {
    for (const member of distinctMembers(instance)) {
      const { file, path } = memberPlace(instance, member, 'track_bfd');
      for (const [index, { name }] of trackedEntries(member.options, 'track_bfd').entries())
        yield { name, directors: [member.directorName], at: { file, path: [...path, index], part: 'value' } };
    }
  }
  for (const { options, origin, instanceNames } of vrrpSyncGroups) {
    const entries = trackedEntries(options, 'track_bfd');
    if (entries.length === 0) continue;
    const grouped = new Set(instanceNames);
    const readers = vrrpInstances
      .filter(({ name }) => grouped.has(name))
      .flatMap(({ members }) => members.map(({ directorName }) => directorName));
    for (const [index, { name }] of entries.entries())
      yield { name, directors: [...new Set(readers)], at: origin.at('track_bfd', index) };
  }
}
