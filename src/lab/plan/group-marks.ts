import type { Listener, Mark, VirtualServer } from '../../model/cluster.ts';
import { groupMarks } from '../../model/group-marks.ts';
import type { Host } from '../../model/repository.ts';

/** The virtual servers of a director as its kernel has them: those of a group that keepalived marks are services by that mark. */
export function servicesInKernel(host: Host): ReadonlyMap<VirtualServer, VirtualServer> {
  const marks = groupMarks(host);
  return new Map(
    host.directors.flatMap(({ cluster }) =>
      cluster.virtualServers.map((virtualServer): [VirtualServer, VirtualServer] => {
        const fwmark = marks.get(virtualServer);
        return [virtualServer, fwmark === undefined ? virtualServer : byMark(virtualServer, fwmark)];
      }),
    ),
  );
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
