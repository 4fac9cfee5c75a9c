import { quote } from '../../../diagnostic/quote.ts';
import { quoteList } from '../../../diagnostic/quote-list.ts';
import { distinctMembers } from '../../../model/vrrp-members.ts';
import type { ClusterRule } from '../../rule.ts';

/**
 * `state` decides nothing. Since 2.0 keepalived starts each member as BACKUP, but for one with priority 255, and the highest
 * priority becomes MASTER: of two that start together the lower never has the VIPs, whatever its state. Two MASTERs say
 * of one that it has the VIPs, and it has not.
 */
export const severalMasters: ClusterRule = {
  id: 'several-masters',
  severity: 'info',
  summary:
    'two or more members of a VRRP instance have state MASTER, and the one with the highest priority becomes it',
  catalogue: ['V01'],
  source: 'keepalived.conf(5), vrrp_instance, state; keepalived 2.2.7, vrrp_scheduler.c, vrrp_init_state',
  *cluster(cluster) {
    for (const instance of cluster.vrrpInstances) {
      const masters = distinctMembers(instance)
        .filter(({ state }) => state === 'MASTER')
        .sort((a, b) => b.priority - a.priority);
      const [keep, wrong, ...others] = masters;
      if (keep === undefined || wrong === undefined) continue;
      const names = masters.slice(1).map(({ directorName }) => directorName);
      const outcome =
        keep.priority === wrong.priority
          ? 'only the priority decides, and they have the same'
          : `the priority decides, and ${quote(keep.directorName)} becomes it`;
      yield {
        message: `${masters.length} members of VRRP instance ${quote(instance.name)} have state MASTER: ${outcome}`,
        hint: `set state to BACKUP for ${quoteList(names)}`,
        at: wrong.origin.at('state'),
        related: [keep, ...others].map(({ origin, directorName }) => ({
          at: origin.at('state'),
          message: `${quote(directorName)} is MASTER too`,
        })),
      };
    }
  },
};
