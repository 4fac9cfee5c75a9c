import { isLinkLocal } from '../../../address/address.ts';
import { quote } from '../../../diagnostic/quote.ts';
import { quoteList } from '../../../diagnostic/quote-list.ts';
import type { Cluster } from '../../../model/cluster.ts';
import { type DirectorHosts, directorHosts } from '../../../model/director-hosts.ts';
import {
  inheritedBy,
  isFloating,
  isUnusableGateway,
  ownWays,
  type ReturnPath,
  servesByBoth,
  type WrongPaths,
  wrongPaths,
} from '../../../model/return-path.ts';
import { ofGateway } from '../../facts.ts';
import type { Problem, RepositoryRule } from '../../rule.ts';

/**
 * NAT rewrites the destination of the requests, and only the director can rewrite the replies' source back. They have
 * to pass it, so that it is the real server's gateway. With several directors that is an address which moves:
 * real-server-gateway-not-floating.
 */
export const realServerGatewayNotDirector: RepositoryRule = {
  id: 'real-server-gateway-not-director',
  severity: 'error',
  summary: 'the gateway of a NAT real server is not the director, so that the replies bypass it',
  catalogue: ['A01'],
  source:
    'LVS-HOWTO, LVS-NAT: the default gateway of the real servers is the director; acassen/keepalived#2243',
  *repository({ environments }) {
    for (const environment of environments.values()) {
      const hosts = directorHosts(environment);
      const isAtFault = (path: ReturnPath, cluster: Cluster) =>
        path.directors.length === 1 && ownWays(path).length > 0 && isWrong(path, cluster, hosts);
      for (const wrong of wrongPaths(hosts, isAtFault)) yield* problemsOf(wrong, hosts);
    }
  },
};

/** Of a link-local gateway no definition says whose it is. Without VRRP the director has all VIPs. */
function isWrong(path: ReturnPath, { virtualServers }: Cluster, hosts: DirectorHosts): boolean {
  const { gateway, directors } = path;
  if (gateway === undefined) return true;
  const { address } = gateway;
  if (isLinkLocal(address) || isUnusableGateway(path) || isFloating(path, hosts)) return false;
  if (directors.some(({ byAddress }) => byAddress.has(address.text))) return false;
  return !virtualServers.some(({ vip }) => vip.text === address.text);
}

function* problemsOf({ cluster, path, names }: WrongPaths, hosts: DirectorHosts): Iterable<Problem> {
  const { realServer, gateway, virtualServer, directors } = path;
  const [right] = ownWays(path);
  const [director] = directors;
  // A director that is not on the subnet is a fault of its own.
  if (right === undefined || director === undefined) return;
  const owner = quote(director.name);
  const service = `NAT service ${quote(virtualServer.name)}`;
  const who = `${names.length === 1 ? 'real server' : 'real servers'} ${quoteList(names)}`;
  const has = names.length === 1 ? 'has' : 'have';
  let message = `${who} of ${service} has no gateway: its replies do not pass director ${owner}`;
  if (gateway?.segment !== undefined) {
    message = `${who} of ${service} ${has} no gateway but ${quote(gateway.address.text)} of segment ${quote(gateway.segment.name)}, which is not director ${owner}`;
  } else if (gateway !== undefined) {
    message = `gateway ${quote(gateway.address.text)} of ${who} is not director ${owner}: the replies of ${service} bypass it`;
  }
  const hint = servesByBoth(cluster, realServer, hosts)
    ? 'serve it by one method only: with NAT its gateway is the director, with DR it must not be'
    : `set gateway to ${right.address.text}, ${right.what}`;
  yield {
    message,
    hint,
    at: gateway?.place() ?? realServer.origin.self(),
    related: [...inheritedBy(path, cluster), { at: right.at, message: "the director's address there" }],
    ...ofGateway(path, cluster, hint),
  };
}
