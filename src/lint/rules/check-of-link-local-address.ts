import { quote } from '../../diagnostic/quote.ts';
import { isLinkLocal } from '../../model/address.ts';
import type { Cluster, RealServer } from '../../model/cluster.ts';
import { addressOption, type WrittenCheck, writtenChecks } from '../../model/written-checks.ts';
import type { ClusterRule, Problem } from '../rule.ts';

/**
 * A link-local address means another host on each wire, so that a connection to it has to name the interface: bind_if,
 * for which the definition has no word. keepalived drops the check, and a dead real server stays.
 */
export const checkOfLinkLocalAddress: ClusterRule = {
  id: 'check-of-link-local-address',
  severity: 'error',
  summary: 'a check goes to a link-local address, which needs an interface',
  catalogue: [],
  source: 'RFC 4007, section 6; keepalived 2.2.7 -t: "Checker link local address requires a bind_if"',
  *cluster(cluster) {
    if (cluster.engine !== 'keepalived') return;
    const known = new Set<RealServer>();
    for (const written of writtenChecks(cluster)) {
      const connectIp = addressOption(written.check, 'connect_ip');
      if (connectIp === undefined) yield* realServerProblems(cluster, written, known);
      else if (isLinkLocal(connectIp)) {
        yield {
          message: messageOf(connectIp.text),
          hint: 'leave connect_ip out: the check then takes the address of each real server',
          at: written.check.origin.at('connect_ip'),
        };
      }
    }
  },
};

/** One for each real server, however many checks it has. One of another family than its VIP has none. */
function* realServerProblems(
  cluster: Cluster,
  { check, uses }: WrittenCheck,
  known: Set<RealServer>,
): Generator<Problem> {
  for (const { virtualServer, destination } of uses) {
    const { realServer } = destination;
    if (realServer === undefined || known.has(realServer) || virtualServer.vip.family !== 'inet6') continue;
    const { address } = realServer.address;
    if (!isLinkLocal(address)) continue;
    known.add(realServer);
    const other = cluster.segments.find(
      ({ subnet }) => subnet.address.family === 'inet6' && !isLinkLocal(subnet.address),
    );
    const where = other === undefined ? '' : `, such as one of ${quote(other.subnet.text)}`;
    yield {
      message: messageOf(address.text),
      hint: `give real server ${quote(realServer.name)} an address that is not link-local${where}`,
      at: realServer.origin.at('address'),
      related: [{ at: check.origin.self(), message: 'the check' }],
    };
  }
}

function messageOf(address: string): string {
  return `check of link-local address ${quote(address)}: keepalived drops it, as it needs bind_if`;
}
