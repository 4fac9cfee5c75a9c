import { quote } from '../../../diagnostic/quote.ts';
import type { ClusterRule } from '../../rule.ts';

const IP = { inet: 'IPv4', inet6: 'IPv6' } as const;

/**
 * A VRRP instance has one address family, that of its first address, because its adverts do. keepalived drops the
 * addresses of the other family: no director answers for them.
 */
export const mixedAddressFamilies: ClusterRule = {
  id: 'mixed-address-families',
  severity: 'error',
  summary: 'a VRRP instance has IPv4 and IPv6 addresses',
  catalogue: ['V32'],
  source: 'RFC 5798, section 5.2.9; keepalived 2.2.7 -t: "address family must match VRRP instance"',
  *cluster(cluster) {
    for (const { name, origin, addresses, family } of cluster.vrrpInstances) {
      const index = addresses.findIndex(({ address }) => address.family !== family);
      const foreign = addresses[index];
      if (foreign === undefined) continue;
      const other = IP[foreign.address.family];
      yield {
        message: `${quote(foreign.text)} is ${other}, but VRRP instance ${quote(name)} is ${IP[family]}`,
        hint: `move the ${other} addresses to a VRRP instance of their own`,
        at: origin.at('virtual_ipaddress', index),
        related: [{ at: origin.at('virtual_ipaddress', 0), message: 'the first address decides the family' }],
      };
    }
  },
};
