import { quote } from '../../../diagnostic/quote.ts';
import { arrivalPort, isPort } from '../../../model/endpoint.ts';
import { type CheckUse, writtenChecks } from '../../../model/written-checks.ts';
import type { ClusterRule } from '../../rule.ts';

/** Checks that the kernel, or another daemon, of the host answers. */
const OF_HOST = ['PING_CHECK', 'BFD_CHECK'];

/**
 * A host answers pings, and keeps a BFD session, without the service: a dead daemon keeps its share. keepalived has no check
 * for SCTP, nor for all ports at once, and one by UDP goes to the real server's own address, where a daemon that listens
 * on the VIP does not answer.
 */
export const pingCheckAlone: ClusterRule = {
  id: 'ping-check-alone',
  severity: 'warning',
  summary: 'the only check of a real server asks its host, and not the service',
  catalogue: ['S31'],
  source: 'keepalived.conf(5), PING_CHECK and BFD_CHECK',
  *cluster(cluster) {
    if (cluster.engine !== 'keepalived') return;
    for (const { check, uses } of writtenChecks(cluster)) {
      const use = uses.find(isUnwatched);
      if (use === undefined || use.destination.checks.find(({ type }) => OF_HOST.includes(type)) !== check)
        continue;
      const { virtualServer, destination } = use;
      const isUdp = virtualServer.protocol === 'UDP';
      const isOfAll = virtualServer.destinations.every((it) =>
        isUnwatched({ virtualServer, destination: it }),
      );
      const owner = `virtual server ${quote(virtualServer.name)}`;
      yield {
        message: `${check.type} is the only check of ${isOfAll ? owner : `real server ${quote(destination.realServerName)} in ${owner}`}: a dead service on a living host keeps its share`,
        hint: isUdp
          ? 'add UDP_CHECK, DNS_CHECK or a MISC_CHECK that asks the service'
          : 'add TCP_CHECK, or another check that asks the service',
        severity: isUdp ? 'info' : 'warning',
        at: check.origin.self(),
      };
    }
  },
};

/** Weight 0 is no share, and needs no check. */
function isUnwatched({ virtualServer, destination }: CheckUse): boolean {
  if (virtualServer.protocol === 'SCTP' || destination.weight === 0) return false;
  if (!isPort(arrivalPort(virtualServer, destination))) return false;
  return destination.checks.length > 0 && destination.checks.every(({ type }) => OF_HOST.includes(type));
}
