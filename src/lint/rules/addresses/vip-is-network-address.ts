import { isNetworkAddress, subnetText } from '../../../address/address.ts';
import { notUnicast } from '../../../address/address-kind.ts';
import { quote } from '../../../diagnostic/quote.ts';
import { directorHosts } from '../../../model/director-hosts.ts';
import { subnetsWith } from '../../../model/vip-subnets.ts';
import { vipsOf } from '../../../model/vips.ts';
import type { RepositoryRule } from '../../rule.ts';

/**
 * The first address of an IPv4 subnet is the subnet's own. Linux accepts it and answers ARP for it, but many clients and
 * routers refuse to send there. A /31, a /32 and a VIP that is in no subnet here (a routed one) have no such address.
 */
export const vipIsNetworkAddress: RepositoryRule = {
  id: 'vip-is-network-address',
  severity: 'error',
  summary: 'a VIP is the network address of its subnet',
  catalogue: ['A10'],
  source: 'RFC 1122, section 3.2.1.3; RFC 3021, section 2.1',
  *repository({ environments }) {
    for (const environment of environments.values()) {
      const hosts = directorHosts(environment);
      for (const cluster of environment.clusters) {
        for (const vip of vipsOf(cluster)) {
          // The smallest subnet with such an address is a /30.
          if ((vip.address.bits & 3n) !== 0n || notUnicast(vip.address) !== undefined) continue;
          const subnet = subnetsWith(vip, cluster, hosts).find((prefix) =>
            isNetworkAddress(prefix, vip.address),
          );
          if (subnet === undefined) continue;
          yield {
            message: `VIP ${quote(vip.address.text)} is the network address of ${quote(subnetText(subnet))}`,
            hint: 'use an address between the first and the last of the subnet',
            at: vip.place(),
          };
        }
      }
    }
  },
};
