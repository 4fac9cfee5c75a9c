import { quote } from '../../../diagnostic/quote.ts';
import { FTP } from '../../../model/ftp.ts';
import type { ClusterRule, Problem } from '../../rule.ts';

/**
 * In passive mode an FTP client opens its data connection to a port of the VIP that the real server has chosen. With
 * NAT a helper in the kernel reads that port; with DR and TUN the director never sees the replies, and the kernel takes
 * such a connection for the service of port 21 when that one is persistent. Else it finds none for it.
 */
export const ftpWithoutPersistence: ClusterRule = {
  id: 'ftp-without-persistence',
  severity: 'warning',
  summary: 'an FTP service with DR or TUN has no persistence: data connections in passive mode fail',
  catalogue: ['S40'],
  source:
    'Linux, ip_vs_ctl.c, ip_vs_service_find ("Check if it\'s ftp service") and ip_vs_core.c, ip_vs_schedule; ipvsadm(8), --persistent',
  *cluster({ virtualServers }) {
    for (const virtualServer of virtualServers) {
      const { name, listeners, protocol, persistenceTimeout, destinations } = virtualServer;
      const ftp = listeners.find((listener) => listener.kind === 'address' && listener.port === FTP);
      if (ftp === undefined || protocol !== 'TCP' || persistenceTimeout !== undefined) continue;
      const direct = destinations.find(({ forwardingMethod }) => forwardingMethod !== 'NAT');
      if (direct === undefined) continue;
      const problem: Problem = {
        message: `FTP service ${quote(name)} has no persistence, and with ${direct.forwardingMethod} no client gets data in passive mode`,
        hint: 'set persistence_timeout: the kernel then leads data connections to the real server of the client',
        at: ftp.origin.at('port'),
      };
      yield problem;
    }
  },
};
