import { quote } from '../../../diagnostic/quote.ts';
import { quoteList } from '../../../diagnostic/quote-list.ts';
import { directorHosts, hostsOf } from '../../../model/director-hosts.ts';
import { isRouted } from '../../../model/routed-vips.ts';
import { engineFact } from '../../facts.ts';
import type { RepositoryRule } from '../../rule.ts';

/**
 * Two directors share a VIP by VRRP. Without it each would have the VIP all the time: both answer ARP, clients reach
 * now the one and now the other, and no failure moves anything. VIPs that routers lead to the directors (`routed`) may
 * be on all of them: the routers choose.
 */
export const directorsWithoutVrrp: RepositoryRule = {
  id: 'directors-without-vrrp',
  severity: 'error',
  summary: 'a cluster with engine ipvsadm has several directors, which would all have the VIPs',
  catalogue: [],
  source: 'RFC 5227, section 1',
  *repository({ environments }) {
    for (const environment of environments.values()) {
      const hosts = directorHosts(environment);
      for (const cluster of environment.clusters) {
        const { origin, engine, vrrpInstances, virtualServers } = cluster;
        // With keepalived the VRRP instance may be in another definition: vip-not-in-vrrp-instance.
        if (engine !== 'ipvsadm' || vrrpInstances.length > 0) continue;
        const directors = hostsOf(cluster, hosts);
        const shared = virtualServers.find((virtualServer) => !isRouted(virtualServer, directors));
        if (directors.length < 2 || shared === undefined) continue;
        const isInSubnet = shared.vips.some((vip) => directors.some((own) => own.attachedTo(vip).length > 0));
        yield {
          message: `no VRRP instance says which of ${quoteList(directors.map(({ name }) => name))} has VIP ${quote(shared.vip.text)}`,
          hint: isInSubnet
            ? 'add vrrp_instances with the VIPs and the directors as members, or leave one director'
            : `set routed: true on ${quote(shared.name)} when routers lead the VIP, which is in no subnet of the directors, to them; or add vrrp_instances`,
          at: origin.keyOf('directors'),
          related: [{ at: shared.vipPlace(shared.vip), message: 'each director would have this VIP' }],
          doubts: [engineFact(cluster)],
        };
      }
    }
  },
};
