import { quote } from '../../diagnostic/quote.ts';
import type { Cluster, VirtualServer, VrrpInstance } from '../../model/cluster.ts';
import type { ClusterRule, Problem } from '../rule.ts';

/**
 * With NAT the replies have to pass the director that forwarded the requests. So the instance with the VIP and the one
 * with the real servers' gateway move together, in one sync group; otherwise a failover of the one alone leaves the VIP
 * on one director and the gateway on the other, and every reply is lost.
 */
export const natInstancesNotSynced: ClusterRule = {
  id: 'nat-instances-not-synced',
  severity: 'error',
  summary:
    'the VRRP instances with the VIP and with the gateway of NAT real servers are not in one sync group',
  catalogue: ['V38'],
  source: 'keepalived.conf(5), VRRP synchronization group(s); acassen/keepalived#1205',
  *cluster(cluster) {
    const owners = new Map(
      cluster.vrrpInstances.flatMap((instance) =>
        instance.addresses.map(({ address }) => [address.text, instance]),
      ),
    );
    const seen = new Set<string>();
    for (const virtualServer of cluster.virtualServers) {
      if (virtualServer.forwardingMethod !== 'NAT') continue;
      const outer = owners.get(virtualServer.vip.text);
      for (const { realServer } of virtualServer.destinations) {
        const inner = realServer?.gateway === undefined ? undefined : owners.get(realServer.gateway.text);
        if (outer === undefined || inner === undefined || outer === inner) continue;
        const pair = `${outer.name} ${inner.name}`;
        if (seen.has(pair)) continue;
        seen.add(pair);
        const canPart =
          new Set([...outer.members, ...inner.members].map(({ directorName }) => directorName)).size > 1;
        if (canPart && !areSynced(cluster, outer, inner))
          yield toProblem(cluster, outer, inner, virtualServer);
      }
    }
  },
};

/** A group that names an instance that is not there may mean the missing one: another rule has that name. */
function areSynced(
  { vrrpSyncGroups, vrrpInstances }: Cluster,
  outer: VrrpInstance,
  inner: VrrpInstance,
): boolean {
  const known = new Set(vrrpInstances.map(({ name }) => name));
  return vrrpSyncGroups.some(({ instanceNames }) => {
    const has = [outer, inner].filter(({ name }) => instanceNames.includes(name)).length;
    return has === 2 || (has === 1 && instanceNames.some((name) => !known.has(name)));
  });
}

function toProblem(
  { vrrpSyncGroups }: Cluster,
  outer: VrrpInstance,
  inner: VrrpInstance,
  virtualServer: VirtualServer,
): Problem {
  const groups = vrrpSyncGroups.filter(({ instanceNames }) =>
    [outer, inner].some(({ name }) => instanceNames.includes(name)),
  );
  const [group] = groups;
  const missing = group?.instanceNames.includes(outer.name) ? inner : outer;
  return {
    message: `VRRP instances ${quote(outer.name)} and ${quote(inner.name)} are not in one sync group, but NAT needs both on one director`,
    hint:
      group !== undefined && groups.length === 1
        ? `add ${quote(missing.name)} to sync group ${quote(group.name)}`
        : `put both into one entry of vrrp_sync_groups: group: [${outer.name}, ${inner.name}]`,
    at: outer.origin.self(),
    related: [
      { at: inner.origin.self(), message: "has the real servers' gateway" },
      { at: virtualServer.origin.at('vip'), message: `${quote(outer.name)} has the VIP of this NAT service` },
      ...groups.map(({ origin }) => ({ at: origin.self(), message: 'a sync group with one of them' })),
    ],
  };
}
