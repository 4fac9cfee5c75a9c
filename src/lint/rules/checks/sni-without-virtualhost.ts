import { quote } from '../../../diagnostic/quote.ts';
import type { Check, Options } from '../../../model/cluster.ts';
import { type CheckUse, writtenChecks } from '../../../model/written-checks.ts';
import type { ClusterRule } from '../../rule.ts';

/**
 * The name that SSL_GET sends in the handshake is the virtualhost of the url, of the check or of the virtual server. keepalived
 * does not look at the real server's, which is for the Host header alone; without any of the three it sends no name, and
 * says nothing. A server that wants one ends the handshake.
 */
export const sniWithoutVirtualhost: ClusterRule = {
  id: 'sni-without-virtualhost',
  severity: 'warning',
  summary: 'enable_sni has no name to send: the check, its url and the virtual server have no virtualhost',
  catalogue: [],
  source: 'keepalived 2.2.7, check_ssl.c, ssl_connect; acassen/keepalived#804',
  *cluster(cluster) {
    if (cluster.engine !== 'keepalived') return;
    for (const { check, uses } of writtenChecks(cluster)) {
      const use = uses.find((it) => lacksName(check, it));
      if (check.type !== 'SSL_GET' || check.options['enable_sni'] !== true || use === undefined) continue;
      const { virtualServer, destination } = use;
      const ofRealServer = destination.options['virtualhost'];
      const related = [
        {
          at: destination.origin.at('virtualhost'),
          message: 'this one is for the Host header alone',
        },
      ];
      yield {
        message: `enable_sni has no effect for ${quote(virtualServer.name)}: without a virtualhost keepalived has no server name to send`,
        hint: 'add virtualhost to the check: servers that need the name end the handshake without it, and would all be taken for dead',
        at: check.origin.at('enable_sni'),
        ...(ofRealServer === undefined ? {} : { related }),
      };
    }
  },
};

function lacksName({ options }: Check, { virtualServer }: CheckUse): boolean {
  if (options['virtualhost'] !== undefined || virtualServer.options['virtualhost'] !== undefined)
    return false;
  const urls = (options['url'] ?? []) as readonly Options[];
  return urls.some((url) => url['virtualhost'] === undefined);
}
