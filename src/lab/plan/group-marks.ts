import type { Listener, Mark, VirtualServer } from '../../model/cluster.ts';
import { globalOptions } from '../../model/host-settings.ts';
import type { Host } from '../../model/repository.ts';

/** The mark of the first group, when nobody says another one (check_nftables.h). */
const FIRST = 1000;

/**
 * The virtual servers of a director as its kernel has them. With `nftables_ipvs` keepalived marks what comes for the addresses of a group: the
 * group is one service, by the next mark that is free. A group that has marks itself is left as it is (ipvswrapper.c, ipvs_cmd).
 */
export function servicesInKernel(host: Host): ReadonlyMap<VirtualServer, VirtualServer> {
  const { nftables_ipvs: table = false, nftables_ipvs_start_fwmark: start } = globalOptions(host);
  let next = Number(start ?? FIRST);
  const all = host.directors.flatMap(({ cluster }) =>
    cluster.virtualServers.map((virtualServer): [VirtualServer, VirtualServer] => {
      const isMarked =
        table !== false &&
        cluster.engine === 'keepalived' &&
        virtualServer.kind === 'group' &&
        virtualServer.listeners.every(({ kind }) => kind === 'address');
      if (!isMarked) return [virtualServer, virtualServer];
      next += 1;
      return [virtualServer, byMark(virtualServer, next - 1)];
    }),
  );
  return new Map(all);
}

function byMark(virtualServer: VirtualServer, fwmark: number): VirtualServer {
  const { protocol, origin } = virtualServer;
  const addresses = virtualServer.listeners.flatMap((own) => (own.kind === 'address' ? [own] : []));
  const families = [...new Set(addresses.map(({ address }) => address.family))];
  const place = () => origin.at('group');
  return {
    ...virtualServer,
    listeners: families.map((family): Listener => ({ kind: 'fwmark', origin, place, fwmark, family })),
    marks: addresses.map(({ address: vip, port }): Mark => {
      const ports = port === 0 ? undefined : { first: port, last: port };
      return { fwmark, vip, protocol, ports, place };
    }),
  };
}
