import { quote } from '../../../diagnostic/quote.ts';
import type { Cluster, Member, Options, VrrpInstance } from '../../../model/cluster.ts';
import { globalPlace, globalsOf } from '../../../model/host-settings.ts';
import { distinctMembers } from '../../../model/vrrp-members.ts';
import type { ClusterRule, Problem } from '../../rule.ts';

/**
 * What the members of an instance have to share, a director can have of its own in global_defs. In different multicast
 * groups they do not hear each other, and all are MASTER; with fewer adverts to wait for one takes over too early. A
 * sync daemon drops what comes with another id than its own, unless that is 0, and hears one group and port alone.
 */
export const memberSettingsDiffer: ClusterRule = {
  id: 'member-settings-differ',
  severity: 'error',
  oncePerPlace: true,
  summary:
    'global_defs give the members of one VRRP instance different multicast groups, numbers of adverts or sync daemons',
  catalogue: ['V11', 'V49'],
  source:
    'keepalived.conf(5), vrrp_mcast_group4, vrrp_mcast_group6, vrrp_down_timer_adverts, lvs_sync_daemon; Linux, ip_vs_sync.c',
  *cluster(cluster) {
    for (const instance of cluster.vrrpInstances) {
      yield* problemsOf(cluster, instance);
    }
  },
};

function* problemsOf(cluster: Cluster, instance: VrrpInstance): Iterable<Problem> {
  const { family, unicast, options } = instance;
  if (!unicast && options['mcast_dst_ip'] === undefined) {
    const word = family === 'inet' ? 'vrrp_mcast_group4' : 'vrrp_mcast_group6';
    const group = family === 'inet' ? '224.0.0.18' : 'ff02::12';
    yield* differing(cluster, instance, word, group, 'they do not hear each other, and all are MASTER');
  }
  if (options['down_timer_adverts'] === undefined) {
    const word = 'vrrp_down_timer_adverts';
    for (const problem of differing(cluster, instance, word, 3, 'one of them takes over before the others'))
      yield { ...problem, severity: 'warning' };
  }
  yield* daemonsApart(cluster, instance);
}

/** The daemons of members that name the instance. */
function* daemonsApart(cluster: Cluster, instance: VrrpInstance): Iterable<Problem> {
  const daemons = distinctMembers(instance).flatMap((member) => {
    const item = globalsOf(cluster, member.director)['lvs_sync_daemon'] as Options | undefined;
    return item?.['inst'] === instance.name ? [{ member, item }] : [];
  });
  const [first, ...others] = daemons;
  if (first === undefined) return;
  const words = { id: instance.virtualRouterId, group: '224.0.0.81', port: 8848 };
  for (const [word, otherwise] of Object.entries(words)) {
    const ownOrDefault = ({ item }: typeof first) => String(item[word] ?? otherwise);
    const other = others.find((daemon) => ownOrDefault(daemon) !== ownOrDefault(first));
    if (other === undefined) continue;
    const [said, unsaid] = other.item[word] === undefined ? [first, other] : [other, first];
    const { file, path } = globalPlace(cluster, said.member.director, 'lvs_sync_daemon');
    yield {
      message: `${word} of lvs_sync_daemon is ${quote(ownOrDefault(said))} on ${quote(said.member.directorName)} and ${quote(ownOrDefault(unsaid))} on ${quote(unsaid.member.directorName)}, which share VRRP instance ${quote(instance.name)}: connections do not survive a failover`,
      hint: 'say it in global_defs of the cluster, and not of one director',
      at: { file, path: [...path, word], part: 'value' },
      related: [{ at: instance.origin.self(), message: 'the instance' }],
    };
  }
}

function* differing(
  cluster: Cluster,
  instance: VrrpInstance,
  word: string,
  otherwise: string | number,
  consequence: string,
): Iterable<Problem> {
  const [first, ...others] = distinctMembers(instance);
  if (first === undefined) return;
  const settingOf = ({ director }: Member) => globalsOf(cluster, director)[word] ?? otherwise;
  const other = others.find((member) => settingOf(member) !== settingOf(first));
  if (other === undefined) return;
  // Where it is said: one of the two has only the default.
  const [said, unsaid] =
    globalsOf(cluster, other.director)[word] === undefined ? [first, other] : [other, first];
  yield {
    message: `${word} is ${quote(String(settingOf(said)))} on ${quote(said.directorName)} and ${quote(String(settingOf(unsaid)))} on ${quote(unsaid.directorName)}, which share VRRP instance ${quote(instance.name)}: ${consequence}`,
    hint: 'say it in global_defs of the cluster, and not of one director',
    at: globalPlace(cluster, said.director, word),
    related: [{ at: instance.origin.self(), message: 'the instance' }],
  };
}
