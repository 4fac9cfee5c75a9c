import type { Location } from '../../../diagnostic/finding.ts';
import { quote } from '../../../diagnostic/quote.ts';
import { quoteList } from '../../../diagnostic/quote-list.ts';
import type { Cluster, Options } from '../../../model/cluster.ts';
import { bfdSessionsOf } from '../../../model/tracked-items.ts';
import { trackedEntries } from '../../../model/tracked-weights.ts';
import { distinctMembers, memberPlace } from '../../../model/vrrp-members.ts';
import type { ClusterRule, Problem } from '../../rule.ts';

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
    const all = cluster.directors.map(({ name }) => name);
    for (const { checks } of cluster.virtualServers.flatMap(({ destinations }) => destinations)) {
      for (const { type, options, origin } of checks)
        if (type === 'BFD_CHECK') yield* missing(cluster, String(options['name']), all, origin.at('name'));
    }
    for (const instance of cluster.vrrpInstances) {
      for (const member of distinctMembers(instance)) {
        const { file, path } = memberPlace(instance, member, 'track_bfd');
        for (const [index, { name }] of trackedEntries(member.options, 'track_bfd').entries())
          yield* missing(cluster, name, [member.directorName], {
            file,
            path: [...path, index],
            part: 'value',
          });
      }
    }
    for (const { options, origin, instanceNames } of cluster.vrrpSyncGroups) {
      const named = new Set(instanceNames);
      const directors = cluster.vrrpInstances
        .filter(({ name }) => named.has(name))
        .flatMap(({ members }) => members.map(({ directorName }) => directorName));
      for (const [index, { name }] of trackedEntries(options, 'track_bfd').entries())
        yield* missing(cluster, name, [...new Set(directors)], origin.at('track_bfd', index));
    }
  },
};

/** Another rule speaks of a name that no session has, and of a director that is none. */
function* missing(
  cluster: Cluster,
  name: string,
  directors: readonly string[],
  at: Location,
): Iterable<Problem> {
  const sessions = (cluster.options['bfd_instances'] ?? []) as readonly Options[];
  const index = sessions.findIndex((session) => session['name'] === name);
  const known = new Set(cluster.directors.map((director) => director.name));
  const without = directors.filter(
    (director) =>
      known.has(director) && !bfdSessionsOf(cluster, director).some((one) => one['name'] === name),
  );
  if (index === -1 || without.length === 0) return;
  yield {
    message: `BFD session ${quote(name)} is not on ${without.length === 1 ? 'director' : 'directors'} ${quoteList(without)}: keepalived ignores the name there`,
    hint: `add ${quoteList(without)} to its directors, or a second session of this name for ${without.length === 1 ? 'it' : 'them'}`,
    at,
    related: [{ at: cluster.origin.at('bfd_instances', index, 'directors'), message: 'its directors' }],
  };
}
