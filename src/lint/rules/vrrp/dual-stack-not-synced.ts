import { quote } from '../../../diagnostic/quote.ts';
import type { Cluster, VirtualServer, VrrpInstance } from '../../../model/cluster.ts';
import { distinctMembers } from '../../../model/vrrp-members.ts';
import type { ClusterRule, Problem } from '../../rule.ts';

interface Side {
  readonly instance: VrrpInstance;
  readonly virtualServer: VirtualServer;
}

/**
 * A dual-stack service has a VRRP instance for each family. Where both prefer the same director they are meant to be
 * there together, and only a sync group keeps them so. Either family works on its own: so this is for information, and
 * families that prefer different directors are spread on purpose.
 */
export const dualStackNotSynced: ClusterRule = {
  id: 'dual-stack-not-synced',
  severity: 'info',
  summary:
    'the IPv4 and the IPv6 instance of one service prefer the same director, and are not in one sync group',
  catalogue: [],
  source:
    'keepalived.conf(5), VRRP synchronization group(s), and virtual_ipaddress: one family in an instance',
  *cluster(cluster) {
    const byVip = new Map(
      cluster.vrrpInstances.flatMap((instance) =>
        instance.vips.map(({ prefix }) => [prefix.address.text, instance]),
      ),
    );
    const sidesByService = new Map<string, Side>();
    const reported = new Set<string>();
    for (const virtualServer of cluster.virtualServers) {
      for (const { text, family } of virtualServer.vips) {
        const instance = byVip.get(text);
        if (instance === undefined) continue;
        for (const [key, otherKey] of keysOf(virtualServer, family)) {
          const side = { instance, virtualServer };
          if (!sidesByService.has(key)) sidesByService.set(key, side);
          const other = sidesByService.get(otherKey);
          if (other === undefined || !shouldBeSynced(cluster, other.instance, instance)) continue;
          const [inet, inet6] = family === 'inet' ? [side, other] : [other, side];
          const pair = `${inet.instance.name} ${inet6.instance.name}`;
          if (reported.has(pair)) continue;
          reported.add(pair);
          yield problem(inet, inet6);
        }
      }
    }
  },
};

/** One service: the same port and transport on the same host. For each real server its key, and that of the other family. */
function keysOf({ destinations, port, protocol }: VirtualServer, family: string): [string, string][] {
  const other = family === 'inet' ? 'inet6' : 'inet';
  return destinations.map(({ realServerName }) => {
    const service = `${protocol} ${port} ${realServerName}`;
    return [`${family} ${service}`, `${other} ${service}`];
  });
}

function shouldBeSynced({ vrrpSyncGroups }: Cluster, one: VrrpInstance, other: VrrpInstance): boolean {
  if (one === other || one.family === other.family) return false;
  if (
    vrrpSyncGroups.some(({ instanceNames: names }) => [one, other].every(({ name }) => names.includes(name)))
  )
    return false;
  const [ofOne, ofOther] = [orderOf(one), orderOf(other)];
  return ofOne.length > 1 && ofOne.join(' ') === ofOther.join(' ');
}

/** The directors, the preferred one first. */
function orderOf(instance: VrrpInstance): string[] {
  return distinctMembers(instance)
    .toSorted((a, b) => b.priority - a.priority || (a.directorName < b.directorName ? -1 : 1))
    .map(({ directorName }) => directorName);
}

function problem(inet: Side, inet6: Side): Problem {
  return {
    message: `VRRP instances ${quote(inet.instance.name)} (IPv4) and ${quote(inet6.instance.name)} (IPv6) have the VIPs of one service, and can be on different directors`,
    hint: `to keep them together, put both into one entry of vrrp_sync_groups: group: [${inet.instance.name}, ${inet6.instance.name}]`,
    at: inet6.instance.origin.self(),
    related: [
      { at: inet.instance.origin.self(), message: 'the IPv4 instance' },
      { at: inet.virtualServer.origin.self(), message: 'the service at an IPv4 VIP' },
      { at: inet6.virtualServer.origin.self(), message: 'the service at an IPv6 VIP' },
    ],
  };
}
