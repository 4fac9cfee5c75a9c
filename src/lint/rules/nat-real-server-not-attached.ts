import { quote } from '../../diagnostic/quote.ts';
import { quoteList } from '../../diagnostic/quote-list.ts';
import { subnetText } from '../../model/address.ts';
import type { Cluster } from '../../model/cluster.ts';
import { directorHosts } from '../../model/director-hosts.ts';
import { type NotAttached, notAttached } from '../../model/not-attached.ts';
import type { Problem, RepositoryRule } from '../rule.ts';

/**
 * The director sends rewritten requests to the real server's address, and gets the replies as the real server's gateway.
 * Both need an interface of the director on the real server's subnet: without one the requests take its default route.
 */
export const natRealServerNotAttached: RepositoryRule = {
  id: 'nat-real-server-not-attached',
  severity: 'error',
  summary: 'a director has no interface on the subnet of a real server that it serves by NAT',
  catalogue: ['A04'],
  source: 'LVS-HOWTO, LVS-NAT: director and real servers are on one network',
  *repository({ environments }) {
    for (const environment of environments.values()) {
      const hosts = directorHosts(environment);
      for (const cluster of environment.clusters) {
        for (const group of notAttached(cluster, 'NAT', hosts)) yield toProblem(group, cluster);
      }
    }
  },
};

function toProblem(
  { subnet, realServers, virtualServer, missing, attached }: NotAttached,
  cluster: Cluster,
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
  return {
    message: `${directors} ${missing.length === 1 ? 'has' : 'have'} no interface on ${quote(subnetText(subnet))}, the subnet of ${owners}: NAT requests would take ${missing.length === 1 ? 'its' : 'their'} default route`,
    hint: `attach ${directors} to ${where}${attached === undefined ? ', or correct the address' : ''}`,
    at: odd.at,
    related: [...other, { at: virtualServer.origin.self(), message: 'the NAT service' }],
  };
}
