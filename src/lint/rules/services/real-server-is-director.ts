import { quote } from '../../../diagnostic/quote.ts';
import { quoteList } from '../../../diagnostic/quote-list.ts';
import type { Cluster, Destination, ForwardingMethod, VirtualServer } from '../../../model/cluster.ts';
import {
  type DirectorHost,
  type DirectorHosts,
  directorHosts,
  hostsOf,
  hostsOfVip,
} from '../../../model/director-hosts.ts';
import { isMarkedElsewhere } from '../../../model/forwarding.ts';
import type { Problem, RepositoryRule } from '../../rule.ts';

/**
 * A single director can be its own real server (LocalNode): it has the VIP all the time. One of several has it only as
 * MASTER. As standby it gets DR packets for an address that it does not have, and drops them; under NAT it answers through
 * its own default route, past the director that has to rewrite the replies, and the client resets the connection.
 *
 * Where somebody else sets the marks of a DR service, they can be those of packets that no director has sent: the standby has
 * the VIP on `lo`, by lvs_dr_rs.sh, and answers what the MASTER forwards. That is for a note, since nobody sees the marks.
 */
export const realServerIsDirector: RepositoryRule = {
  id: 'real-server-is-director',
  severity: 'error',
  summary: 'a director that passes the VIP of a virtual server on to others is a real server of it',
  catalogue: ['A28'],
  source:
    'LVS-HOWTO, LocalNode; LVS-HOWTO, LVS-NAT: the default gateway of the real servers is the director; acassen/keepalived#2450',
  *repository({ environments }) {
    for (const environment of environments.values()) {
      const hosts = directorHosts(environment);
      for (const cluster of environment.clusters) yield* problemsOf(cluster, hosts);
    }
  },
};

function* problemsOf(cluster: Cluster, hosts: DirectorHosts): Iterable<Problem> {
  // The same hosts in several services are one fault.
  const reported = new Set<string>();
  for (const virtualServer of cluster.virtualServers) {
    const able = [...new Set(virtualServer.vips.flatMap((vip) => hostsOfVip(cluster, vip, hosts)))];
    const found = directorsAmong(virtualServer, able, hostsOf(cluster, hosts));
    const [only, second] = able;
    if (only !== undefined && second === undefined) found.delete(only.name);
    for (const name of reported) found.delete(name);
    const [first, ...others] = found.values();
    if (first === undefined) continue;
    const names = [...found.keys()];
    for (const name of names) reported.add(name);
    const isByMark =
      isMarkedElsewhere(virtualServer) &&
      [...found.values()].every(({ forwardingMethod }) => forwardingMethod === 'DR');
    yield {
      message: messageOf(virtualServer, isByMark ? 'mark' : first.forwardingMethod, names),
      hint: isByMark
        ? 'set the mark only on packets that do not come from the MAC address of another director'
        : 'let other hosts be the real servers: only a director that has the VIP all the time can be its own',
      severity: isByMark ? 'info' : 'error',
      at: first.origin.self(),
      related: others.map(({ origin }) => ({ at: origin.self(), message: 'a director, too' })),
    };
  }
}

function messageOf(
  { name, vip }: VirtualServer,
  way: ForwardingMethod | 'mark',
  names: readonly string[],
): string {
  const isOne = names.length === 1;
  const who = `${isOne ? 'director' : 'directors'} ${quoteList(names)} ${isOne ? 'is a real server' : 'are real servers'}`;
  const why = {
    DR: `a director without VIP ${quote(vip.text)} drops every packet for it`,
    TUN: `a director without VIP ${quote(vip.text)} drops every packet for it`,
    mark: 'what one forwards to another has to come there without the mark',
    NAT: 'a standby answers through its own default route, past the director that forwards',
  }[way];
  return `${who} of ${way === 'mark' ? 'DR' : way} virtual server ${quote(name)}: ${why}`;
}

/** By their names: a real server of another name with a director's address is duplicate-address's. */
function directorsAmong(
  { destinations }: VirtualServer,
  able: readonly DirectorHost[],
  all: readonly DirectorHost[],
): Map<string, Destination> {
  const ofVip = new Set(able.map(({ name }) => name));
  // A director that never has the VIP is no DR or TUN real server either: what gives it to one is for the other hosts.
  const others = new Set(all.map(({ name }) => name));
  const found = new Map<string, Destination>();
  for (const destination of destinations) {
    const { realServerName, forwardingMethod } = destination;
    const names = forwardingMethod === 'NAT' ? ofVip : others;
    if (names.has(realServerName) && !found.has(realServerName)) found.set(realServerName, destination);
  }
  return found;
}
