import { quote } from '../../../diagnostic/quote.ts';
import { memberPlace } from '../../../model/vrrp-members.ts';
import type { ClusterRule } from '../../rule.ts';

const OPTIONS = [
  'unicast_src_ip',
  'unicast_ttl',
  'unicast_min_ttl',
  'unicast_max_ttl',
  'track_src_ip',
  'check_unicast_src',
  'unicast_fault_no_peer',
  'old_unicast_checksum',
];

/**
 * keepalived takes a unicast option of an instance without peers for a mistake, and sends to the multicast group. Where
 * multicast does not pass, every director becomes MASTER.
 */
export const unicastOptionWithoutUnicast: ClusterRule = {
  id: 'unicast-option-without-unicast',
  severity: 'error',
  oncePerPlace: true,
  summary: 'a VRRP instance has an option of unicast, and sends to the multicast group',
  catalogue: ['V24'],
  source: 'keepalived 2.2.7 -t: "A unicast keyword has been specified without any unicast peers"',
  *cluster(cluster) {
    for (const instance of cluster.vrrpInstances) {
      if (instance.unicast) continue;
      for (const member of instance.members) {
        for (const option of OPTIONS) {
          const value = member.options[option];
          if (value === undefined || value === false) continue;
          const at = memberPlace(instance, member, option);
          yield {
            message: `${quote(option)} is for unicast, and VRRP instance ${quote(instance.name)} sends to the multicast group`,
            hint: `set unicast to true, or remove ${option}`,
            at,
          };
        }
      }
    }
  },
};
