import { quote } from '../../diagnostic/quote.ts';
import type { Protocol } from '../../model/cluster.ts';
import { arrivalPort } from '../../model/endpoint.ts';
import { placeKey } from '../../model/place-key.ts';
import { type CheckUse, checkProtocol, numberOption, writtenChecks } from '../../model/written-checks.ts';
import type { ClusterRule, Problem } from '../rule.ts';

/** Where the standards demand both transports on one port: DNS (RFC 7766), Kerberos (RFC 4120), SIP (RFC 3261). */
const BOTH_TRANSPORTS: ReadonlySet<number> = new Set([53, 88, 5060]);

const HINTS: Readonly<Partial<Record<Protocol, string>>> = {
  TCP: 'use TCP_CHECK or HTTP_GET, or set connect_port to a UDP port that shows the health of the real server',
  UDP: 'use UDP_CHECK, or set connect_port to a TCP port that shows the health of the real server',
  SCTP: 'keepalived has no check for SCTP: set connect_port to another port that shows the health of the real server',
};

/**
 * A check speaks its own transport, whatever the virtual server's is: TCP_CHECK finds no listener at a UDP service and
 * takes a healthy real server away; UDP_CHECK at a TCP service sees an ICMP error, or nothing, which it counts as
 * healthy. A `connect_port` of its own says that another service is checked on purpose.
 */
export const checkProtocolMismatch: ClusterRule = {
  id: 'check-protocol-mismatch',
  severity: 'error',
  summary: 'a check speaks another transport than the service that it has to watch',
  catalogue: ['S16'],
  source: 'keepalived.conf(5), TCP_CHECK and UDP_CHECK; kubernetes-retired/kube-keepalived-vip#44',
  *cluster(cluster) {
    if (cluster.engine !== 'keepalived') return;
    for (const { check, uses } of writtenChecks(cluster)) {
      const transport = checkProtocol(check);
      const port = numberOption(check, 'connect_port');
      const onPurpose = ({ virtualServer, destination }: CheckUse) =>
        port !== undefined && (port !== arrivalPort(virtualServer, destination) || BOTH_TRANSPORTS.has(port));
      const wrong = uses.filter((use) => use.virtualServer.protocol !== transport && !onPurpose(use));
      const first = wrong[0]?.virtualServer;
      const hint = first && HINTS[first.protocol];
      if (first === undefined || hint === undefined) continue;
      const related = new Map<string, NonNullable<Problem['related']>[number]>();
      for (const { virtualServer } of wrong) {
        const at = virtualServer.origin.at('protocol');
        const key = placeKey(at);
        if (!related.has(key)) related.set(key, { at, message: `the service is ${virtualServer.protocol}` });
      }
      yield {
        message: `${quote(check.type)} cannot tell the health of ${first.protocol} virtual server ${quote(first.name)}`,
        hint,
        at: check.origin.self(),
        related: [...related.values()],
      };
    }
  },
};
