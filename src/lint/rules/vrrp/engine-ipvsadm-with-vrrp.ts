import type { ClusterRule } from '../../rule.ts';

/**
 * VRRP instances are keepalived's: it adds and removes the VIPs. With engine ipvsadm the scripts add the same VIPs on
 * every director, refuse to run next to keepalived, and no one health-checks anything.
 */
export const engineIpvsadmWithVrrp: ClusterRule = {
  id: 'engine-ipvsadm-with-vrrp',
  severity: 'error',
  summary: 'a cluster with VRRP instances says engine: ipvsadm',
  catalogue: [],
  source: 'docs/definition.md, engine; the scripts stop where keepalived runs',
  *cluster({ origin, engine, vrrpInstances }) {
    if (engine !== 'ipvsadm' || vrrpInstances.length === 0) return;
    yield {
      message: 'engine "ipvsadm" has no VRRP, but the cluster has vrrp_instances',
      hint: 'set engine to keepalived, or leave it out: it is the default with vrrp_instances',
      at: origin.at('engine'),
      related: [{ at: origin.keyOf('vrrp_instances'), message: 'keepalived has to move these VIPs' }],
    };
  },
};
