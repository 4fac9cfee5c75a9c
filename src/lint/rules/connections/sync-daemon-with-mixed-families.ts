import { quote } from '../../../diagnostic/quote.ts';
import { globalPlace, globalsOf } from '../../../model/host-settings.ts';
import type { Host } from '../../../model/repository.ts';
import type { Problem, RepositoryRule } from '../../rule.ts';

const IP = { inet: 'IPv4', inet6: 'IPv6' } as const;

/**
 * The protocol of the sync daemons has one address family for a connection. The kernel refuses a real server of another
 * family than its VIP while a daemon runs, and a daemon while there is such a real server.
 */
export const syncDaemonWithMixedFamilies: RepositoryRule = {
  id: 'sync-daemon-with-mixed-families',
  severity: 'error',
  // A service has several directors.
  oncePerPlace: true,
  summary: 'a director has lvs_sync_daemon and a real server of another family than its VIP',
  catalogue: [],
  source:
    'Linux, ip_vs_ctl.c (ip_vs_genl_set_cmd and ip_vs_genl_new_daemon: "The synchronization protocol is incompatible with mixed family services")',
  *repository({ environments }) {
    for (const { hosts } of environments.values()) {
      for (const host of hosts.values()) yield* problemsOf(host);
    }
  },
};

function* problemsOf({ name: host, directors }: Host): Iterable<Problem> {
  const teller = directors.find(
    ({ cluster, director }) => globalsOf(cluster, director)['lvs_sync_daemon'] !== undefined,
  );
  if (teller === undefined) return;
  for (const { vips, destinations } of directors.flatMap(({ cluster }) => cluster.virtualServers)) {
    for (const { forwardingMethod, realServer, realServerName, origin } of destinations) {
      const family = realServer?.address.address.family;
      const vip = vips.find((one) => one.family !== family);
      // Without a tunnel it is the fault of real-server-other-family.
      if (forwardingMethod !== 'TUN' || family === undefined || vip === undefined) continue;
      yield {
        message: `real server ${quote(realServerName)} is ${IP[family]} and VIP ${quote(vip.text)} ${IP[vip.family]}: the kernel refuses that while ${quote(host)} has lvs_sync_daemon`,
        hint: `use a real server with an ${IP[vip.family]} address, or remove lvs_sync_daemon`,
        at: origin.self(),
        related: [
          {
            at: globalPlace(teller.cluster, teller.director, 'lvs_sync_daemon'),
            message: `lvs_sync_daemon of ${quote(host)}`,
          },
        ],
      };
    }
  }
}
