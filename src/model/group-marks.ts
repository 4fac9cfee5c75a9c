import type { VirtualServer } from './cluster.ts';
import { globalOptions } from './host-settings.ts';
import type { Host } from './repository.ts';

/** The mark of the first group, when nobody says another one (check_nftables.h). */
const FIRST = 1000;

/**
 * The virtual servers of a director that keepalived knows by a mark of its own: with `nftables_ipvs` it marks what comes for the addresses of
 * a group, by one mark for each group and protocol. A group that has marks itself is left as it is (ipvswrapper.c, ipvs_cmd).
 */
export function groupMarks(host: Host): ReadonlyMap<VirtualServer, number> {
  const { nftables_ipvs: table = false, nftables_ipvs_start_fwmark: start = FIRST } = globalOptions(host);
  const marks = new Map<VirtualServer, number>();
  if (table === false) return marks;
  const ofGroups = new Map<string, number>();
  for (const { cluster } of host.directors) {
    if (cluster.engine !== 'keepalived') continue;
    for (const virtualServer of cluster.virtualServers) {
      const { kind, groupName, protocol, listeners } = virtualServer;
      if (kind !== 'group' || listeners.some((listener) => listener.kind !== 'address')) continue;
      const group = `${groupName} ${protocol}`;
      const mark = ofGroups.get(group) ?? Number(start) + ofGroups.size;
      ofGroups.set(group, mark);
      marks.set(virtualServer, mark);
    }
  }
  return marks;
}
