import { contains } from '../../../address/address.ts';
import type { Location } from '../../../diagnostic/finding.ts';
import { quote } from '../../../diagnostic/quote.ts';
import { quoteList } from '../../../diagnostic/quote-list.ts';
import { closest } from '../../../diagnostic/suggest.ts';
import type { Cluster, Director, Member, VirtualServer, VrrpInstance } from '../../../model/cluster.ts';
import { distinctMembers, memberPlace } from '../../../model/vrrp-members.ts';
import type { ClusterRule, Problem } from '../../rule.ts';

/**
 * The interface of a VRRP instance is one that every member has, and so is the interface that the scripts give a VIP.
 * keepalived does not start with an interface that is missing or not named, and refuses the loopback: it has no peers.
 */
export const interfaceNotOnDirector: ClusterRule = {
  id: 'interface-not-on-director',
  severity: 'error',
  summary:
    'a VRRP instance or a virtual server uses an interface that a director does not have, or none is named',
  catalogue: ['V34'],
  source:
    'keepalived 2.2.7 -t: "Unknown interface!", "cannot use a loopback interface"; keepalived.conf(5), vrrp_instance, interface',
  *cluster(cluster) {
    for (const instance of cluster.vrrpInstances) {
      const members = distinctMembers(instance);
      yield* unnamed(
        instance,
        members.filter(({ interfaceName }) => interfaceName === undefined),
      );
      yield* loopback(
        instance,
        members.filter(({ interfaceName }) => interfaceName === 'lo'),
      );
      yield* missing(instance, members, cluster.vrrpInstances);
    }
    if (cluster.engine === 'ipvsadm') {
      for (const virtualServer of cluster.virtualServers) yield* ofVirtualServer(cluster, virtualServer);
    }
  },
};

function* unnamed(instance: VrrpInstance, members: readonly Member[]): Iterable<Problem> {
  const all = members.length === distinctMembers(instance).length;
  for (const member of all ? members.slice(0, 1) : members) {
    const whose = all ? '' : ` for ${quote(member.directorName)}`;
    yield {
      message: `VRRP instance ${quote(instance.name)} names no interface${whose}`,
      hint: `set interface${all ? ' for the instance' : ' for this member'}${suchAs(instance, member.director)}`,
      at: all ? instance.origin.self() : member.origin.self(),
    };
  }
}

function* loopback(instance: VrrpInstance, members: readonly Member[]): Iterable<Problem> {
  const places = new Map(
    members.map((member) => [memberPlace(instance, member, 'interface').path.join('/'), member]),
  );
  for (const member of places.values()) {
    yield {
      message: `interface "lo" cannot carry the adverts of VRRP instance ${quote(instance.name)}`,
      hint: `use the interface that leads to the other directors${suchAs(instance, member.director)}`,
      at: memberPlace(instance, member, 'interface'),
    };
  }
}

function* missing(
  instance: VrrpInstance,
  members: readonly Member[],
  instances: readonly VrrpInstance[],
): Iterable<Problem> {
  const known = members.filter(
    ({ director, interfaceName }) => director && interfaceName && interfaceName !== 'lo',
  );
  const lost = known.filter((member) => member.link === undefined);
  const ofInstance = lost.filter((member) => isShared(instance, member));
  const allLost = known.every((member) => !isShared(instance, member) || lost.includes(member));
  if (allLost)
    yield* notThere(instance.origin.at('interface'), ofInstance[0]?.interfaceName, directorsOf(ofInstance));
  for (const member of lost) {
    const directors = directorsOf([member]);
    if (!isShared(instance, member)) {
      yield* notThere(member.origin.at('interface'), member.interfaceName, directors);
    } else if (!allLost) {
      // The instance's interface is right for the others: this director calls it by another name.
      const near = closest(member.interfaceName ?? '', freeNames(instances, member));
      const hint =
        near === undefined
          ? `set interface for this member${suchAs(instance, member.director)}`
          : `did you mean ${quote(near)}? set interface for this member, or correct the name at the director`;
      yield* notThere(member.origin.self(), member.interfaceName, directors, hint);
    }
  }
}

/** The interfaces of a director that no instance uses there. */
function freeNames(instances: readonly VrrpInstance[], { director, directorName }: Member): string[] {
  const used = new Set(
    instances.flatMap(({ members }) =>
      members.flatMap((member) => (member.directorName === directorName ? member.interfaceName : [])),
    ),
  );
  return (director?.interfaces ?? []).flatMap(({ name }) => (used.has(name) ? [] : name));
}

/** Whether the member has its interface from the instance. */
function isShared(instance: VrrpInstance, member: Member): boolean {
  const ofInstance = instance.origin.at('interface').path.join('/');
  return memberPlace(instance, member, 'interface').path.join('/') === ofInstance;
}

function directorsOf(members: readonly Member[]): Director[] {
  return members.flatMap(({ director }) => director ?? []);
}

function* ofVirtualServer({ directors }: Cluster, virtualServer: VirtualServer): Iterable<Problem> {
  const name = virtualServer.interfaceName;
  // Routers lead a routed VIP to the director, so that the loopback is as good a place for it as any.
  if (name === undefined || (name === 'lo' && virtualServer.routed)) return;
  const lacking = directors.filter(({ links }) => links.every((own) => own.name !== name));
  yield* notThere(virtualServer.origin.at('interface'), name, lacking);
}

function* notThere(
  at: Location,
  name: string | undefined,
  directors: readonly Director[],
  hint?: string,
): Iterable<Problem> {
  const [first] = directors;
  if (first === undefined || name === undefined) return;
  const names = first.links.map((own) => own.name);
  const meant = closest(name, names);
  const has = `${quote(first.name)} has ${quoteList(names)}`;
  const asked =
    meant === undefined ? has : `did you mean ${quote(meant)}?${names.length > 1 ? ` ${has}` : ''}`;
  yield {
    message: `${quoteList(directors.map((director) => director.name))} ${directors.length > 1 ? 'have' : 'has'} no interface ${quote(name)}`,
    hint: hint ?? asked,
    at,
    related: directors.map(({ origin }) => ({
      at: origin.keyOf('interfaces'),
      message: 'the interfaces are here',
    })),
  };
}

/** The interface that was most likely meant: the one whose subnet has a VIP. */
function suchAs(instance: VrrpInstance, director: Director | undefined): string {
  const found = director?.links.find(
    ({ name, segments }) =>
      name !== 'lo' &&
      segments.some(({ subnet }) => instance.addresses.some((vip) => contains(subnet, vip.address))),
  );
  const name = (found ?? director?.links.find((own) => own.name !== 'lo'))?.name;
  return name === undefined ? '' : `, such as ${quote(name)}`;
}
