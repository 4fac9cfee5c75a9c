import { quote } from '../../../diagnostic/quote.ts';
import type { ClusterRule } from '../../rule.ts';

/**
 * What an advert holds in a packet of 1,500 bytes, as keepalived counts: its room for 14 bytes of Ethernet, 40 of IPv6
 * and 8 of VRRP leaves 1,438, and an address takes 16. For IPv4 the count's own 8 bits are the limit: 255, the schema's.
 */
const MOST_IPV6 = 89;
/** The signature of auth_hmac takes 28 bytes of that. */
const MOST_SIGNED_IPV6 = 88;

/**
 * Addresses that do not fit an advert leave it, and keepalived refuses the file under -t. Directors whose packets differ
 * in size would then differ in the adverts, and reject each other's.
 */
export const tooManyVips: ClusterRule = {
  id: 'too-many-vips',
  severity: 'error',
  summary: 'a VRRP instance has more IPv6 addresses than an advert of 1,500 bytes holds',
  catalogue: ['V29'],
  source: 'keepalived 2.2.7 -t: "Number of VIPs exceeds maximum/space available in packet"; vrrp.c',
  *cluster(cluster) {
    for (const { name, origin, addresses, family, authHmac } of cluster.vrrpInstances) {
      const most = authHmac === undefined ? MOST_IPV6 : MOST_SIGNED_IPV6;
      if (family !== 'inet6' || addresses.length <= most) continue;
      // Those of another family are dropped before: a fault of its own.
      const places = addresses.flatMap(({ address }, index) => (address.family === family ? [index] : []));
      const first = places[most];
      if (first === undefined) continue;
      yield {
        message: `VRRP instance ${quote(name)} has ${places.length} addresses, but an IPv6 advert holds ${most}`,
        hint: 'move the addresses from here on to another VRRP instance, in one sync group with this one',
        at: origin.at('virtual_ipaddress', first),
      };
    }
  },
};
