import type { Options } from '../../model/cluster.ts';
import { address } from '../../model/definition-reader.ts';

/** `tcp 900`: how long IPVS keeps connections, of those that the definition says. */
export function timeoutLines(globals: Options): string[] {
  const timeouts = (globals['lvs_timeouts'] ?? {}) as Options;
  return ['tcp', 'tcpfin', 'udp']
    .filter((name) => timeouts[name] !== undefined)
    .map((name) => `${name} ${timeouts[name]}`);
}

/** The interface of {@link syncDaemonLines}, if any. */
export function syncInterface(globals: Options): string[] {
  const daemon = globals['lvs_sync_daemon'] as Options | undefined;
  return daemon === undefined ? [] : [String(daemon['interface'])];
}

/** What IPv4 and IPv6 leave of 1,500 and of 65,535 bytes for a UDP datagram. */
const ROOM = { inet: { usual: 1472, most: 65_507 }, inet6: { usual: 1452, most: 65_487 } } as const;
/** The kernel gives a receiver no less. */
const LEAST_RECEIVED = 1024;

/**
 * The daemons that tell the other directors of this one's connections, and hear of theirs. Without VRRP nobody says which of
 * them is the master, and each may have connections: both run, as keepalived has it when no instance is named. All that
 * the kernel would choose is written out as the kernel has it then (ip_vs_sync.c, start_sync_thread), because
 * `ipvsadm -l --daemon` prints all of it. Without an id it is 0, as keepalived has it.
 */
export function syncDaemonLines(globals: Options): string[] {
  const daemon = globals['lvs_sync_daemon'] as Options | undefined;
  if (daemon === undefined) return [];
  const group = address(String(daemon['group'] ?? '224.0.0.81'));
  const { usual, most } = ROOM[group.family];
  const length = Math.min(Number(daemon['maxlen'] ?? usual), most);
  const words = (bytes: number) =>
    [
      `--mcast-interface ${daemon['interface']} --syncid ${daemon['id'] ?? 0} --sync-maxlen ${bytes}`,
      `--mcast-group ${group.text} --mcast-port ${daemon['port'] ?? 8848} --mcast-ttl ${daemon['ttl'] ?? 1}`,
    ].join(' ');
  return [`master ${words(length)}`, `backup ${words(Math.max(length, LEAST_RECEIVED))}`];
}
