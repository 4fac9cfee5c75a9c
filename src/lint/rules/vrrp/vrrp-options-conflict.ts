import { parseAddress } from '../../../address/address.ts';
import { quote } from '../../../diagnostic/quote.ts';
import type { Cluster, Member, Options, VrrpInstance } from '../../../model/cluster.ts';
import { placeKey } from '../../../model/place-key.ts';
import { memberPlace } from '../../../model/vrrp-members.ts';
import type { ClusterRule, Problem } from '../../rule.ts';

interface Conflict {
  readonly field: string;
  readonly what: string;
  readonly hint: string;
}

/** What does not go together keepalived drops, or takes the last of, or it leaves the instance in FAULT for good. */
export const vrrpOptionsConflict: ClusterRule = {
  id: 'vrrp-options-conflict',
  severity: 'error',
  summary: 'options of a VRRP instance do not go together, and keepalived drops one or never serves the VIPs',
  catalogue: [],
  source: 'keepalived 2.2.7 and 2.2.8, vrrp.c, vrrp_complete_instance, and what -t tells of it',
  *cluster(cluster) {
    yield* sharedNames(cluster);
    const places = new Set<string>();
    for (const instance of cluster.vrrpInstances) {
      for (const member of instance.members) {
        for (const { field, what, hint } of conflicts(instance, member)) {
          const at = memberPlace(instance, member, field);
          if (places.has(placeKey(at))) continue;
          places.add(placeKey(at));
          yield { message: `VRRP instance ${quote(instance.name)} has ${what}`, hint, at };
        }
      }
    }
  },
};

/** keepalived gives the second one another name, of its own choice. */
function* sharedNames({ vrrpInstances }: Cluster): Iterable<Problem> {
  const first = new Map<string, VrrpInstance>();
  for (const instance of vrrpInstances) {
    const name = instance.options['use_vmac'];
    if (typeof name !== 'string') continue;
    const other = first.get(name);
    if (other === undefined) first.set(name, instance);
    else {
      yield {
        message: `VRRP instances ${quote(other.name)} and ${quote(instance.name)} have one interface, ${quote(name)}`,
        hint: 'give each an interface of its own, or leave the name to keepalived: use_vmac: true',
        at: instance.origin.at('use_vmac'),
        related: [{ at: other.origin.at('use_vmac'), message: 'the other one' }],
      };
    }
  }
}

function conflicts({ family, unicast }: VrrpInstance, member: Member): Conflict[] {
  const { options, priority, nopreempt, interfaceName } = member;
  const vmac = options['use_vmac'] !== undefined && options['use_vmac'] !== false;
  const ipvlan = options['use_ipvlan'] === true;
  const is = (word: string) => options[word] === true;
  const found: [boolean, Conflict][] = [
    [vmac && ipvlan, conflict('use_ipvlan', 'use_vmac and use_ipvlan', 'remove one of the two')],
    [
      ipvlan && !vmac && family === 'inet',
      conflict('use_ipvlan', 'use_ipvlan for IPv4, which never leaves FAULT', 'use use_vmac instead'),
    ],
    [
      unicast && ipvlan && !vmac,
      conflict(
        'use_ipvlan',
        'unicast and use_ipvlan, which keepalived takes for a vmac',
        'use use_vmac and vmac_xmit_base',
      ),
    ],
    [
      unicast && vmac && !is('vmac_xmit_base'),
      conflict('use_vmac', 'unicast and use_vmac without vmac_xmit_base', 'set vmac_xmit_base'),
    ],
    [
      is('vmac_xmit_base') && !vmac,
      conflict('vmac_xmit_base', 'vmac_xmit_base without use_vmac', 'set use_vmac, or remove vmac_xmit_base'),
    ],
    [
      is('promote_secondaries') && (vmac || ipvlan),
      conflict(
        'promote_secondaries',
        'promote_secondaries next to an interface of its own, which has it anyway',
        'remove promote_secondaries',
      ),
    ],
    [is('accept') && is('no_accept'), conflict('no_accept', 'accept and no_accept', 'remove one of the two')],
    [
      priority === 255 && nopreempt,
      conflict('nopreempt', 'nopreempt with priority 255, which always preempts', 'lower the priority'),
    ],
    [
      options['timer_expired_backup'] !== undefined && !nopreempt,
      conflict(
        'timer_expired_backup',
        'timer_expired_backup without nopreempt',
        'set nopreempt, or remove timer_expired_backup',
      ),
    ],
    [
      options['vrf'] !== undefined && (interfaceName !== undefined || !unicast),
      conflict(
        'vrf',
        'a vrf, which keepalived heeds for unicast without an interface only',
        'remove vrf: the interface says in which VRF the instance is',
      ),
    ],
    ...multicastConflicts(family, unicast, options),
  ];
  return found.filter(([applies]) => applies).map(([, entry]) => entry);
}

function multicastConflicts(
  family: VrrpInstance['family'],
  unicast: boolean,
  options: Options,
): [boolean, Conflict][] {
  return ['mcast_src_ip', 'mcast_dst_ip'].flatMap((word): [boolean, Conflict][] => {
    const value = options[word];
    if (typeof value !== 'string') return [];
    const other = parseAddress(value)?.family !== family;
    const name = family === 'inet' ? 'IPv4' : 'IPv6';
    return [
      [unicast, conflict(word, `${word} next to unicast`, 'remove one of the two')],
      [
        !unicast && other,
        conflict(word, `${name} VIPs and a ${word} of the other family`, `use an ${name} address`),
      ],
    ];
  });
}

function conflict(field: string, what: string, hint: string): Conflict {
  return { field, what, hint };
}
