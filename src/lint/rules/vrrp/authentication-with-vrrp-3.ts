import { quote } from '../../../diagnostic/quote.ts';
import type { ClusterRule } from '../../rule.ts';

/**
 * VRRP version 3, and with it VRRP for IPv6, has no authentication. keepalived drops it with version 3: who relies on
 * the password to keep others out has nothing. For IPv6 no standard has a field for it at all.
 */
export const authenticationWithVrrp3: ClusterRule = {
  id: 'authentication-with-vrrp-3',
  severity: 'warning',
  oncePerPlace: true,
  summary: 'a VRRP instance has authentication, which VRRP version 3 and IPv6 do not have',
  catalogue: ['V18'],
  source:
    'RFC 5798, section 9; keepalived 2.2.7 -t: "VRRP version 3 does not support authentication. Ignoring."',
  *cluster(cluster) {
    for (const { name, origin, version, family, authentication } of cluster.vrrpInstances) {
      if (authentication === undefined || (version === 2 && family === 'inet')) continue;
      const at = origin.keyOf('authentication');
      const inet6 = family === 'inet6';
      yield {
        message: inet6
          ? `VRRP instance ${quote(name)} is IPv6, and VRRP for IPv6 has no authentication`
          : `VRRP instance ${quote(name)} has version 3, which has no authentication`,
        hint: inet6
          ? 'remove authentication, and filter VRRP on the segment instead'
          : 'remove authentication, or set version to 2',
        at,
        related: [
          inet6
            ? { at: origin.at('virtual_ipaddress', 0), message: 'its first address is IPv6' }
            : { at: origin.at('version'), message: 'version 3 is set here' },
        ],
      };
    }
  },
};
