import { quote } from '../../../diagnostic/quote.ts';
import { table } from '../../../diagnostic/table.ts';
import type { Check, Protocol } from '../../../model/cluster.ts';
import { arrivalPort } from '../../../model/endpoint.ts';
import { placeKey } from '../../../model/place-key.ts';
import {
  type CheckUse,
  checkProtocol,
  isWatched,
  numberOption,
  writtenChecks,
} from '../../../model/written-checks.ts';
import type { ClusterRule, Problem } from '../../rule.ts';

/** Where the standards demand both transports on one port: DNS (RFC 7766), Kerberos (RFC 4120), SIP (RFC 3261). */
const BOTH_TRANSPORTS: ReadonlySet<number> = new Set([53, 88, 5060]);

const HINTS: Readonly<Partial<Record<Protocol, string>>> = table({
  TCP: 'use TCP_CHECK or HTTP_GET, or set connect_port to a UDP port that shows the health of the real server',
  UDP: 'use UDP_CHECK, or set connect_port to a TCP port that shows the health of the real server',
  SCTP: 'keepalived has no check for SCTP: set connect_port to another port that shows the health of the real server',
});

/**
 * A check speaks its own transport, whatever the virtual server's is: TCP_CHECK finds no listener at a UDP service and
 * takes a healthy real server away; UDP_CHECK at a TCP service sees an ICMP error, or nothing, which it counts as
 * healthy. A `connect_port` of another port says that another service is checked on purpose. At a port where one server
 * answers by both transports the check can do for both, so that it is a warning, and no fault beside the right one.
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
      const wrong = uses.filter((use) => isMismatch(check, use));
      const fatal = wrong.filter((use) => !answersByBoth(use));
      const half = wrong.filter((use) => answersByBoth(use) && !isWatched(use));
      const problem = fatal.length > 0 ? fatalProblem(check, fatal) : halfProblem(check, half);
      if (problem !== undefined) yield problem;
    }
  },
};

function isMismatch(check: Check, { virtualServer, destination }: CheckUse): boolean {
  const served = arrivalPort(virtualServer, destination);
  const port = numberOption(check, 'connect_port') ?? served;
  const protocol = checkProtocol(check);
  return protocol !== undefined && virtualServer.protocol !== protocol && port === served;
}

function answersByBoth({ virtualServer, destination }: CheckUse): boolean {
  const isEither = virtualServer.protocol === 'TCP' || virtualServer.protocol === 'UDP';
  return isEither && BOTH_TRANSPORTS.has(arrivalPort(virtualServer, destination));
}

function fatalProblem(check: Check, uses: readonly CheckUse[]): Problem | undefined {
  const first = uses[0]?.virtualServer;
  const hint = first && HINTS[first.protocol];
  if (first === undefined || hint === undefined) return undefined;
  const related = protocolsOf(uses);
  return {
    message: `${quote(check.type)} cannot tell the health of ${first.protocol} virtual server ${quote(first.name)}`,
    hint,
    at: check.origin.self(),
    related,
    // The check can be right, and the protocol a slip.
    doubts: related.map(({ at }) => at),
  };
}

function halfProblem(check: Check, [use, ...others]: readonly CheckUse[]): Problem | undefined {
  if (use === undefined) return undefined;
  const { name, protocol } = use.virtualServer;
  const port = arrivalPort(use.virtualServer, use.destination);
  return {
    severity: 'warning',
    message: `${quote(check.type)} sees port ${port} by ${checkProtocol(check)} only, but clients of virtual server ${quote(name)} come by ${protocol}`,
    hint: `add ${protocol === 'UDP' ? 'a UDP_CHECK' : 'a TCP_CHECK'}, or use it instead: a server can answer by the one and not by the other`,
    at: check.origin.self(),
    related: protocolsOf([use, ...others]),
  };
}

function protocolsOf(uses: readonly CheckUse[]): NonNullable<Problem['related']> {
  const related = new Map<string, NonNullable<Problem['related']>[number]>();
  for (const { virtualServer } of uses) {
    const at = virtualServer.origin.at('protocol');
    const key = placeKey(at);
    if (!related.has(key)) related.set(key, { at, message: `the service is ${virtualServer.protocol}` });
  }
  return [...related.values()];
}
