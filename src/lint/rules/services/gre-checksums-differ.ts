import type { Location } from '../../../diagnostic/finding.ts';
import { quote } from '../../../diagnostic/quote.ts';
import type { Destination, Tunnel } from '../../../model/cluster.ts';
import { destinationsAt } from '../../../model/forwarding.ts';
import type { Origin } from '../../../model/origin.ts';
import type { Host } from '../../../model/repository.ts';
import type { Problem, RepositoryRule } from '../../rule.ts';

/** A tunnel that comes in at an address of a real server. */
interface Arrival {
  readonly address: string;
  readonly tunnel: Tunnel;
  readonly place: Location;
}

/**
 * A gre device takes packets with a checksum or packets without one, and drops the others; the kernel has one device of an
 * address, whatever its checksum.
 */
export const greChecksumsDiffer: RepositoryRule = {
  id: 'gre-checksums-differ',
  severity: 'error',
  summary: 'one address of a real server gets gre packets with checksums and without',
  catalogue: [],
  source: 'Linux, ip_tunnel.c (ip_tunnel_rcv drops, and ip_tunnel_find knows a device by its addresses)',
  *repository({ environments }) {
    for (const { hosts } of environments.values()) {
      for (const host of hosts.values()) yield* problemsOf(host);
    }
  },
};

function* problemsOf(host: Host): Iterable<Problem> {
  const first = new Map<string, Arrival>();
  for (const arrival of arrivalsOf(host)) {
    const { address, tunnel, place } = arrival;
    const known = first.get(address);
    if (known === undefined) first.set(address, arrival);
    else if (known.tunnel.checksum !== tunnel.checksum) {
      yield {
        message: `gre to ${quote(address)} of ${quote(host.name)} has checksum ${quote(tunnel.checksum)} here, and ${quote(known.tunnel.checksum)} elsewhere: a real server takes one of them`,
        hint: 'give both the same checksum, or one of them another address or type',
        at: place,
        related: [{ at: known.place, message: 'the other one' }],
      };
    }
  }
}

function arrivalsOf({ realServers }: Host): Arrival[] {
  return realServers.flatMap(({ realServer, virtualServers }) =>
    virtualServers.flatMap((virtualServer) => {
      const { origin, sorryServer } = virtualServer;
      const address = realServer.address.address.text;
      const placeOf = (owner: Origin) => (owner.at('tunnel').path.at(-1) === 'tunnel' ? owner : origin);
      const parts = destinationsAt(virtualServer, realServer)
        .filter(comesByGre)
        .map(({ tunnel, origin: own }) => ({ address, tunnel, place: placeOf(own).at('tunnel') }));
      if (sorryServer?.address.text !== address || !comesByGre(sorryServer)) return parts;
      return [...parts, { address, tunnel: sorryServer.tunnel, place: origin.at('sorry_server', 'address') }];
    }),
  );
}

function comesByGre({ forwardingMethod, tunnel }: Pick<Destination, 'forwardingMethod' | 'tunnel'>): boolean {
  return forwardingMethod === 'TUN' && tunnel.type === 'gre';
}
