import { quote } from '../../../diagnostic/quote.ts';
import type { Cluster, Member, Options, VrrpInstance } from '../../../model/cluster.ts';
import { globalsOf } from '../../../model/host-settings.ts';
import { distinctMembers } from '../../../model/vrrp-members.ts';
import type { ClusterRule } from '../../rule.ts';

/** Each of them keeps a director that has just started from taking VIPs. */
const DELAYS = ['vrrp_startup_delay', 'vrrp_delay_after_boot'];

/**
 * The sync daemon tells of a connection when its state changes and now and then by its packets, and never of all that there are. A
 * director that has been rebooted knows no connections; when it takes the VIPs back at once, those that have been silent since are
 * reset. preempt_delay gives the others time to be told, nopreempt leaves all of them where they are.
 */
export const failbackWithEmptyTable: ClusterRule = {
  id: 'failback-with-empty-table',
  severity: 'info',
  oncePerPlace: true,
  summary:
    'with lvs_sync_daemon, a rebooted director takes its VIPs back before it has been told of the connections',
  catalogue: [],
  source:
    'Linux, ip_vs_sync.c, ip_vs_sync_conn_needed; keepalived.conf(5), preempt_delay; acassen/keepalived#237, #1966',
  *cluster(cluster) {
    if (cluster.engine !== 'keepalived') return;
    for (const instance of cluster.vrrpInstances) {
      const best = takesBackAtOnce(cluster, instance);
      if (best === undefined) continue;
      const name = quote(best.directorName);
      yield {
        message: `after a reboot ${name} takes the VIPs of ${quote(instance.name)} back at once, and the connections that lvs_sync_daemon has not told it of by then are reset`,
        hint: 'give all members state BACKUP, and the best one preempt_delay, or nopreempt',
        at: best.origin.at('state'),
      };
    }
  },
};

/** The member that has the VIPs when all are well, unless something makes it wait. */
function takesBackAtOnce(cluster: Cluster, instance: VrrpInstance): Member | undefined {
  const members = distinctMembers(instance);
  if (members.length < 2) return undefined;
  const best = members.reduce((one, other) => (other.priority > one.priority ? other : one));
  const globals = globalsOf(cluster, best.director);
  const daemon = globals['lvs_sync_daemon'] as Options | undefined;
  if (daemon === undefined || (daemon['inst'] ?? instance.name) !== instance.name) return undefined;
  if (DELAYS.some((word) => globals[word] !== undefined)) return undefined;
  const waits = best.nopreempt || (best.preemptDelay ?? 0) > 0;
  return best.state === 'BACKUP' && waits ? undefined : best;
}
