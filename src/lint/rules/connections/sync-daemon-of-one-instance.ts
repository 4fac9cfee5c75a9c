import { quote } from '../../../diagnostic/quote.ts';
import type { Cluster, Director, Options, VrrpInstance } from '../../../model/cluster.ts';
import { globalPlace, globalsOf } from '../../../model/host-settings.ts';
import { vipsOf } from '../../../model/vips.ts';
import { distinctMembers } from '../../../model/vrrp-members.ts';
import type { ClusterRule, Problem } from '../../rule.ts';

/**
 * A host has one sync daemon for all its connections. With `inst` it tells them while the host is MASTER of that instance, and
 * hears those of others while it is not. A director that is MASTER of another instance tells nobody of its connections.
 * Without `inst` it does both all the time.
 */
export const syncDaemonOfOneInstance: ClusterRule = {
  id: 'sync-daemon-of-one-instance',
  severity: 'warning',
  oncePerPlace: true,
  summary: 'lvs_sync_daemon follows one VRRP instance, and another one with services has another MASTER',
  catalogue: [],
  source: 'keepalived 2.2.7, vrrp.c, vrrp_state_become_master, and check_daemon.c; acassen/keepalived#418',
  *cluster(cluster) {
    if (cluster.engine !== 'keepalived') return;
    for (const director of cluster.directors) {
      const problem = problemOf(cluster, director);
      if (problem !== undefined) yield problem;
    }
  },
};

function problemOf(cluster: Cluster, director: Director): Problem | undefined {
  const daemon = globalsOf(cluster, director)['lvs_sync_daemon'] as Options | undefined;
  const followed = cluster.vrrpInstances.find(({ name }) => name === daemon?.['inst']);
  if (followed === undefined) return undefined;
  const together = cluster.vrrpSyncGroups.find(({ instanceNames }) => instanceNames.includes(followed.name));
  const serving = new Set(
    vipsOf(cluster).flatMap(({ instance, virtualServers }) =>
      virtualServers.length > 0 ? (instance ?? []) : [],
    ),
  );
  const best = bestOf(followed);
  const other = cluster.vrrpInstances.find(
    (instance) =>
      instance !== followed &&
      serving.has(instance) &&
      together?.instanceNames.includes(instance.name) !== true &&
      instance.members.some(({ directorName }) => directorName === director.name) &&
      bestOf(instance) !== best,
  );
  if (other === undefined) return undefined;
  const { file, path } = globalPlace(cluster, director, 'lvs_sync_daemon');
  return {
    message: `lvs_sync_daemon follows VRRP instance ${quote(followed.name)}: ${quote(bestOf(other))}, the MASTER of ${quote(other.name)}, tells nobody of its connections, and they do not survive a failover`,
    hint: 'remove inst: each director then tells its connections and hears those of others all the time',
    at: { file, path: [...path, 'inst'], part: 'value' },
    related: [{ at: other.origin.self(), message: 'the other instance' }],
  };
}

/** The director with the highest priority. */
function bestOf(instance: VrrpInstance): string {
  return distinctMembers(instance).reduce((best, member) => (member.priority > best.priority ? member : best))
    .directorName;
}
