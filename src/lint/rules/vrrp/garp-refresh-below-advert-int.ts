import type { Location } from '../../../diagnostic/finding.ts';
import { quote } from '../../../diagnostic/quote.ts';
import type { Cluster, Member, VrrpInstance } from '../../../model/cluster.ts';
import { globalPlace, globalsOf } from '../../../model/host-settings.ts';
import { memberPlace } from '../../../model/vrrp-members.ts';
import type { ClusterRule, Problem } from '../../rule.ts';

/** The word of an instance, and the one of global_defs that it has its default from. */
const WORDS = [
  ['garp_master_refresh', 'vrrp_garp_master_refresh'],
  ['garp_extra_if', 'vrrp_garp_extra_if'],
] as const;

/** A MASTER looks whether it is time for more gratuitous ARPs each time that it has sent an advert, and at no other time. */
export const garpRefreshBelowAdvertInt: ClusterRule = {
  id: 'garp-refresh-below-advert-int',
  severity: 'info',
  oncePerPlace: true,
  summary: 'gratuitous ARPs are to be sent again in less time than adverts, with which they go out',
  catalogue: [],
  source: 'keepalived 2.2.7, vrrp.c, vrrp_state_master_tx; acassen/keepalived#1214',
  *cluster(cluster) {
    for (const instance of cluster.vrrpInstances) {
      for (const member of instance.members) {
        for (const [own, shared] of WORDS) yield* problems(cluster, instance, member, own, shared);
      }
    }
  },
};

function* problems(
  cluster: Cluster,
  instance: VrrpInstance,
  member: Member,
  own: string,
  shared: string,
): Iterable<Problem> {
  const isOwn = member.options[own] !== undefined;
  const seconds = Number((isOwn ? member.options[own] : globalsOf(cluster, member.director)[shared]) ?? 0);
  if (seconds === 0 || seconds >= instance.advertInt) return;
  const at: Location = isOwn
    ? memberPlace(instance, member, own)
    : globalPlace(cluster, member.director, shared);
  yield {
    message: `${isOwn ? own : shared} ${quote(seconds)} is below advert_int ${quote(instance.advertInt)} of VRRP instance ${quote(instance.name)}: gratuitous ARPs go out with adverts, every ${instance.advertInt} s`,
    hint: `write ${Math.ceil(instance.advertInt)} or more, or lower advert_int`,
    at,
    related: [{ at: instance.origin.at('advert_int'), message: 'the time between adverts' }],
  };
}
