import { notUnicast } from '../../../address/address-kind.ts';
import { quote } from '../../../diagnostic/quote.ts';
import { vipsOf } from '../../../model/vips.ts';
import type { ClusterRule } from '../../rule.ts';

/** Clients connect to one host. keepalived sets addresses of other kinds without a word, and nobody reaches them. */
export const vipNotUnicast: ClusterRule = {
  id: 'vip-not-unicast',
  severity: 'error',
  summary:
    'a VIP is an address that no client can connect to: a loopback, multicast, unspecified or reserved one',
  catalogue: ['A12'],
  source: 'RFC 6890, section 2.2.2; RFC 5771; RFC 4291, section 2.4',
  *cluster(cluster) {
    for (const { address, place } of vipsOf(cluster)) {
      const kind = notUnicast(address);
      if (kind === undefined) continue;
      yield {
        message: `VIP ${quote(address.text)} is ${kind}: no client can connect to it`,
        hint: 'use a free address of a subnet that clients reach',
        at: place(),
      };
    }
  },
};
