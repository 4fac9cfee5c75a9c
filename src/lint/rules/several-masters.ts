import { quote } from '../../diagnostic/quote.ts';
import { quoteList } from '../../diagnostic/quote-list.ts';
import { distinctMembers } from '../../model/vrrp-members.ts';
import type { ClusterRule } from '../rule.ts';

/**
 * One member of a VRRP instance starts as MASTER. Each one that does takes the VIPs at once, without waiting for
 * adverts: after every start two directors answer ARP for them, until the higher priority wins.
 */
export const severalMasters: ClusterRule = {
  id: 'several-masters',
  severity: 'warning',
  summary: 'two or more members of a VRRP instance start as MASTER',
  catalogue: ['V01'],
  source: 'keepalived.conf(5), vrrp_instance, state; acassen/keepalived#2387',
  *cluster(cluster) {
    for (const instance of cluster.vrrpInstances) {
      const masters = distinctMembers(instance)
        .filter(({ state }) => state === 'MASTER')
        .sort((a, b) => b.priority - a.priority);
      const [keep, wrong, ...others] = masters;
      if (keep === undefined || wrong === undefined) continue;
      const names = masters.slice(1).map(({ directorName }) => directorName);
      yield {
        message: `${masters.length} members of VRRP instance ${quote(instance.name)} start as MASTER`,
        hint: `set state to BACKUP for ${quoteList(names)}, and leave ${quote(keep.directorName)} the only MASTER`,
        at: wrong.origin.at('state'),
        related: [keep, ...others].map(({ origin, directorName }) => ({
          at: origin.at('state'),
          message: `${quote(directorName)} is MASTER too`,
        })),
      };
    }
  },
};
