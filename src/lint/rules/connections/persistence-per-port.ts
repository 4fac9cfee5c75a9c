import { quote } from '../../../diagnostic/quote.ts';
import type { VirtualServer } from '../../../model/cluster.ts';
import type { ClusterRule } from '../../rule.ts';

/** Ports of one site: who fills a basket over HTTP pays for it over TLS. */
const PLAIN: ReadonlySet<number> = new Set([80, 8000, 8080]);
const ENCRYPTED: ReadonlySet<number> = new Set([443, 8443]);
/** They give a client the same real server in each service, with or without persistence. */
const BY_SOURCE: ReadonlySet<string> = new Set(['sh', 'mh']);

/**
 * Persistence is of one service of the kernel's table: at another port the client is scheduled anew, and may come to another real server. One service for both
 * ports, by firewall mark or for all ports, keeps it at one.
 */
export const persistencePerPort: ClusterRule = {
  id: 'persistence-per-port',
  severity: 'info',
  summary:
    'HTTP and HTTPS of one VIP are persistent services of their own: a client may have another real server in each',
  catalogue: [],
  source:
    'Linux, ip_vs_core.c, ip_vs_sched_persist (a template has the port of its service); ipvsadm(8), --persistent and --fwmark-service',
  *cluster({ virtualServers }) {
    const persistent = virtualServers.filter(isPersistent);
    for (const encrypted of persistent.filter(({ port }) => ENCRYPTED.has(port))) {
      const plain = persistent.find((one) => PLAIN.has(one.port) && belongs(one, encrypted));
      if (plain === undefined) continue;
      yield {
        message: `a client of ${quote(encrypted.vip.text)} may have another real server at port ${encrypted.port} than at ${plain.port}: virtual servers ${quote(encrypted.name)} and ${quote(plain.name)} are persistent each for itself`,
        hint: 'where a session goes on from one to the other, make them one: a fwmark with marks for both ports, or port 0',
        at: encrypted.origin.at('persistence_timeout'),
        related: [{ at: plain.origin.at('port'), message: 'the other port' }],
      };
    }
  },
};

function isPersistent({ kind, protocol, persistenceTimeout, destinations }: VirtualServer): boolean {
  return (
    kind === 'address' && protocol === 'TCP' && persistenceTimeout !== undefined && destinations.length > 1
  );
}

/** Whether both have one VIP and the same real servers, and not a scheduler that gives a client the same one. */
function belongs(one: VirtualServer, other: VirtualServer): boolean {
  const hosts = ({ destinations }: VirtualServer) =>
    destinations
      .map(({ realServerName }) => realServerName)
      .sort()
      .join(' ');
  const isSame = BY_SOURCE.has(one.scheduler) && one.scheduler === other.scheduler;
  return one.vip.text === other.vip.text && hosts(one) === hosts(other) && !isSame;
}
