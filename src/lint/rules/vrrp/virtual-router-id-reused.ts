import { subnetText } from '../../../address/address.ts';
import { groupBy } from '../../../diagnostic/group-by.ts';
import { quote } from '../../../diagnostic/quote.ts';
import type { VrrpInstance } from '../../../model/cluster.ts';
import type { BroadcastDomain, Repository } from '../../../model/repository.ts';
import { copyFact } from '../../facts.ts';
import type { RepositoryRule } from '../../rule.ts';

/** A VRRP instance on one of the wires that its members are attached to. */
interface Claim {
  readonly instance: VrrpInstance;
  readonly domain: BroadcastDomain;
  readonly segmentName: string;
}

/**
 * A virtual router id is used once per broadcast domain and address family (IPv4 and IPv6 count separately: each has
 * its own MAC addresses, RFC 5798, section 7.3). Two instances that share one hear each other's adverts: the one with
 * the lower priority gives up its VIPs, or both log bogus packets and stay MASTER. On one interface keepalived does not
 * start at all.
 */
export const virtualRouterIdReused: RepositoryRule = {
  id: 'virtual-router-id-reused',
  severity: 'error',
  summary: 'a virtual router id is used twice on one broadcast domain, or is reserved there',
  catalogue: ['V09', 'V10', 'V20'],
  source:
    'RFC 5798, section 5.2.3; keepalived 2.2.7, vrrp.c, check_vrid_conflicts; acassen/keepalived#389, #2444',
  *repository(repository) {
    const reported = new Set<VrrpInstance>();
    const reserved = reservedIds(repository);
    for (const [domain, onWire] of groupBy(claims(repository), (claim) => claim.domain)) {
      for (const [family, ofFamily] of groupBy(onWire, ({ instance }) => instance.family)) {
        const subnets = domain.segments.map(({ segment }) => segment.subnet);
        const others = new Map(
          subnets.flatMap((subnet) =>
            subnet.address.family === family ? [...(reserved.get(subnetText(subnet)) ?? [])] : [],
          ),
        );
        const taken = new Set([
          ...others.keys(),
          ...ofFamily.map(({ instance }) => instance.virtualRouterId),
        ]);
        const first = new Map<number, VrrpInstance>();
        for (const { instance, segmentName } of ofFamily) {
          const id = instance.virtualRouterId;
          const other = first.get(id);
          if (other === undefined) first.set(id, instance);
          const subnet = others.get(id);
          if ((other === undefined && subnet === undefined) || reported.has(instance)) continue;
          reported.add(instance);
          yield {
            message:
              subnet === undefined
                ? `virtual router id ${quote(id)} is used twice on segment ${quote(segmentName)}`
                : `virtual router id ${quote(id)} is reserved on ${quote(subnet)} by lvsgen.yaml`,
            hint: takeFreeId(taken, id),
            at: instance.origin.at('virtual_router_id'),
            ...(other === undefined
              ? {}
              : {
                  related: [{ at: other.origin.at('virtual_router_id'), message: 'first used here' }],
                  restsOn: [copyFact(instance.origin, other.origin)],
                }),
          };
        }
      }
    }
  },
};

/** Instances whose place is known: one with a member on an unknown interface is another rule's. */
function claims({ clusters, broadcastDomains }: Repository): Claim[] {
  return clusters.flatMap((cluster) =>
    cluster.vrrpInstances.flatMap((instance) => {
      // Unicast ids are apart from multicast ones, and count per address: virtual-router-id-reused-unicast.
      if (instance.unicast) return [];
      const segments = instance.members.map((member) => member.link?.segments[0]);
      const byDomain = new Map<BroadcastDomain, Claim>();
      for (const segment of segments) {
        const domain = segment === undefined ? undefined : broadcastDomains.get(segment);
        if (segment === undefined || domain === undefined) return [];
        if (!byDomain.has(domain)) byDomain.set(domain, { instance, domain, segmentName: segment.name });
      }
      return [...byDomain.values()];
    }),
  );
}

/** By subnet: the ids that others use there, each with the subnet. */
function reservedIds({ reserved }: Repository): Map<string, [id: number, subnet: string][]> {
  const bySubnet = groupBy(reserved, ({ subnet }) => subnetText(subnet));
  return new Map(
    [...bySubnet].map(([subnet, items]) => [
      subnet,
      items.flatMap(({ virtualRouterIds }) => virtualRouterIds.map((id): [number, string] => [id, subnet])),
    ]),
  );
}

/** Advises the next id that nobody has, and takes it, so that two findings do not advise the same. */
function takeFreeId(taken: Set<number>, id: number): string {
  for (let step = 1; step < 255; step++) {
    const free = ((id - 1 + step) % 255) + 1;
    if (taken.has(free)) continue;
    taken.add(free);
    return `use an id that is free there, such as ${free}`;
  }
  return 'no id is free there: use another segment for the adverts';
}
