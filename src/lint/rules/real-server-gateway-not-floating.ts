import { quote } from '../../diagnostic/quote.ts';
import { subnetText } from '../../model/address.ts';
import type { Cluster } from '../../model/cluster.ts';
import { type DirectorHosts, directorHosts } from '../../model/director-hosts.ts';
import { placeKey } from '../../model/place-key.ts';
import {
  floatingWays,
  isFloating,
  isUnusableGateway,
  ownWays,
  type ReturnPath,
  returnPaths,
  servesByBoth,
} from '../../model/return-path.ts';
import type { Problem, RepositoryRule } from '../rule.ts';

/**
 * With NAT the replies have to pass the director that forwarded the requests, and after a failover that is another one.
 * So the real servers' gateway is an address that moves with the VIP: the inner VIP of a VRRP instance. A director's
 * own address stays behind on the dead director.
 */
export const realServerGatewayNotFloating: RepositoryRule = {
  id: 'real-server-gateway-not-floating',
  severity: 'error',
  summary: 'the gateway of a NAT real server behind several directors is not a VIP that they pass on',
  catalogue: ['A01', 'A02'],
  source:
    'keepalived.conf(5), VRRP synchronization group(s); Red Hat Enterprise Linux 5, Virtual Server Administration, 1.4.1',
  *repository({ environments }) {
    for (const environment of environments.values()) {
      const hosts = directorHosts(environment);
      for (const cluster of environment.clusters) {
        const reported = new Set<string>();
        for (const path of returnPaths(cluster, hosts)) {
          if (path.directors.length < 2 || isRight(path, hosts)) continue;
          const problem = problemOf(path, cluster, hosts);
          if (problem === undefined) continue;
          if (reported.has(placeKey(problem.at))) continue;
          reported.add(placeKey(problem.at));
          yield problem;
        }
      }
    }
  },
};

function isRight(path: ReturnPath, hosts: DirectorHosts): boolean {
  return isUnusableGateway(path) || isFloating(path, hosts);
}

function problemOf(path: ReturnPath, cluster: Cluster, hosts: DirectorHosts): Problem | undefined {
  const { realServer, gateway, virtualServer, directors, subnet } = path;
  const [right] = floatingWays(path, hosts);
  // Directors that are not on the subnet are a fault of their own.
  if (right === undefined && ownWays(path).length === 0) return undefined;
  const isOwn = gateway !== undefined && gateway.segment === undefined;
  const fixed = directors.find(({ byAddress }) => byAddress.has(gateway?.address.text ?? ''));
  const fixedPlace = fixed?.byAddress.get(gateway?.address.text ?? '')?.origin.at('address');
  const advice =
    right === undefined
      ? `add a VRRP instance with an address in ${subnetText(subnet)}, in one sync group with the VIP's, and set gateway to that address`
      : `set gateway to ${right.address.text}, ${right.what}`;
  return {
    message: messageOf(path, fixed?.name),
    hint: servesByBoth(cluster, realServer)
      ? 'serve it by one method only: with NAT its gateway is a VIP of the directors, with DR it must not be'
      : advice,
    at: isOwn ? gateway.place() : realServer.origin.self(),
    related: [
      ...(isOwn || gateway === undefined ? [] : [{ at: gateway.place(), message: "the segment's gateway" }]),
      ...(fixedPlace === undefined
        ? []
        : [{ at: fixedPlace, message: 'the same address, which never moves' }]),
      ...(right === undefined
        ? []
        : [{ at: right.at, message: 'the address that moves with the directors' }]),
      { at: virtualServer.origin.self(), message: 'the NAT service' },
    ],
  };
}

function messageOf({ realServer, gateway, virtualServer }: ReturnPath, director: string | undefined): string {
  const name = quote(realServer.name);
  if (gateway === undefined) {
    return `real server ${name} of NAT service ${quote(virtualServer.name)} has no gateway: its replies do not pass the directors`;
  }
  const of = gateway.segment === undefined ? '' : `, from segment ${quote(gateway.segment.name)},`;
  const fact = `gateway ${quote(gateway.address.text)} of real server ${name}${of} is`;
  return director === undefined
    ? `${fact} no VIP of the directors: the replies of ${quote(virtualServer.name)} bypass them`
    : `${fact} director ${quote(director)}'s own address: after a failover the replies go to the wrong director`;
}
