import type { Destination, VirtualServer } from '../../model/cluster.ts';
import type { Host } from '../../model/repository.ts';
import type { Target } from './lab-plan.ts';
import { askedListeners, targetsOf } from './targets.ts';

/** Where a host's services listen, and what its health pages say: lines of `answer.pl`. */
export function answersOf({ realServers, name }: Host): string[] {
  const lines = new Map<string, string>();
  const listen = (port: number) => lines.set(`tcp ${port}`, `tcp ${port} http`);
  for (const { realServer, virtualServers } of realServers) {
    const rip = realServer.address.address.text;
    for (const virtualServer of virtualServers) {
      for (const { protocol, address, port } of arrivals(virtualServer, name, rip)) {
        if (protocol === 'TCP') listen(port);
        else lines.set(`udp ${address} ${port}`, `udp ${address} ${port}`);
      }
      for (const { realServerName, checks, port } of virtualServer.destinations) {
        if (realServerName !== name) continue;
        for (const { type, options } of checks) {
          const at = Number(options['connect_port'] ?? port);
          if (type !== 'UDP_CHECK' && at > 0) listen(at);
          for (const url of (options['url'] ?? []) as readonly Readonly<Record<string, unknown>>[]) {
            const status = `status ${at} ${String(url['path'] ?? '/')}`;
            if (url['status_code'] !== undefined)
              lines.set(status, `${status} ${String(url['status_code'])}`);
          }
        }
      }
    }
  }
  return [...lines.values()];
}

/** What comes to a host of what clients ask for: as to one of the real servers, or as to the sorry server. */
function arrivals(
  { destinations, sorryServer, ...listening }: VirtualServer,
  name: string,
  rip: string,
): Target[] {
  const own: Pick<Destination, 'port' | 'forwardingMethod'>[] = destinations.filter(
    ({ realServerName }) => realServerName === name,
  );
  const parts = own.length > 0 || sorryServer === undefined ? own : [sorryServer];
  const targets = askedListeners(listening).flatMap((listener) => targetsOf(listening, listener));
  return parts.flatMap(({ port, forwardingMethod }) =>
    targets.map((target) => ({
      protocol: target.protocol,
      address: forwardingMethod === 'NAT' ? rip : target.address,
      // 0: the port that the client has asked.
      port: port || target.port,
    })),
  );
}
