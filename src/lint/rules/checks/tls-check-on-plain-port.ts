import { quote } from '../../../diagnostic/quote.ts';
import { firstUseOfPort, PLAIN_PORTS } from '../../../model/tls-ports.ts';
import { writtenChecks } from '../../../model/written-checks.ts';
import type { ClusterRule } from '../../rule.ts';

/** SSL_GET begins with a TLS handshake. A server that does not speak TLS fails it, and keepalived takes every real server for dead. */
export const tlsCheckOnPlainPort: ClusterRule = {
  id: 'tls-check-on-plain-port',
  severity: 'warning',
  summary: 'SSL_GET, which speaks TLS, checks a port where servers do not',
  catalogue: ['S20'],
  source: 'keepalived.conf(5), HTTP_GET and SSL_GET; RFC 9110, section 4.2.1',
  *cluster(cluster) {
    if (cluster.engine !== 'keepalived') return;
    for (const written of writtenChecks(cluster)) {
      const use = firstUseOfPort(written, PLAIN_PORTS);
      if (written.check.type !== 'SSL_GET' || use === undefined) continue;
      yield {
        message: `SSL_GET begins with a TLS handshake, and servers at port ${quote(use.port)} speak without TLS`,
        hint: 'use HTTP_GET for HTTP, or set connect_port to the port that has TLS',
        at: use.at,
        related: use.related,
        restsOn: use.related.map(({ at }) => at),
      };
    }
  },
};
