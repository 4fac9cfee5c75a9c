import { contains, type Prefix, subnetText } from '../../../address/address.ts';
import { notUnicast } from '../../../address/address-kind.ts';
import { quote } from '../../../diagnostic/quote.ts';
import { quoteList } from '../../../diagnostic/quote-list.ts';
import type { Cluster, RealServer } from '../../../model/cluster.ts';
import { type DirectorHosts, directorHosts, subnetsOfRealServer } from '../../../model/director-hosts.ts';
import {
  badGateway,
  badGatewayFor,
  floatingWays,
  ownWays,
  type ReturnPath,
  returnPaths,
} from '../../../model/return-path.ts';
import type { Problem, RepositoryRule } from '../../rule.ts';

/**
 * A gateway is another host on the real server's own subnet. The kernel refuses the route to one outside; through its
 * own, the network or the broadcast address no packet gets out.
 */
export const realServerGatewayOutsideSubnet: RepositoryRule = {
  id: 'real-server-gateway-outside-subnet',
  severity: 'error',
  oncePerPlace: true,
  summary:
    "a real server's gateway is outside its subnet, or is its own, the network or the broadcast address",
  catalogue: ['A03'],
  source: 'ip-route(8), via: "Nexthop has invalid gateway"; RFC 1122, section 3.3.1.1',
  *repository({ environments }) {
    for (const environment of environments.values()) {
      const hosts = directorHosts(environment);
      for (const cluster of environment.clusters) {
        const wrong = cluster.realServers.flatMap((realServer) => problemOf(cluster, realServer) ?? []);
        if (wrong.length === 0) continue;
        const paths = new Map(returnPaths(cluster, hosts).map((path) => [path.realServer, path]));
        for (const { realServer, subnet, message, related } of wrong) {
          const at = realServer.origin.at('gateway');
          yield { message, hint: hintFor(cluster, subnet, paths.get(realServer), hosts), at, related };
        }
      }
    }
  },
};

interface Wrong extends Required<Pick<Problem, 'message' | 'related'>> {
  readonly realServer: RealServer;
  readonly subnet: Prefix;
}

function problemOf(cluster: Cluster, realServer: RealServer): Wrong | undefined {
  const { gateway, address, origin, name } = realServer;
  // What no host can have at all is address-not-unicast's.
  if (gateway === undefined || notUnicast(gateway) !== undefined || notUnicast(address.address) !== undefined)
    return undefined;
  const [subnet, ...others] = subnetsOfRealServer(cluster, realServer);
  const segments = cluster.segments;
  const isIn = (text: typeof gateway) => segments.some((segment) => contains(segment.subnet, text));
  // The gateway is in a segment and the real server in none: then it is the real server's address that is wrong.
  if (!isIn(address.address) && isIn(gateway)) return undefined;
  const own = [address, ...realServer.interfaces.map((one) => one.address)];
  const isOwn = own.some((one) => one.address.text === gateway.text);
  // A real server that has taken the router's address: host-address-is-gateway.
  if (isOwn && segments.some((segment) => segment.gateway?.text === gateway.text)) return undefined;
  const why = isOwn ? 'own' : badGatewayFor(gateway, [subnet, ...others]);
  if (why === undefined) return undefined;
  const text = quoteList([...new Set([subnet, ...others].map(subnetText))]);
  const its = others.length === 0 ? 'subnet' : 'subnets';
  const fact = `gateway ${quote(gateway.text)} of real server ${quote(name)} is`;
  const message = {
    own: `${fact} its own address`,
    outside: `${fact} outside its ${its} ${text}`,
    network: `${fact} the network address of its ${its} ${text}`,
    broadcast: `${fact} the broadcast address of its ${its} ${text}`,
  }[why];
  return {
    realServer,
    subnet,
    message,
    related: [{ at: origin.at('address'), message: "the real server's address" }],
  };
}

function hintFor(
  { segments }: Cluster,
  subnet: Prefix,
  path: ReturnPath | undefined,
  hosts: DirectorHosts,
): string {
  const ways =
    path === undefined ? [] : path.directors.length > 1 ? floatingWays(path, hosts) : ownWays(path);
  const [way] = ways;
  if (way !== undefined) return `set gateway to ${way.address.text}, ${way.what}`;
  for (const { gateway, name } of path === undefined ? segments : []) {
    const isFit =
      gateway !== undefined && contains(subnet, gateway) && badGateway(gateway, subnet) === undefined;
    if (isFit) return `set gateway to ${gateway.text}, the gateway of segment ${quote(name)}`;
  }
  return `set gateway to the address of a router in ${subnetText(subnet)}`;
}
