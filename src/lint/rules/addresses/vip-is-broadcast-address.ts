import { isBroadcastAddress, subnetText } from '../../../address/address.ts';
import { notUnicast } from '../../../address/address-kind.ts';
import { quote } from '../../../diagnostic/quote.ts';
import { directorHosts } from '../../../model/director-hosts.ts';
import { subnetsWith } from '../../../model/vip-subnets.ts';
import { vipsOf } from '../../../model/vips.ts';
import type { RepositoryRule } from '../../rule.ts';

/**
 * The last address of an IPv4 subnet means all its hosts. Linux accepts it as an address and never answers ARP for it. A
 * /31, a /32 and a VIP that is in no subnet here (a routed one) have no such address.
 */
export const vipIsBroadcastAddress: RepositoryRule = {
  id: 'vip-is-broadcast-address',
  severity: 'error',
  summary: 'a VIP is the broadcast address of its subnet',
  catalogue: ['A11'],
  source: 'RFC 1122, section 3.2.1.3; RFC 3021, section 2.1',
  *repository({ environments }) {
    for (const environment of environments.values()) {
      const hosts = directorHosts(environment);
      for (const cluster of environment.clusters) {
        for (const vip of vipsOf(cluster)) {
          // The smallest subnet with such an address is a /30.
          if ((vip.address.bits & 3n) !== 3n || notUnicast(vip.address) !== undefined) continue;
          const subnet = subnetsWith(vip, cluster, hosts).find((prefix) =>
            isBroadcastAddress(prefix, vip.address),
          );
          if (subnet === undefined) continue;
          yield {
            message: `VIP ${quote(vip.address.text)} is the broadcast address of ${quote(subnetText(subnet))}`,
            hint: 'use an address between the first and the last of the subnet',
            at: vip.place(),
          };
        }
      }
    }
  },
};
