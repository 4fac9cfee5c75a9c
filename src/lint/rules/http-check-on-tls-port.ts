import { quote } from '../../diagnostic/quote.ts';
import { arrivalPort, arrivalPortPlace } from '../../model/endpoint.ts';
import { numberOption, writtenChecks } from '../../model/written-checks.ts';
import type { ClusterRule } from '../rule.ts';

/** The ports of HTTP over TLS: IANA's https, and the usual one for who may not open it. */
const TLS_PORTS: ReadonlySet<number> = new Set([443, 8443]);

/**
 * HTTP_GET speaks plain HTTP. A server that speaks TLS on the port closes the connection or answers 400, and keepalived
 * takes every real server for dead.
 */
export const httpCheckOnTlsPort: ClusterRule = {
  id: 'http-check-on-tls-port',
  severity: 'warning',
  summary: 'HTTP_GET speaks plain HTTP to a port where servers speak TLS',
  catalogue: ['S20'],
  source: 'keepalived.conf(5), HTTP_GET and SSL_GET; RFC 9110, section 4.2.2',
  *cluster(cluster) {
    if (cluster.engine !== 'keepalived') return;
    for (const { check, uses } of writtenChecks(cluster)) {
      if (check.type !== 'HTTP_GET') continue;
      const own = numberOption(check, 'connect_port');
      const portOf = (use: (typeof uses)[number]) => own ?? arrivalPort(use.virtualServer, use.destination);
      const use = uses.find((it) => TLS_PORTS.has(portOf(it)));
      if (use === undefined) continue;
      const related = [
        { at: arrivalPortPlace(use.virtualServer, use.destination), message: 'the port that it takes' },
      ];
      yield {
        message: `HTTP_GET sends plain HTTP to port ${quote(portOf(use))}, where servers speak TLS`,
        hint: 'use TCP_CHECK: it opens the port and sends nothing',
        at: own === undefined ? check.origin.self() : check.origin.at('connect_port'),
        ...(own === undefined ? { related } : {}),
      };
    }
  },
};
