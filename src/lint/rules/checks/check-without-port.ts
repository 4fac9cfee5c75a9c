import { quote } from '../../../diagnostic/quote.ts';
import type { Destination, VirtualServer } from '../../../model/cluster.ts';
import { checkProtocol, writtenChecks } from '../../../model/written-checks.ts';
import type { ClusterRule, Problem } from '../../rule.ts';

/** A real server of a service of all ports, or of a firewall mark, has no port of its own: a check that names none connects to port 0, which
 * always fails. */
export const checkWithoutPort: ClusterRule = {
  id: 'check-without-port',
  severity: 'error',
  summary: 'a check connects to a port, and neither it nor the real server names one',
  catalogue: [],
  source:
    "keepalived.conf(5), connect_port: the real server's port is the default; RFC 6335, section 6: port 0 is reserved",
  *cluster(cluster) {
    if (cluster.engine !== 'keepalived') return;
    for (const { check, uses } of writtenChecks(cluster)) {
      if (checkProtocol(check) === undefined || check.options['connect_port'] !== undefined) continue;
      const use = uses.find(({ virtualServer, destination }) => isPortless(virtualServer, destination));
      if (use === undefined) continue;
      const problem: Problem = {
        message: `${quote(check.type)} has no port to connect to: real server ${quote(use.destination.realServerName)} of ${quote(use.virtualServer.name)} has none`,
        hint: 'set connect_port, or use a check without a port, such as PING_CHECK',
        at: check.origin.self(),
      };
      yield problem;
    }
  },
};

/** As keepalived.conf has it: a service of a mark gives no port to its real servers, and without NAT they have none. */
function isPortless({ kind, listeners }: VirtualServer, { port, forwardingMethod }: Destination): boolean {
  if (port === 0) return true;
  if (kind === 'address') return false;
  return forwardingMethod !== 'NAT' || listeners.some((listener) => listener.kind === 'fwmark' && port === 0);
}
