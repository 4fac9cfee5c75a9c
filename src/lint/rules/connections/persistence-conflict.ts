import { quote } from '../../../diagnostic/quote.ts';
import type { VirtualServer } from '../../../model/cluster.ts';
import type { ClusterRule, Problem } from '../../rule.ts';

/** A service of all ports has to be persistent: keepalived switches persistence on, the kernel refuses it. A granularity is a mask for IPv4 and
 * a prefix length for IPv6. Granularity and engine mean nothing without a timeout, and the engine sip reads UDP. */
export const persistenceConflict: ClusterRule = {
  id: 'persistence-conflict',
  severity: 'error',
  summary: 'a service of all ports has no persistence, or a setting of persistence does not fit the service',
  catalogue: ['S28', 'S38', 'S40'],
  source:
    'ipvsadm(8), --persistent, --netmask and --pe; keepalived 2.2.7, check_data.c ("zero port only valid for persistent services"); ip_vs_pe_sip.c',
  *cluster({ virtualServers }) {
    for (const virtualServer of virtualServers) yield* ofService(virtualServer);
  },
};

function* ofService(virtualServer: VirtualServer): Iterable<Problem> {
  const { name, options, persistenceTimeout, listeners, protocol, vip, origin } = virtualServer;
  const open = listeners.find((listener) => listener.kind === 'address' && listener.port === 0);
  if (open !== undefined && persistenceTimeout === undefined) {
    yield {
      message: `virtual server ${quote(name)} is for all ports and has no persistence`,
      hint: 'set persistence_timeout: the ports of one client have to reach one real server',
      at: open.origin.at('port'),
    };
  }
  for (const word of ['persistence_granularity', 'persistence_engine']) {
    if (options[word] === undefined || persistenceTimeout !== undefined) continue;
    yield {
      message: `${word} of virtual server ${quote(name)} means nothing without persistence`,
      hint: 'set persistence_timeout, or remove it',
      at: origin.at(word),
    };
  }
  const granularity = options['persistence_granularity'];
  if (granularity !== undefined && (typeof granularity === 'string') !== (vip.family === 'inet')) {
    yield {
      message: `persistence_granularity ${quote(String(granularity))} is not for ${vip.family === 'inet' ? 'IPv4' : 'IPv6'}`,
      hint:
        vip.family === 'inet' ? 'write a mask, such as 255.255.255.0' : 'write a prefix length, such as 64',
      at: origin.at('persistence_granularity'),
    };
  }
  if (options['persistence_engine'] === 'sip' && protocol !== 'UDP') {
    yield {
      message: `persistence_engine "sip" reads UDP, and the service is ${protocol}`,
      hint: 'remove it',
      at: origin.at('persistence_engine'),
    };
  }
}
