import { isLinkLocal } from '../../../address/address.ts';
import { quote } from '../../../diagnostic/quote.ts';
import type { ClusterRule } from '../../rule.ts';

/**
 * The first address of a VRRP instance for IPv6 is the link-local address of the virtual router: hosts learn it as
 * their gateway from router advertisements, and other implementations reject adverts without it. keepalived says so in
 * its log only.
 */
export const ipv6FirstAddressNotLinkLocal: ClusterRule = {
  id: 'ipv6-first-address-not-link-local',
  severity: 'warning',
  summary: 'the first address of a VRRP instance with IPv6 addresses is not link-local',
  catalogue: ['V33'],
  source:
    'RFC 5798, section 5.2.9; keepalived 2.2.7, vrrp.c: "the first IPv6 VIP address should be link local"',
  *cluster(cluster) {
    for (const { name, origin, addresses, family, virtualRouterId } of cluster.vrrpInstances) {
      const [first] = addresses;
      if (first === undefined || family !== 'inet6' || isLinkLocal(first.address)) continue;
      const second = addresses.findIndex(({ address }) => isLinkLocal(address));
      yield {
        message: `the first address of VRRP instance ${quote(name)} is ${quote(first.text)}, which is not link-local`,
        hint:
          second < 0
            ? `put a link-local address first, such as "fe80::${virtualRouterId}/64"`
            : `put ${quote(addresses[second]?.text ?? '')} first`,
        at: origin.at('virtual_ipaddress', 0),
        ...(second < 0
          ? {}
          : { related: [{ at: origin.at('virtual_ipaddress', second), message: 'the link-local address' }] }),
      };
    }
  },
};
