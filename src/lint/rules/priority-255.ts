import { quote } from '../../diagnostic/quote.ts';
import { distinctMembers } from '../../model/vrrp-members.ts';
import type { ClusterRule } from '../rule.ts';

/**
 * Priority 255 says that the VIPs are the router's own addresses. keepalived then ignores nopreempt, and
 * no tracker can lower the priority: a director that is ill keeps the VIPs.
 */
export const priority255: ClusterRule = {
  id: 'priority-255',
  severity: 'warning',
  summary: 'a member of a VRRP instance has the priority 255, which is for the owner of the addresses',
  catalogue: ['V05'],
  source: 'RFC 5798, section 5.2.4; keepalived.conf(5), vrrp_instance, priority',
  *cluster(cluster) {
    for (const instance of cluster.vrrpInstances) {
      for (const { director, directorName, priority, origin } of distinctMembers(instance)) {
        if (priority !== 255 || director === undefined) continue;
        const own = new Set(director.interfaces.map(({ address }) => address.address.text));
        const foreign = instance.addresses.findIndex(({ address }) => !own.has(address.text));
        if (foreign < 0) continue;
        yield {
          message: `priority "255" says that ${quote(directorName)} owns the addresses of ${quote(instance.name)}, which it does not`,
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
