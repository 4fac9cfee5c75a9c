import { quote } from '../../../diagnostic/quote.ts';
import { table } from '../../../diagnostic/table.ts';
import type { Check, Options } from '../../../model/cluster.ts';
import { firstUseOfPort, HTTPS_PORTS, TLS_PORTS } from '../../../model/tls-ports.ts';
import { writtenChecks } from '../../../model/written-checks.ts';
import type { ClusterRule } from '../../rule.ts';

const PLAIN: Readonly<Record<string, string>> = table({ HTTP_GET: 'plain HTTP', SMTP_CHECK: 'plain SMTP' });

/**
 * HTTP_GET and SMTP_CHECK do not speak TLS. A server that does closes the connection or answers 400, and keepalived takes
 * every real server for dead.
 */
export const plainCheckOnTlsPort: ClusterRule = {
  id: 'plain-check-on-tls-port',
  severity: 'warning',
  summary: 'HTTP_GET or SMTP_CHECK, which do not speak TLS, check a port where servers do',
  catalogue: ['S20'],
  source:
    'keepalived.conf(5), HTTP_GET, SMTP_CHECK and SSL_GET; RFC 9110, section 4.2.2; RFC 8314, section 3',
  *cluster(cluster) {
    if (cluster.engine !== 'keepalived') return;
    for (const written of writtenChecks(cluster)) {
      const { check } = written;
      const said = PLAIN[check.type];
      const use = firstUseOfPort(written, TLS_PORTS);
      if (said === undefined || use === undefined || acceptsRefusal(check)) continue;
      const isHttps = check.type === 'HTTP_GET' && HTTPS_PORTS.has(use.port);
      yield {
        message: `${check.type} sends ${said} to port ${quote(use.port)}, where servers speak TLS`,
        hint: `use ${isHttps ? 'SSL_GET, which speaks TLS, or ' : ''}TCP_CHECK, which only opens the port`,
        at: use.at,
        related: use.related,
        restsOn: use.related.map(({ at }) => at),
      };
    }
  },
};

/** The answer of nginx and of Go's servers, among them the Kubernetes API, to plain HTTP at their TLS port. */
function acceptsRefusal({ options }: Check): boolean {
  const urls = (options['url'] ?? []) as readonly Options[];
  return urls.length > 0 && urls.every((url) => [url['status_code']].flat().some(includes400));
}

function includes400(code: unknown): boolean {
  const [first = 0, last = first] = String(code).split('-').map(Number);
  return first <= 400 && last >= 400;
}
