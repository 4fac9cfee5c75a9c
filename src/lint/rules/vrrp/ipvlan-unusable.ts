import type { Location } from '../../../diagnostic/finding.ts';
import { quote } from '../../../diagnostic/quote.ts';
import type { Member, VrrpInstance } from '../../../model/cluster.ts';
import type { Host } from '../../../model/repository.ts';
import { vmacOf } from '../../../model/vmac.ts';
import { memberPlace, membersOn } from '../../../model/vrrp-members.ts';
import type { Problem, RepositoryRule } from '../../rule.ts';

/** A VRRP instance on one director. */
interface Part {
  readonly instance: VrrpInstance;
  readonly member: Member;
}

/**
 * The kernel has ipvlan or macvlan interfaces above an interface, and not both: what keepalived makes second fails. And keepalived does not
 * know the ipvlan interface of an IPv6 instance again, for want of a name: at a reload it makes another one.
 */
export const ipvlanUnusable: RepositoryRule = {
  id: 'ipvlan-unusable',
  severity: 'error',
  oncePerPlace: true,
  summary:
    'a VRRP instance has use_ipvlan next to a virtual MAC on its interface, or makes another interface at each reload',
  catalogue: [],
  source:
    'keepalived 2.2.7, vrrp.c, vrrp_complete_instance; Linux, netdev_rx_handler_register: EBUSY; tried on a real kernel',
  *repository({ clusters, environments }) {
    for (const { hosts } of environments.values()) {
      for (const host of hosts.values()) yield* besideMacs(partsOf(host));
    }
    for (const instance of clusters.flatMap(({ vrrpInstances }) => vrrpInstances)) {
      for (const member of instance.members) {
        if (!isIpvlan({ instance, member })) continue;
        yield {
          severity: 'warning',
          message: `VRRP instance ${quote(instance.name)} has use_ipvlan, and keepalived makes another interface for it at each reload, and may crash`,
          hint: 'use use_vmac instead',
          at: memberPlace(instance, member, 'use_ipvlan'),
        };
      }
    }
  },
};

function* besideMacs(parts: readonly Part[]): Iterable<Problem> {
  const macs = new Map<string, Location>();
  for (const part of parts) {
    for (const [name, place] of macsOf(part)) if (!macs.has(name)) macs.set(name, place);
  }
  for (const part of parts) {
    const { instance, member } = part;
    const at = macs.get(member.interfaceName ?? '');
    if (at === undefined || !isIpvlan(part)) continue;
    yield {
      message: `VRRP instance ${quote(instance.name)} has use_ipvlan on interface ${quote(member.interfaceName ?? '')}, which has a virtual MAC, too: the kernel refuses one of the two`,
      hint: 'use use_vmac for both, or neither',
      at: memberPlace(instance, member, 'use_ipvlan'),
      related: [{ at, message: 'the virtual MAC' }],
    };
  }
}

function partsOf({ name, directors }: Host): Part[] {
  return directors.flatMap(({ cluster }) =>
    cluster.engine === 'keepalived' ? membersOn(cluster, name) : [],
  );
}

/** What keepalived refuses or takes for something else is vrrp-options-conflict's. */
function isIpvlan({ instance: { family, unicast }, member: { options } }: Part): boolean {
  const { use_ipvlan: ipvlan, use_vmac: vmac = false } = options;
  return ipvlan === true && vmac === false && family === 'inet6' && !unicast;
}

/** The interfaces that get one with a virtual MAC above them, and what asks for it. */
function macsOf({ instance, member }: Part): [string, Location][] {
  const { interfaceName } = member;
  const { use_vmac: vmac = false } = instance.options;
  const own = vmac === false ? [] : [memberPlace(instance, member, 'use_vmac')];
  return [
    ...own.map((place): [string, Location] => [interfaceName ?? '', place]),
    ...instance.vips.flatMap((vip): [string, Location][] =>
      vmacOf(instance, member, vip) === 'address' ? [[vip.dev ?? interfaceName ?? '', vip.place()]] : [],
    ),
  ];
}
