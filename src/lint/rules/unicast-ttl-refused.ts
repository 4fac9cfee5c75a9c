import { quote } from '../../diagnostic/quote.ts';
import { memberPlace } from '../../model/vrrp-members.ts';
import type { ClusterRule } from '../rule.ts';

const number = (value: unknown, otherwise: number) => (typeof value === 'number' ? value : otherwise);

/** A TTL only falls on its way: members that send with less than they take discard each other's adverts, and all are MASTER. */
export const unicastTtlRefused: ClusterRule = {
  id: 'unicast-ttl-refused',
  severity: 'error',
  summary: 'the members of a unicast VRRP instance discard the adverts of the others for their TTL',
  catalogue: [],
  source:
    'keepalived 2.2.7 -t: "min_ttl > max_ttl - all packets will be discarded"; vrrp.c, check of the TTL of unicast peers',
  *cluster(cluster) {
    for (const instance of cluster.vrrpInstances) {
      const [member] = instance.members;
      if (!instance.unicast || member === undefined) continue;
      const { unicast_ttl: ttl, unicast_min_ttl: least, unicast_max_ttl: most } = instance.options;
      // Where an IPv6 instance says nothing, the hop limit is the kernel's.
      const [sent, from, to] = [number(ttl, 255), number(least, 0), number(most, 255)];
      if (from <= sent && from <= to) continue;
      yield {
        message:
          from > to
            ? `VRRP instance ${quote(instance.name)} takes adverts with a TTL of ${from} to ${to}, which none has`
            : `VRRP instance ${quote(instance.name)} sends adverts with a TTL of ${sent}, and takes none below ${from}`,
        hint: `lower unicast_min_ttl to ${Math.min(sent, to)} less the number of routers between the members`,
        at: memberPlace(instance, member, 'unicast_min_ttl'),
      };
    }
  },
};
