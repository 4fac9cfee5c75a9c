import { quote } from '../../diagnostic/quote.ts';
import { quoteList } from '../../diagnostic/quote-list.ts';
import type { ClusterRule } from '../rule.ts';

/**
 * Two directors share a VIP by VRRP. Without it each would have the VIP all the time: both answer ARP, clients reach
 * now the one and now the other, and no failure moves anything. VIPs that routers lead to the directors (`routed`) may
 * be on all of them: the routers choose.
 */
export const directorsWithoutVrrp: ClusterRule = {
  id: 'directors-without-vrrp',
  severity: 'error',
  summary: 'a cluster with engine ipvsadm has several directors, which would all have the VIPs',
  catalogue: [],
  source: 'RFC 5227, section 1',
  *cluster({ origin, engine, directors, vrrpInstances, virtualServers }) {
    // With keepalived the VRRP instance may be in another definition: vip-not-in-vrrp-instance.
    if (engine !== 'ipvsadm' || vrrpInstances.length > 0) return;
    const names = [...new Set(directors.map(({ name }) => name))];
    const shared = virtualServers.find(({ routed }) => !routed);
    if (names.length < 2 || shared === undefined) return;
    yield {
      message: `no VRRP instance says which of ${quoteList(names)} has VIP ${quote(shared.vip.text)}`,
      hint: 'add vrrp_instances with the VIPs and the directors as members, or leave one director',
      at: origin.keyOf('directors'),
      related: [{ at: shared.origin.at('vip'), message: 'each director would have this VIP' }],
    };
  },
};
