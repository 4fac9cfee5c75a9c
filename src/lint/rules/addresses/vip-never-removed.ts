import { parseAddress, parsePrefix } from '../../../address/address.ts';
import { quote } from '../../../diagnostic/quote.ts';
import { hostEntries } from '../../../model/host-entries.ts';
import { distinctMembers } from '../../../model/vrrp-members.ts';
import type { ClusterRule } from '../../rule.ts';

/**
 * keepalived removes an IPv4 address by its own text where the kernel looks for that of its peer: it finds none, and a director that is no
 * longer MASTER keeps the VIP. IPv6 knows addresses by themselves.
 */
export const vipNeverRemoved: ClusterRule = {
  id: 'vip-never-removed',
  severity: 'error',
  oncePerPlace: true,
  summary: 'an IPv4 VIP has a peer, and keepalived never removes it from a director that was MASTER',
  catalogue: [],
  source:
    'keepalived 2.2.7 and 2.4.3, vrrp_ipaddress.c, netlink_ipaddress: IFA_ADDRESS; Linux, devinet.c, inet_rtm_deladdr; tried on a real kernel',
  *cluster(cluster) {
    if (cluster.engine !== 'keepalived') return;
    for (const { item, instance, place } of hostEntries(cluster, 'address')) {
      if (instance === undefined || distinctMembers(instance).length < 2) continue;
      const text = String(item['address']);
      const own = parsePrefix(text)?.address;
      const peer = typeof item['peer'] === 'string' ? parseAddress(item['peer']) : undefined;
      // A peer of the other family keepalived leaves out: address-options-conflict.
      if (own?.family !== 'inet' || peer?.family !== 'inet' || own.text === peer.text) continue;
      yield {
        message: `VIP ${quote(text)} has peer ${quote(peer.text)}, and keepalived never removes such an IPv4 address: after a failover two directors have it`,
        hint: 'leave peer out',
        at: place('peer'),
        doubts: [place('peer')],
      };
    }
  },
};
