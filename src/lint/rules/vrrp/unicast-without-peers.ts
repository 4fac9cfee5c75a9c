import { quote } from '../../../diagnostic/quote.ts';
import { unicastPeers } from '../../../model/vrrp-members.ts';
import type { ClusterRule } from '../../rule.ts';

/** Without peers keepalived falls back to multicast, or with unicast_fault_no_peer never serves a VIP. */
export const unicastWithoutPeers: ClusterRule = {
  id: 'unicast-without-peers',
  severity: 'error',
  summary: 'a member of a unicast VRRP instance has nobody to send adverts to',
  catalogue: ['V24'],
  source:
    'keepalived 2.2.7, vrrp.c, vrrp_complete_instance: no unicast peers means multicast, which is deprecated',
  *cluster(cluster) {
    for (const instance of cluster.vrrpInstances) {
      if (!instance.unicast) continue;
      for (const member of instance.members) {
        const { origin, directorName, sourceAddress } = member;
        if (sourceAddress !== undefined && sourceAddress.family !== instance.family) {
          yield {
            message: `unicast_src_ip ${quote(sourceAddress.text)} is not of the family of VRRP instance ${quote(instance.name)}`,
            hint: 'use an address of the family of its VIPs',
            at: origin.at('unicast_src_ip'),
          };
        } else if (sourceAddress === undefined && member.link !== undefined) {
          yield {
            message: `${quote(directorName)} has no address for the unicast adverts of ${quote(instance.name)} on ${quote(member.link.name)}`,
            hint: 'give the interface an address of the family of the VIPs, or set unicast_src_ip',
            at: origin.at('director'),
            related: [
              member.interface === undefined
                ? { at: member.link.origin.self(), message: 'the interface' }
                : { at: member.interface.origin.at('address'), message: 'its only address is this' },
            ],
          };
        }
      }
      const [only] = instance.members;
      if (only === undefined || instance.members.some((member) => unicastPeers(instance, member).length > 0))
        continue;
      if (instance.members.length > 1) continue;
      yield {
        message: `unicast VRRP instance ${quote(instance.name)} has one member, ${quote(only.directorName)}, and so no peers`,
        hint: 'add the other directors to members, or remove unicast',
        at: instance.origin.at('unicast'),
      };
    }
  },
};
