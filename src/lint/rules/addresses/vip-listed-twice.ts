import { quote } from '../../../diagnostic/quote.ts';
import type { ClusterRule } from '../../rule.ts';

/**
 * An instance's adverts carry the number of its addresses, and a director with another number rejects them. A second
 * mention counts there, but adds no address: one of the two is a slip, often for the VIP that is missing.
 */
export const vipListedTwice: ClusterRule = {
  id: 'vip-listed-twice',
  severity: 'warning',
  summary: 'a VRRP instance lists a VIP twice',
  catalogue: ['A14'],
  source: 'keepalived 2.2.7, vrrp.c ("received an unexpected ip number count"); acassen/keepalived#2573',
  *cluster(cluster) {
    for (const { name, addresses, origin } of cluster.vrrpInstances) {
      const first = new Map<string, number>();
      for (const [index, { address, text }] of addresses.entries()) {
        const earlier = first.get(address.text);
        if (earlier === undefined) {
          first.set(address.text, index);
          continue;
        }
        yield {
          message: `VIP ${quote(text)} is in VRRP instance ${quote(name)} twice`,
          hint: 'remove one of the two, or put the VIP here that is missing',
          at: origin.at('virtual_ipaddress', index),
          related: [{ at: origin.at('virtual_ipaddress', earlier), message: 'first listed here' }],
        };
      }
    }
  },
};
