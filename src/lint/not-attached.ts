import { subnetText } from '../address/address.ts';
import { quote } from '../diagnostic/quote.ts';
import { quoteList } from '../diagnostic/quote-list.ts';
import type { Cluster, ForwardingMethod } from '../model/cluster.ts';
import { directorHosts } from '../model/director-hosts.ts';
import { type NotAttached, notAttached } from '../model/not-attached.ts';
import type { Repository } from '../model/repository.ts';
import type { Problem } from './rule.ts';

/**
 * What nat-real-server-not-attached and dr-real-server-not-attached find: the same fault, with another consequence.
 *
 * @param consequence what happens to the requests of one director, or of several.
 */
export function* notAttachedProblems(
  { environments }: Repository,
  method: ForwardingMethod,
  consequence: (directors: number) => string,
): Iterable<Problem> {
  for (const environment of environments.values()) {
    const hosts = directorHosts(environment);
    for (const cluster of environment.clusters) {
      for (const group of notAttached(cluster, method, hosts)) {
        yield toProblem(group, cluster, method, consequence(group.missing.length));
      }
    }
  }
}

function toProblem(
  { subnet, realServers, virtualServer, missing, silent, attached }: NotAttached,
  cluster: Cluster,
  method: ForwardingMethod,
  consequence: string,
): Problem {
  const directors = `${missing.length === 1 ? 'director' : 'directors'} ${quoteList(missing)}`;
  const names = quoteList(realServers.map(({ name }) => name));
  const owners = `${realServers.length === 1 ? 'real server' : 'real servers'} ${names}`;
  const director = cluster.directors.find(({ name }) => name === missing[0]);
  const [first] = realServers;
  const whose = missing.length === 1 ? 'its interfaces' : `the interfaces of ${quote(missing[0])}`;
  const interfaces =
    director === undefined ? [] : [{ at: director.origin.keyOf('interfaces'), message: whose }];
  const address = { at: first.origin.at('address'), message: `the address of ${quote(first.name)}` };
  // Where another director is attached, it is the director that is odd.
  const [odd, other] = attached === undefined ? [address, interfaces] : [interfaces[0] ?? address, [address]];
  const where = attached === undefined ? subnetText(subnet) : `segment ${quote(attached.segmentName)}`;
  const lack = silent === undefined ? 'interface on' : 'address in';
  const astray = `${method} requests would take ${missing.length === 1 ? 'its' : 'their'} default route`;
  return {
    message: `${directors} ${missing.length === 1 ? 'has' : 'have'} no ${lack} ${quote(subnetText(subnet))}, the subnet of ${owners}: ${silent === undefined ? consequence : astray}`,
    hint:
      silent === undefined
        ? `attach ${directors} to ${where}${attached === undefined ? ', or correct the address' : ''}`
        : `give ${quote(silent.name)} of ${quote(missing[0])} an address there`,
    at: silent === undefined ? odd.at : silent.origin.at('address'),
    related: [...other, { at: virtualServer.origin.self(), message: `the ${method} service` }],
  };
}
