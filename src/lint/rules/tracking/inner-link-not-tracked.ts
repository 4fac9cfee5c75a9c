import { quote } from '../../../diagnostic/quote.ts';
import type { Cluster, Member, Options, RealServer, VrrpInstance } from '../../../model/cluster.ts';
import { type Attachment, type DirectorHost, directorHosts } from '../../../model/director-hosts.ts';
import { REFERENCES, trackedEntries } from '../../../model/tracked-weights.ts';
import { distinctMembers } from '../../../model/vrrp-members.ts';
import type { Problem, RepositoryRule } from '../../rule.ts';

/**
 * A director whose link to the real servers is down has to hand over the VIPs. keepalived faults an instance for its
 * own interface and those of its VIPs; another one it has to be told to track, or a sync group has an instance there.
 */
export const innerLinkNotTracked: RepositoryRule = {
  id: 'inner-link-not-tracked',
  severity: 'warning',
  summary: 'a director keeps the VIPs when its link to the real servers fails: nothing tracks that interface',
  catalogue: ['V47'],
  source:
    'keepalived.conf(5), track_interface; keepalived 2.2.7, vrrp.c, add_vrrp_to_interface; acassen/keepalived#1703',
  *repository({ environments }) {
    for (const environment of environments.values()) {
      const { hosts } = directorHosts(environment);
      for (const cluster of environment.clusters) {
        if (cluster.engine !== 'keepalived') continue;
        for (const instance of cluster.vrrpInstances) {
          const members = distinctMembers(instance);
          if (members.length < 2) continue;
          const problems = members.flatMap(
            (member) => problemOf(cluster, instance, member, hosts.get(member.directorName)) ?? [],
          );
          // One that differs from the others is another rule's, and one finding tells of all.
          const [first] = problems;
          if (first !== undefined && problems.length === members.length) yield first;
        }
      }
    }
  },
};

function problemOf(
  cluster: Cluster,
  instance: VrrpInstance,
  member: Member,
  host: DirectorHost | undefined,
): Problem | undefined {
  if (host === undefined || member.link === undefined) return undefined;
  const watched = watchedInterfaces(cluster, instance, member);
  if (watched === 'by a program') return undefined;
  const trunks = new Set([...watched].map(trunkOf));
  for (const { realServer, name } of servedBy(cluster, instance)) {
    const links = host.attachedTo(realServer.address.address);
    const [link] = links;
    if (link === undefined || links.some((own) => trunks.has(trunkOf(own.name)))) continue;
    return problem(instance, member, link, realServer, name);
  }
  return undefined;
}

/** The real servers of the services at an instance's VIPs; with NAT the gateway ties both links together, by other rules. */
function servedBy({ virtualServers }: Cluster, { vips }: VrrpInstance) {
  const texts = new Set(vips.map(({ prefix }) => prefix.address.text));
  return virtualServers
    .filter((virtualServer) => virtualServer.vips.some(({ text }) => texts.has(text)))
    .flatMap(({ name, destinations }) =>
      destinations.flatMap(({ realServer, forwardingMethod }) =>
        realServer === undefined || forwardingMethod === 'NAT' ? [] : [{ name, realServer }],
      ),
    );
}

/** By the instance and those of its sync group. What a program, a file or a BFD session looks at nobody knows. */
function watchedInterfaces(
  { vrrpInstances, vrrpSyncGroups }: Cluster,
  instance: VrrpInstance,
  { directorName }: Member,
): ReadonlySet<string> | 'by a program' {
  const groups = vrrpSyncGroups.filter(({ instanceNames }) => instanceNames.includes(instance.name));
  const names = new Set([instance.name, ...groups.flatMap(({ instanceNames }) => instanceNames)]);
  const members = vrrpInstances
    .filter(({ name }) => names.has(name))
    .flatMap((found) => found.members.filter((member) => member.directorName === directorName));
  const watching = [...members, ...groups].map(({ options }) => options);
  const isOther = (word: (typeof REFERENCES)[number]) => word !== 'track_interface';
  if (watching.some((options) => REFERENCES.some((word) => isOther(word) && options[word] !== undefined)))
    return 'by a program';
  return new Set([
    ...members.flatMap(({ interfaceName }) => interfaceName ?? []),
    ...watching.flatMap((options) => trackedEntries(options, 'track_interface').map(({ name }) => name)),
    ...members.flatMap(({ options }) => DEVICES.flatMap((word) => devicesOf(options[word]))),
  ]);
}

const DEVICES = ['virtual_ipaddress', 'virtual_ipaddress_excluded', 'virtual_routes', 'virtual_rules'];

/** keepalived tracks the interfaces of VIPs, routes and rules that do not say `no_track`. */
function devicesOf(items: unknown): string[] {
  return ((items ?? []) as readonly (string | Options)[]).flatMap((item) =>
    typeof item === 'string' || item['no_track'] === true
      ? []
      : ['dev', 'iif', 'oif'].flatMap((word) => (item[word] === undefined ? [] : [String(item[word])])),
  );
}

/** VLANs of one trunk fail together. */
function trunkOf(name: string): string {
  return name.split('.')[0] ?? name;
}

function problem(
  { name }: VrrpInstance,
  { directorName, origin }: Member,
  link: Attachment,
  { name: realServer }: RealServer,
  service: string,
): Problem {
  return {
    message: `${quote(directorName)} keeps the VIPs of VRRP instance ${quote(name)} when ${quote(link.name)} fails, its link to real server ${quote(realServer)} of ${quote(service)}`,
    hint: `set track_interface: [${link.name}] of the instance`,
    at: origin.self(),
    related: [{ at: link.origin.at('address'), message: 'the link' }],
  };
}
