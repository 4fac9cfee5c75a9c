import { quote } from '../../../diagnostic/quote.ts';
import type { Check, Cluster, VirtualServer } from '../../../model/cluster.ts';
import type { ClusterRule, Problem } from '../../rule.ts';

/** Whose clients ask, and take an answer from nobody else: DNS, Kerberos, NTP, QUIC, DNS over TLS and QUIC, RADIUS. */
const ANSWERED: ReadonlySet<number> = new Set([53, 88, 123, 443, 853, 1812, 1813]);

/**
 * One-packet scheduling forgets a packet when it has been sent on. With NAT, the answer of the real server then belongs to nothing: it leaves the
 * director with the real server's own address, which no client has asked. Only the persistence engine sip knows whose answers they are, by the
 * address and port of the real server: so not where a service has all ports, or those of marks. What comes without an answer, such as
 * syslog, is not harmed.
 */
export const opsWithNat: ClusterRule = {
  id: 'ops-with-nat',
  severity: 'warning',
  summary:
    'one-packet scheduling with NAT: answers keep the address of the real server, and clients drop them',
  catalogue: [],
  source:
    'Linux, ip_vs_core.c (a one-packet connection is not hashed; __ip_vs_rs_conn_out asks the persistence engine) and commit 39b972231536; kubernetes/kubernetes#110814',
  *cluster(cluster) {
    for (const virtualServer of cluster.virtualServers)
      if (!isMasqueraded(cluster, virtualServer)) yield* ofService(virtualServer);
  },
};

function* ofService(virtualServer: VirtualServer): Iterable<Problem> {
  const { name, options, protocol, listeners, marks, destinations, origin } = virtualServer;
  if (options['ops'] !== true) return;
  const isSip = options['persistence_engine'] === 'sip';
  if (isSip && listeners.every((listener) => listener.kind === 'address' && listener.port > 0)) return;
  const nat = destinations.find(({ forwardingMethod }) => forwardingMethod === 'NAT');
  if (nat === undefined) return;
  const isMarked = listeners.some(({ kind }) => kind === 'fwmark');
  // Only UDP is scheduled by packets: scheduler-flag-ignored speaks of the rest.
  const ofUdp = marks.filter((mark) => mark.protocol === undefined || mark.protocol === 'UDP');
  const hasUdp = protocol === 'UDP' || (isMarked && (marks.length === 0 || ofUdp.length > 0));
  if (!hasUdp) return;
  const ports = [
    ...listeners.flatMap((listener) => (listener.kind === 'address' ? [listener.port] : [])),
    ...ofUdp.flatMap((mark) => (mark.ports?.first === mark.ports?.last ? (mark.ports?.first ?? []) : [])),
  ];
  const answered = isSip ? undefined : ports.find((port) => ANSWERED.has(port));
  const isSure = answered !== undefined || nat.checks.some(wantsAnswer);
  const fact = `ops of virtual server ${quote(name)} with NAT: answers leave with the address of the real server, and clients drop them`;
  const hint = 'remove ops, or set lvs_method to DR or TUN';
  yield {
    ...(isSure ? { severity: 'error' } : {}),
    message: answered === undefined ? fact : `${fact}, here those at port ${answered}`,
    hint: isSure ? hint : `${hint}; where nothing is answered, such as syslog, allow this`,
    at: origin.at('ops'),
    related: [
      {
        at: (nat.options['lvs_method'] === undefined ? origin : nat.origin).at('lvs_method'),
        message: 'the method',
      },
    ],
  };
}

/** Whether masquerading gives answers the VIP: it is the director's own address there, and they leave like anything else from inside. */
function isMasqueraded({ engine, masquerade, directors }: Cluster, { vips }: VirtualServer): boolean {
  const own = directors.flatMap(({ interfaces }) => interfaces.map(({ address }) => address.address.text));
  return engine === 'ipvsadm' && masquerade && vips.every(({ text }) => own.includes(text));
}

/** Whether a check of UDP fails without an answer. */
function wantsAnswer({ type, options }: Check): boolean {
  const reply = options['require_reply'];
  return type === 'DNS_CHECK' || (type === 'UDP_CHECK' && reply !== undefined && reply !== false);
}
