import { quote } from '../../../diagnostic/quote.ts';
import type { VrrpInstance } from '../../../model/cluster.ts';
import type { RepositoryRule } from '../../rule.ts';

/**
 * A director tells the adverts of its unicast instances apart by the address they reach and their virtual router id. Two
 * instances that share both read each other's adverts; with a common peer keepalived does not start. Unicast and multicast ids
 * do not meet.
 */
export const virtualRouterIdReusedUnicast: RepositoryRule = {
  id: 'virtual-router-id-reused-unicast',
  severity: 'error',
  summary: 'two unicast VRRP instances of a director have one address and one virtual router id',
  catalogue: ['V09'],
  source: 'keepalived 2.2.7, vrrp.c, check_vrid_conflicts',
  *repository({ clusters }) {
    const first = new Map<string, VrrpInstance>();
    const reported = new Set<VrrpInstance>();
    for (const { environment, routingDomain, vrrpInstances } of clusters) {
      for (const instance of vrrpInstances.filter(({ unicast }) => unicast)) {
        for (const { directorName, sourceAddress } of instance.members) {
          if (sourceAddress === undefined) continue;
          const { virtualRouterId } = instance;
          const key = [environment, routingDomain, directorName, sourceAddress.text, virtualRouterId].join(
            ' ',
          );
          const other = first.get(key) ?? instance;
          first.set(key, other);
          if (other === instance || reported.has(instance)) continue;
          reported.add(instance);
          yield {
            message: `virtual router id ${quote(virtualRouterId)} is used twice with unicast on address ${quote(sourceAddress.text)} of ${quote(directorName)}`,
            hint: 'use another id for one of the two',
            at: instance.origin.at('virtual_router_id'),
            related: [{ at: other.origin.at('virtual_router_id'), message: 'first used here' }],
          };
        }
      }
    }
  },
};
