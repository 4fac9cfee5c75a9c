import { quote } from '../../../diagnostic/quote.ts';
import { distinctMembers } from '../../../model/vrrp-members.ts';
import type { ClusterRule } from '../../rule.ts';

/**
 * Priority 255 says that the VIPs are the router's own addresses. keepalived takes it for a priority like others, but that a
 * member with `state: MASTER` is MASTER as soon as it starts, without listening for another one. That nopreempt and
 * weights are ignored is for vrrp-options-conflict and tracking-conflict.
 */
export const priority255: ClusterRule = {
  id: 'priority-255',
  severity: 'info',
  summary: 'a member of a VRRP instance has the priority 255, which is for the owner of the addresses',
  catalogue: ['V05'],
  source:
    'RFC 5798, section 5.2.4; keepalived 2.2.7, vrrp.c, vrrp_complete_instance, and vrrp_scheduler.c, vrrp_init_state',
  *cluster(cluster) {
    for (const instance of cluster.vrrpInstances) {
      for (const { priority, director, directorName, state, origin } of distinctMembers(instance)) {
        if (priority !== 255 || director === undefined) continue;
        const own = new Set(director.interfaces.map(({ address }) => address.address.text));
        const foreign = instance.addresses.findIndex(({ address }) => !own.has(address.text));
        if (foreign < 0) continue;
        const effect = state === 'MASTER' ? ': it takes them when it starts, before it listens' : '';
        yield {
          message: `priority "255" says that ${quote(directorName)} owns the addresses of ${quote(instance.name)}, which it does not${effect}`,
          hint: 'use a priority from 1 to 254',
          at: origin.at('priority'),
          related: [
            {
              at: instance.origin.at('virtual_ipaddress', foreign),
              message: 'not an address of the director itself',
            },
          ],
        };
      }
    }
  },
};
