import { quote } from '../../diagnostic/quote.ts';
import { isLinkLocal } from '../../model/address.ts';
import type { Cluster } from '../../model/cluster.ts';
import { type DirectorHosts, directorHosts } from '../../model/director-hosts.ts';
import { placeKey } from '../../model/place-key.ts';
import {
  isFloating,
  isUnusableGateway,
  ownWays,
  type ReturnPath,
  returnPaths,
  servesByBoth,
} from '../../model/return-path.ts';
import type { Problem, RepositoryRule } from '../rule.ts';

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
      for (const cluster of environment.clusters) {
        const reported = new Set<string>();
        for (const path of returnPaths(cluster, hosts)) {
          if (path.directors.length !== 1 || !isWrong(path, cluster, hosts)) continue;
          const problem = problemOf(path, cluster);
          if (problem === undefined || reported.has(placeKey(problem.at))) continue;
          reported.add(placeKey(problem.at));
          yield problem;
        }
      }
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

function problemOf(path: ReturnPath, cluster: Cluster): Problem | undefined {
  const { realServer, gateway, virtualServer, directors } = path;
  const [right] = ownWays(path);
  const [director] = directors;
  // A director that is not on the subnet is a fault of its own.
  if (right === undefined || director === undefined) return undefined;
  const service = `NAT service ${quote(virtualServer.name)}`;
  const name = quote(realServer.name);
  const owner = quote(director.name);
  const isOwn = gateway !== undefined && gateway.segment === undefined;
  let message = `real server ${name} of ${service} has no gateway: its replies do not pass director ${owner}`;
  if (isOwn) {
    message = `gateway ${quote(gateway.address.text)} of real server ${name} is not director ${owner}: the replies of ${service} bypass it`;
  } else if (gateway?.segment !== undefined) {
    message = `real server ${name} of ${service} has no gateway but ${quote(gateway.address.text)} of segment ${quote(gateway.segment.name)}, which is not director ${owner}`;
  }
  return {
    message,
    hint: servesByBoth(cluster, realServer)
      ? 'serve it by one method only: with NAT its gateway is the director, with DR it must not be'
      : `set gateway to ${right.address.text}, ${right.what}`,
    at: isOwn ? gateway.place() : realServer.origin.self(),
    related: [
      ...(isOwn || gateway === undefined ? [] : [{ at: gateway.place(), message: "the segment's gateway" }]),
      { at: right.at, message: "the director's address there" },
    ],
  };
}
