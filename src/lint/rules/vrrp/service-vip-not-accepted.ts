import type { Location } from '../../../diagnostic/finding.ts';
import { quote } from '../../../diagnostic/quote.ts';
import { quoteList } from '../../../diagnostic/quote-list.ts';
import type { Cluster, Member, VirtualServer, VrrpInstance } from '../../../model/cluster.ts';
import { globalPlace } from '../../../model/host-settings.ts';
import { isStrict } from '../../../model/strict-mode.ts';
import { memberPlace } from '../../../model/vrrp-members.ts';
import type { ClusterRule, Problem } from '../../rule.ts';

/**
 * A MASTER that does not accept packets for its VIPs has a firewall that drops them, and IPVS comes after that
 * firewall: no client reaches a service. Strict mode does the same, unless the director owns the address.
 */
export const serviceVipNotAccepted: ClusterRule = {
  id: 'service-vip-not-accepted',
  severity: 'error',
  summary: 'a VRRP instance has the VIP of a service, and its firewall drops what clients send there',
  catalogue: ['V30'],
  source:
    'keepalived.conf(5), accept, no_accept, vrrp_strict; keepalived 2.2.7, vrrp.c and vrrp_nftables.c; acassen/keepalived#474, #1373, #2319',
  *cluster(cluster) {
    for (const instance of cluster.vrrpInstances) {
      const served = serviceAt(cluster, instance);
      const refusing = instance.members.filter((member) => refuses(cluster, instance, member));
      const [first] = refusing;
      if (served === undefined || first === undefined) continue;
      yield problem(cluster, instance, served, refusing, first);
    }
  },
};

/** keepalived 2.2.7, vrrp_complete_instance: `accept` counts in strict mode with version 3 alone. */
function refuses(cluster: Cluster, { version }: VrrpInstance, member: Member): boolean {
  const { options, priority } = member;
  if (priority === 255) return false;
  const strict = isStrict(cluster, member);
  if (options['no_accept'] === true) return true;
  return strict && !(options['accept'] === true && version === 3);
}

function serviceAt({ virtualServers }: Cluster, { vips }: VrrpInstance): VirtualServer | undefined {
  const texts = new Set(vips.map(({ prefix }) => prefix.address.text));
  return virtualServers.find((virtualServer) => virtualServer.vips.some(({ text }) => texts.has(text)));
}

function problem(
  cluster: Cluster,
  instance: VrrpInstance,
  service: VirtualServer,
  refusing: readonly Member[],
  first: Member,
): Problem {
  const vip =
    service.vips.find(({ text }) => instance.vips.some(({ prefix }) => prefix.address.text === text)) ??
    service.vip;
  const on =
    refusing.length === instance.members.length
      ? ''
      : ` on ${quoteList(refusing.map(({ directorName }) => directorName))}`;
  const { word, at } = causeOf(cluster, instance, first);
  return {
    message: `VRRP instance ${quote(instance.name)} drops packets for its VIPs${on}, by ${word}: no client reaches ${quote(service.name)} at ${quote(vip.text)}`,
    hint: hintFor(word, instance),
    at,
    related: [{ at: service.vipPlace(vip), message: 'the service at its VIP' }],
  };
}

function causeOf(cluster: Cluster, instance: VrrpInstance, member: Member): { word: string; at: Location } {
  const { options, director } = member;
  if (options['no_accept'] === true)
    return { word: 'no_accept', at: memberPlace(instance, member, 'no_accept') };
  return options['strict_mode'] === true
    ? { word: 'strict_mode', at: memberPlace(instance, member, 'strict_mode') }
    : { word: 'vrrp_strict', at: globalPlace(cluster, director, 'vrrp_strict') };
}

function hintFor(word: string, { version }: VrrpInstance): string {
  if (word === 'no_accept') return 'remove no_accept: a VIP with a service on it has to accept packets';
  return version === 3
    ? 'set accept: true of the instance, or strict_mode: false'
    : 'set strict_mode: false of the instance';
}
