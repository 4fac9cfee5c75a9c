import type { Location } from '../diagnostic/finding.ts';
import { arrivalPort, arrivalPortPlace } from './endpoint.ts';
import { numberOption, type WrittenCheck } from './written-checks.ts';

/** Ports where servers speak HTTP over TLS: IANA's, the usual ones for who may not open 443, the Kubernetes API and kubelet. */
export const HTTPS_PORTS: ReadonlySet<number> = new Set([443, 2376, 5986, 6443, 8443, 9443, 10250]);

/**
 * Ports where the first byte is TLS's: the above, and mail, LDAP, DNS, FTP, IRC, telnet, NNTP, SIP, AMQP, syslog and MQTT
 * over TLS, by IANA. etcd's (2379) is none: it speaks TLS only when it is told to.
 */
export const TLS_PORTS: ReadonlySet<number> = new Set([
  ...HTTPS_PORTS,
  ...[465, 563, 636, 853, 989, 990, 992, 993, 994, 995, 3269, 5061, 5671, 6514, 6697, 8883],
]);

/** Ports where it is not: FTP, SSH, telnet, SMTP, HTTP, POP3, IMAP, LDAP, submission, Docker and kubelet for reading. */
export const PLAIN_PORTS: ReadonlySet<number> = new Set([
  ...[21, 22, 23, 25, 80, 110, 143, 389, 587, 2375, 8008, 8080, 10255],
]);

/** What a check does at one of some ports. */
export interface PortUse {
  readonly port: number;
  /** The check's own port, else the check. */
  readonly at: Location;
  readonly related: readonly { readonly at: Location; readonly message: string }[];
}

/** The first of `ports` that a check connects to: its own `connect_port`, else the port of a real server that it is run for. */
export function firstUseOfPort(
  { check, uses }: WrittenCheck,
  ports: ReadonlySet<number>,
): PortUse | undefined {
  const own = numberOption(check, 'connect_port');
  if (own !== undefined) {
    return ports.has(own) ? { port: own, at: check.origin.at('connect_port'), related: [] } : undefined;
  }
  const use = uses.find((it) => ports.has(arrivalPort(it.virtualServer, it.destination)));
  if (use === undefined) return undefined;
  const { virtualServer, destination } = use;
  return {
    port: arrivalPort(virtualServer, destination),
    at: check.origin.self(),
    related: [{ at: arrivalPortPlace(virtualServer, destination), message: 'the port that it takes' }],
  };
}
