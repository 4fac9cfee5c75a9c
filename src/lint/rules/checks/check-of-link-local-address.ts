import { isLinkLocal } from '../../../address/address.ts';
import { quote } from '../../../diagnostic/quote.ts';
import { addressOption, writtenChecks } from '../../../model/written-checks.ts';
import type { ClusterRule } from '../../rule.ts';

/**
 * A link-local address means another host on each wire, so that a connection to it has to name the interface.
 * keepalived drops a check that does not, and a dead real server stays. A real server's own address is
 * real-server-link-local's.
 */
export const checkOfLinkLocalAddress: ClusterRule = {
  id: 'check-of-link-local-address',
  severity: 'error',
  summary: 'a check goes to a link-local address without an interface',
  catalogue: [],
  source: 'RFC 4007, section 6; keepalived 2.2.7 -t: "Checker link local address requires a bind_if"',
  *cluster(cluster) {
    if (cluster.engine !== 'keepalived') return;
    for (const { check } of writtenChecks(cluster)) {
      const connectIp = addressOption(check, 'connect_ip');
      if (connectIp === undefined || !isLinkLocal(connectIp) || check.options['bind_if'] !== undefined)
        continue;
      yield {
        message: `check of link-local address ${quote(connectIp.text)}: keepalived drops it, as it needs bind_if`,
        hint: 'leave connect_ip out: the check then takes the address of each real server; or set bind_if',
        at: check.origin.at('connect_ip'),
      };
    }
  },
};
