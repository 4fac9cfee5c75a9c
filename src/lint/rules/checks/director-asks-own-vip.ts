import { parseAddress } from '../../../address/address.ts';
import { quote } from '../../../diagnostic/quote.ts';
import type { Cluster, Director, Options, VirtualServer } from '../../../model/cluster.ts';
import { globalPlace, globalsOf } from '../../../model/host-settings.ts';
import { listedItems } from '../../../model/listed-items.ts';
import type { ClusterRule, Problem } from '../../rule.ts';

/**
 * What the MASTER sends to its own VIP it sends from there: DR and TUN real servers have that address themselves, and drop
 * it. A BACKUP reaches the service; the director that has something to tell does not.
 */
export const directorAsksOwnVip: ClusterRule = {
  id: 'director-asks-own-vip',
  severity: 'warning',
  oncePerPlace: true,
  summary: 'smtp_server or the neighbour of a BFD session is a VIP that the director itself has as MASTER',
  catalogue: ['A27'],
  source:
    'Linux, ip-route(8), the source of local routes; LVS-HOWTO, LVS-DR: no client on the director; measured on Linux 6.1',
  *cluster(cluster) {
    if (cluster.engine !== 'keepalived') return;
    for (const director of cluster.directors) {
      const server = globalsOf(cluster, director)['smtp_server'] as Options | undefined;
      const service = server && serviceAt(cluster, String(server['address']), Number(server['port'] ?? 25));
      if (service === undefined || !canHave(cluster, director, service)) continue;
      const { file, path } = globalPlace(cluster, director, 'smtp_server');
      yield {
        message: `smtp_server ${quote(String(server?.['address']))} is the VIP of ${quote(service.name)}: the MASTER sends its mails from there, and its real servers, which have it too, drop them`,
        hint: 'name a mail server by an address of its own',
        at: { file, path: [...path, 'address'], part: 'value' },
        related: [{ at: service.vipPlace(service.vip), message: 'the VIP' }],
      };
    }
    yield* sessions(cluster);
  },
};

/** Whether a director is a member of a VRRP instance with the VIP: another one is a client as any. */
function canHave({ vrrpInstances }: Cluster, director: Director, { vips }: VirtualServer): boolean {
  return vrrpInstances.some(
    (instance) =>
      instance.members.some(({ directorName }) => directorName === director.name) &&
      instance.vips.some(({ prefix }) => vips.some(({ text }) => text === prefix.address.text)),
  );
}

/** The service that a port of an address leads to, past the director. */
function serviceAt({ virtualServers }: Cluster, text: string, port: number): VirtualServer | undefined {
  const address = parseAddress(text)?.text;
  return virtualServers.find(({ listeners, destinations }) => {
    const isOwn = listeners.some(
      (listener) =>
        listener.kind === 'address' && listener.address.text === address && [0, port].includes(listener.port),
    );
    return isOwn && destinations.some(({ forwardingMethod }) => forwardingMethod !== 'NAT');
  });
}

function* sessions({ options, vrrpInstances, origin }: Cluster): Iterable<Problem> {
  for (const [index, session] of listedItems({ options }, 'bfd_instances').entries()) {
    const text = parseAddress(String(session['neighbor_ip']))?.text;
    const owner = vrrpInstances
      .flatMap(({ name, vips }) => vips.map((vip) => ({ ...vip, name })))
      .find(({ prefix }) => prefix.address.text === text);
    if (owner === undefined) continue;
    yield {
      message: `neighbor_ip ${quote(String(session['neighbor_ip']))} is a VIP of VRRP instance ${quote(owner.name)}: as MASTER a director is its own neighbour`,
      hint: 'name the other end by an address of its own',
      at: origin.at('bfd_instances', index, 'neighbor_ip'),
      related: [{ at: owner.place(), message: 'the VIP' }],
    };
  }
}
