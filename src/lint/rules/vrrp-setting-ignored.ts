import { quote } from '../../diagnostic/quote.ts';
import type { VrrpInstance } from '../../model/cluster.ts';
import type { ClusterRule, Problem } from '../rule.ts';

/** Some settings are for a virtual MAC, some exclude each other: keepalived ignores the one, and says so only in its log. */
export const vrrpSettingIgnored: ClusterRule = {
  id: 'vrrp-setting-ignored',
  severity: 'error',
  summary: 'a setting of a VRRP instance needs or excludes another one, and keepalived ignores it',
  catalogue: [],
  source: 'keepalived 2.2.7, vrrp.c (vrrp_complete_instance) and vrrp_parser.c',
  *cluster({ engine, vrrpInstances }) {
    if (engine !== 'keepalived') return;
    for (const instance of vrrpInstances) {
      for (const [field, message, hint] of faultsOf(instance)) {
        const problem: Problem = {
          message: `${field} of VRRP instance ${quote(instance.name)} ${message}`,
          hint,
          at: instance.origin.at(field),
        };
        yield problem;
      }
    }
  },
};

function faultsOf({
  options,
  family,
  unicast,
  version,
  members,
  vips,
}: VrrpInstance): [field: string, message: string, hint: string][] {
  const has = (field: string) => options[field] !== undefined && options[field] !== false;
  const found: [string, string, string][] = [];
  const isVirtual = has('use_vmac') || has('use_ipvlan');
  if (has('vmac_xmit_base') && !has('use_vmac'))
    found.push(['vmac_xmit_base', 'is for a virtual MAC', 'set use_vmac, or remove it']);
  if (has('use_vmac_addr') && !has('use_vmac'))
    found.push(['use_vmac_addr', 'is for a virtual MAC', 'set use_vmac, or remove it']);
  if (has('use_ipvlan') && has('use_vmac'))
    found.push(['use_ipvlan', 'excludes use_vmac', 'keep one of them']);
  if (has('promote_secondaries') && isVirtual)
    found.push(['promote_secondaries', 'is always so on a virtual interface', 'remove it']);
  const hasSource = unicast || members.every(({ options: own }) => own['mcast_src_ip'] !== undefined);
  if (has('use_ipvlan') && family === 'inet' && !hasSource) {
    found.push(['use_ipvlan', 'needs an address of its own', 'set mcast_src_ip for each member']);
  }
  if (has('mcast_dst_ip') && unicast) found.push(['mcast_dst_ip', 'is ignored with unicast', 'remove it']);
  if (has('accept') && has('no_accept')) found.push(['accept', 'excludes no_accept', 'keep one of them']);
  if (has('accept') && version === 2 && !has('strict_mode')) {
    found.push(['accept', 'is always so with VRRP version 2', 'remove it']);
  }
  if (has('use_vmac') && has('use_vmac_addr') && vips.length === 0)
    found.push(['use_vmac_addr', 'has no VIP', 'remove it']);
  return found;
}
