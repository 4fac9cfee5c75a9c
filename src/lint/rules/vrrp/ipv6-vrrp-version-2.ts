import { quote } from '../../../diagnostic/quote.ts';
import type { ClusterRule } from '../../rule.ts';

/**
 * VRRP for IPv6 exists as version 3 only: version 2 is defined for IPv4. keepalived sends version 2 for IPv6 without a
 * word, in a form that no other implementation reads.
 */
export const ipv6VrrpVersion2: ClusterRule = {
  id: 'ipv6-vrrp-version-2',
  severity: 'warning',
  oncePerPlace: true,
  summary: 'a VRRP instance with IPv6 addresses has version 2',
  catalogue: ['V33'],
  source: 'RFC 5798, section 1: version 2 is for IPv4; keepalived 2.2.7 -t is silent',
  *cluster(cluster) {
    for (const { name, origin, version, family } of cluster.vrrpInstances) {
      const at = origin.at('version');
      if (version !== 2 || family !== 'inet6') continue;
      yield {
        message: `VRRP instance ${quote(name)} is IPv6 and has version 2, which is for IPv4`,
        hint: 'set version to 3',
        at,
        related: [{ at: origin.at('virtual_ipaddress', 0), message: 'its first address is IPv6' }],
      };
    }
  },
};
