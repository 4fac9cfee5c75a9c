import { quote } from '../../../diagnostic/quote.ts';
import type { Cluster, Member, VrrpInstance } from '../../../model/cluster.ts';
import type { Repository } from '../../../model/repository.ts';
import { distinctMembers, memberPlace } from '../../../model/vrrp-members.ts';
import type { Problem, RepositoryRule } from '../../rule.ts';

const number = (value: unknown, otherwise: number) => (typeof value === 'number' ? value : otherwise);

/** keepalived 2.2.7, vrrp.c: only IPv4 has a default of its own; Linux, IPV6_DEFAULT_HOPLIMIT. */
const KERNELS_HOP_LIMIT = 64;

/**
 * A TTL only falls on its way, by one at each router: members that send with less than they take, or with too little to reach
 * another wire, do not hear each other, and all are MASTER.
 */
export const unicastTtlRefused: RepositoryRule = {
  id: 'unicast-ttl-refused',
  severity: 'error',
  summary: 'the members of a unicast VRRP instance never get the adverts of the others for their TTL',
  catalogue: [],
  source:
    'keepalived 2.2.7 -t: "min_ttl > max_ttl - all packets will be discarded"; vrrp.c, check of the TTL of unicast peers; RFC 1812, section 5.3.1',
  *repository(repository) {
    for (const instance of repository.clusters.flatMap(({ vrrpInstances }: Cluster) => vrrpInstances)) {
      const [member] = instance.members;
      if (!instance.unicast || member === undefined) continue;
      const { unicast_ttl: ttl, unicast_min_ttl: least, unicast_max_ttl: most } = instance.options;
      const isKernels = ttl === undefined && instance.family === 'inet6';
      const sent = number(ttl, isKernels ? KERNELS_HOP_LIMIT : 255);
      const [from, to] = [number(least, 0), number(most, 255)];
      if (from > sent || from > to) yield refused(instance, member, { sent, from, to, isKernels });
      else if (spansWires(instance, repository) && Math.max(from, 1) >= sent) {
        const isLost = sent === 1;
        const word = isLost ? 'unicast_ttl' : 'unicast_min_ttl';
        yield {
          message: `members of VRRP instance ${quote(instance.name)} are on different wires, and ${isLost ? 'its adverts have a TTL of 1, with which no router forwards them' : `it takes no adverts with a TTL below ${from}: each router on the way takes one of ${sent}`}`,
          hint: isLost
            ? 'raise unicast_ttl to 1 more than the number of routers between the members, or remove it'
            : `lower unicast_min_ttl to ${sent} less the number of routers between the members`,
          at: memberPlace(instance, member, word),
        };
      }
    }
  },
};

function refused(
  instance: VrrpInstance,
  member: Member,
  { sent, from, to, isKernels }: { sent: number; from: number; to: number; isKernels: boolean },
): Problem {
  return {
    message:
      from > to
        ? `VRRP instance ${quote(instance.name)} takes adverts with a TTL of ${from} to ${to}, which none has`
        : `VRRP instance ${quote(instance.name)} sends adverts with a TTL of ${sent}${isKernels ? ", the kernel's for IPv6" : ''}, and takes none below ${from}`,
    hint: `${isKernels && from <= to ? `set unicast_ttl to ${to}, or ` : ''}lower unicast_min_ttl to ${Math.min(sent, to)} less the number of routers between the members`,
    at: memberPlace(instance, member, 'unicast_min_ttl'),
  };
}

/** Whether adverts pass a router: their sources are on different wires. */
function spansWires(instance: VrrpInstance, { broadcastDomains }: Repository): boolean {
  const wires = distinctMembers(instance).flatMap(({ director, sourceAddress }) => {
    const own = director?.interfaces.find(({ address }) => address.address.text === sourceAddress?.text);
    return own?.segment === undefined ? [] : (broadcastDomains.get(own.segment) ?? []);
  });
  return new Set(wires).size > 1;
}
