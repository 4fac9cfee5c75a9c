import { type Address, contains } from '../../../address/address.ts';
import { quote } from '../../../diagnostic/quote.ts';
import type { RealServer, VirtualServer } from '../../../model/cluster.ts';
import { directorHosts, hostsOf } from '../../../model/director-hosts.ts';
import { returnPaths } from '../../../model/return-path.ts';
import { memberNames, type VipInstance } from '../../../model/vip-owners.ts';
import type { Problem, RepositoryRule } from '../../rule.ts';

/**
 * With NAT the replies have to pass the director that forwarded the requests. So the instance with the VIP and the one
 * with the real servers' gateway move together, in one sync group; otherwise a failover of the one alone leaves the VIP
 * on one director and the gateway on the other, and every reply is lost. The two can be in different definitions of one
 * environment, where no group can name both.
 */
export const natInstancesNotSynced: RepositoryRule = {
  id: 'nat-instances-not-synced',
  severity: 'error',
  summary:
    'the VRRP instances with the VIP and with the gateway of NAT real servers are not in one sync group',
  catalogue: ['V38'],
  source: 'keepalived.conf(5), VRRP synchronization group(s); acassen/keepalived#1205',
  *repository({ environments }) {
    for (const environment of environments.values()) {
      const hosts = directorHosts(environment);
      const seen = new Map<object, Set<object>>();
      for (const cluster of environment.clusters) {
        const gateways = new Map(
          returnPaths(cluster, hosts).map(({ realServer, gateway }) => [realServer, gateway?.address.text]),
        );
        const names = new Set(hostsOf(cluster, hosts).map(({ name }) => name));
        const ownersOf = (address: string) =>
          (hosts.instancesByVip.get(address) ?? []).filter(({ instance }) =>
            instance.members.some(({ directorName }) => names.has(directorName)),
          );
        for (const virtualServer of cluster.virtualServers) {
          if (virtualServer.sourceNat) continue;
          const outersOf = virtualServer.vips.map((vip) => ({ vip, outers: ownersOf(vip.text) }));
          for (const { realServer, forwardingMethod } of virtualServer.destinations) {
            const gateway = realServer && gateways.get(realServer);
            if (forwardingMethod !== 'NAT' || realServer === undefined || gateway === undefined) continue;
            const inners = ownersOf(gateway);
            for (const { vip, outers } of outersOf) {
              const pair = unsynced(outers, inners);
              if (pair === undefined || seen.get(pair.outer.instance)?.has(pair.inner.instance)) continue;
              const others = seen.get(pair.outer.instance) ?? new Set();
              seen.set(pair.outer.instance, others.add(pair.inner.instance));
              yield toProblem(pair, vip, virtualServer, realServer);
            }
          }
        }
      }
    }
  },
};

interface Pair {
  readonly outer: VipInstance;
  readonly inner: VipInstance;
}

/** The first pair that can part, unless another one cannot: an address of two instances is a fault of its own. */
function unsynced(outers: readonly VipInstance[], inners: readonly VipInstance[]): Pair | undefined {
  const pairs = outers.flatMap((outer) => inners.map((inner) => ({ outer, inner })));
  return pairs.every(({ outer, inner }) => canPart(outer, inner) && !areSynced(outer, inner))
    ? pairs[0]
    : undefined;
}

/** Instances without a director in common are no way from the one to the other: the gateway is another rule's. */
function canPart(outer: VipInstance, inner: VipInstance): boolean {
  if (outer.instance === inner.instance) return false;
  const ofInner = memberNames([inner]);
  const isShared = [...memberNames([outer])].some((name) => ofInner.has(name));
  return isShared && memberNames([outer, inner]).size > 1;
}

/** A group that names an instance that is not there may mean the missing one: another rule has that name. */
function areSynced(outer: VipInstance, inner: VipInstance): boolean {
  const { cluster } = outer;
  if (cluster !== inner.cluster) return false;
  const known = new Set(cluster.vrrpInstances.map(({ name }) => name));
  return cluster.vrrpSyncGroups.some(({ instanceNames }) => {
    const has = [outer, inner].filter(({ instance }) => instanceNames.includes(instance.name)).length;
    return has === 2 || (has === 1 && instanceNames.some((name) => !known.has(name)));
  });
}

function toProblem(
  { outer, inner }: Pair,
  vip: Address,
  virtualServer: VirtualServer,
  realServer: RealServer,
): Problem {
  const groups = [...new Set([...groupsOf(outer), ...groupsOf(inner)])];
  const name = quote(outer.instance.name);
  const where = outer.cluster === inner.cluster ? '' : ` of cluster ${quote(inner.cluster.name)}`;
  return {
    message: `VRRP instances ${name} and ${quote(inner.instance.name)}${where} are not in one sync group, but NAT needs both on one director`,
    hint: hintFor({ outer, inner }, vip, virtualServer, realServer),
    at: outer.instance.origin.self(),
    related: [
      { at: inner.instance.origin.self(), message: "has the real servers' gateway" },
      { at: virtualServer.vipPlace(vip), message: `${name} has the VIP of this NAT service` },
      ...groups.map(({ origin }) => ({ at: origin.self(), message: 'a sync group with one of them' })),
    ],
  };
}

function groupsOf({ cluster, instance }: VipInstance) {
  return cluster.vrrpSyncGroups.filter(({ instanceNames }) => instanceNames.includes(instance.name));
}

function hintFor(pair: Pair, vip: Address, { name }: VirtualServer, { address }: RealServer): string {
  const { outer, inner } = pair;
  const [ofOuter] = groupsOf(outer);
  const [ofInner] = groupsOf(inner);
  if (ofOuter !== undefined && (ofInner !== undefined || outer.cluster !== inner.cluster)) {
    const peers = outer.cluster.vrrpInstances.filter(
      (instance) => instance !== outer.instance && ofOuter.instanceNames.includes(instance.name),
    );
    const gateway = peers
      .flatMap((instance) => instance.addresses.map((prefix) => ({ instance, vip: prefix.address })))
      .find((peer) => contains(address, peer.vip) && peer.vip.text !== vip.text);
    const own =
      gateway === undefined ? 'a VIP' : `${gateway.vip.text}, the VIP of ${quote(gateway.instance.name)}`;
    return `a real server answers through one sync group: give ${quote(name)} real servers whose gateway is ${own} in ${quote(ofOuter.name)}`;
  }
  const both = `one entry of vrrp_sync_groups: group: [${outer.instance.name}, ${inner.instance.name}]`;
  if (outer.cluster !== inner.cluster) {
    const target =
      ofInner === undefined ? `and both into ${both}` : `and into its sync group ${quote(ofInner.name)}`;
    return `a sync group cannot reach into another definition: put ${quote(outer.instance.name)}, with the services at its VIPs, into cluster ${quote(inner.cluster.name)}, ${target}`;
  }
  if (ofOuter !== undefined) return `add ${quote(inner.instance.name)} to sync group ${quote(ofOuter.name)}`;
  if (ofInner !== undefined) return `add ${quote(outer.instance.name)} to sync group ${quote(ofInner.name)}`;
  return `put both into ${both}`;
}
