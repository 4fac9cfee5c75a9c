import { subnetText } from '../../../address/address.ts';
import { quote } from '../../../diagnostic/quote.ts';
import { quoteList } from '../../../diagnostic/quote-list.ts';
import { type DirectorHosts, directorHosts } from '../../../model/director-hosts.ts';
import {
  floatingWays,
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
      const isAtFault = (path: ReturnPath) =>
        path.directors.length > 1 && !isRight(path, hosts) && isAttached(path, hosts);
      for (const wrong of wrongPaths(hosts, isAtFault)) yield toProblem(wrong, hosts);
    }
  },
};

function isRight(path: ReturnPath, hosts: DirectorHosts): boolean {
  return isUnusableGateway(path) || isFloating(path, hosts);
}

/** Directors that are not on the subnet are a fault of their own. */
function isAttached(path: ReturnPath, hosts: DirectorHosts): boolean {
  return ownWays(path).length > 0 || floatingWays(path, hosts).length > 0;
}

function toProblem({ cluster, path, names }: WrongPaths, hosts: DirectorHosts): Problem {
  const { realServer, gateway, virtualServer, directors, subnet } = path;
  const [right] = floatingWays(path, hosts);
  const fixed = directors.find(({ byAddress }) => byAddress.has(gateway?.address.text ?? ''));
  const fixedPlace = fixed?.byAddress.get(gateway?.address.text ?? '')?.origin.at('address');
  const advice =
    right === undefined
      ? `add a VRRP instance with an address in ${subnetText(subnet)}, in one sync group with the VIP's, and set gateway to that address`
      : `set gateway to ${right.address.text}, ${right.what}`;
  const hint = servesByBoth(cluster, realServer, hosts)
    ? 'serve it by one method only: with NAT its gateway is a VIP of the directors, with DR it must not be'
    : advice;
  return {
    message: messageOf(path, names, fixed?.name),
    hint,
    at: gateway?.place() ?? realServer.origin.self(),
    related: [
      ...inheritedBy(path, cluster),
      ...(fixedPlace === undefined
        ? []
        : [{ at: fixedPlace, message: 'the same address, which never moves' }]),
      ...(right === undefined
        ? []
        : [{ at: right.at, message: 'the address that moves with the directors' }]),
      { at: virtualServer.origin.self(), message: 'the NAT service' },
    ],
    ...ofGateway(path, cluster, hint),
  };
}

function messageOf(
  { gateway, virtualServer }: ReturnPath,
  names: readonly string[],
  director: string | undefined,
): string {
  const who = `${names.length === 1 ? 'real server' : 'real servers'} ${quoteList(names)}`;
  if (gateway === undefined) {
    return `${who} of NAT service ${quote(virtualServer.name)} has no gateway: its replies do not pass the directors`;
  }
  const of = gateway.segment === undefined ? '' : `, from segment ${quote(gateway.segment.name)},`;
  const fact = `gateway ${quote(gateway.address.text)} of ${who}${of} is`;
  return director === undefined
    ? `${fact} no VIP of the directors: the replies of ${quote(virtualServer.name)} bypass them`
    : `${fact} director ${quote(director)}'s own address: after a failover the replies go to the wrong director`;
}
