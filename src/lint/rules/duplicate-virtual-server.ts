import type { Location } from '../../diagnostic/finding.ts';
import { quote } from '../../diagnostic/quote.ts';
import type { Address } from '../../model/address.ts';
import type { Cluster, VirtualServer } from '../../model/cluster.ts';
import { endpointText } from '../../model/endpoint.ts';
import type { Environment } from '../../model/repository.ts';
import type { Problem, RepositoryRule } from '../rule.ts';

/**
 * IPVS knows a virtual server by its address, port and protocol, or by its firewall mark. Written twice it is one service in the kernel, which
 * two sets of checks fill and empty. Between clusters it is a fault on a director that serves both; where they are of
 * one routing domain, duplicate-vip says so already.
 */
export const duplicateVirtualServer: RepositoryRule = {
  id: 'duplicate-virtual-server',
  severity: 'error',
  summary: 'two virtual servers have the same address, port and protocol, or firewall mark, on one director',
  catalogue: ['S12', 'S13'],
  source: 'ipvsadm(8), --add-service; acassen/keepalived#2644',
  *repository(repository) {
    for (const cluster of repository.clusters) {
      const seen = new Map<string, VirtualServer>();
      const pairs = new Set<string>();
      for (const [index, virtualServer] of cluster.virtualServers.entries()) {
        for (const { service, vip } of servicesOf(virtualServer)) {
          const first = seen.get(service);
          if (first === undefined) seen.set(service, virtualServer);
          // Two groups with a range in common are one fault.
          const pair = `${index} ${first?.name}`;
          if (first === undefined || pairs.has(pair)) continue;
          pairs.add(pair);
          yield problem(virtualServer, first, vip, `virtual server ${quote(service)} is defined twice`);
        }
      }
    }
    for (const environment of repository.environments.values()) yield* onSharedDirectors(environment);
  },
};

function* onSharedDirectors(environment: Environment): Iterable<Problem> {
  const reported = new Set<VirtualServer>();
  for (const host of environment.hosts.values()) {
    const clusters = new Set(host.directors.map(({ cluster }) => cluster));
    if (clusters.size < 2) continue;
    const seen = new Map<string, { readonly cluster: Cluster; readonly virtualServer: VirtualServer }>();
    for (const cluster of clusters) {
      for (const virtualServer of cluster.virtualServers) {
        for (const { service, vip, kind } of servicesOf(virtualServer)) {
          const first = seen.get(service);
          if (first === undefined) seen.set(service, { cluster, virtualServer });
          if (first === undefined || first.cluster === cluster || reported.has(virtualServer)) continue;
          // duplicate-vip's, which knows nothing of marks.
          if (kind === 'address' && first.cluster.routingDomain === cluster.routingDomain) continue;
          reported.add(virtualServer);
          const message = `virtual server ${quote(service)} is defined twice on director ${quote(host.name)}`;
          yield problem(virtualServer, first.virtualServer, vip, message);
        }
      }
    }
  }
}

function problem(
  virtualServer: VirtualServer,
  first: VirtualServer,
  vip: Address | undefined,
  message: string,
): Problem {
  return {
    message,
    hint: hintFor(virtualServer, first, vip),
    at: virtualServer === first ? first.origin.at('group') : placeOf(virtualServer, vip),
    ...(virtualServer === first
      ? {}
      : { related: [{ at: placeOf(first, vip), message: 'first defined here' }] }),
  };
}

function hintFor(virtualServer: VirtualServer, first: VirtualServer, vip: Address | undefined): string {
  if (virtualServer === first)
    return 'list each address and port once: the members of a group are one service';
  const other = vip === undefined ? 'firewall mark' : 'port or VIP';
  return `put the real servers of both into one virtual server, or give this one another ${other}`;
}

function placeOf({ vipPlace, origin, kind }: VirtualServer, vip: Address | undefined): Location {
  if (vip !== undefined) return vipPlace(vip);
  return origin.at(kind === 'group' ? 'group' : 'fwmark');
}

/** What the kernel's table would know it by, with the VIP unless it is a mark. */
function servicesOf({ listeners, protocol }: VirtualServer) {
  return listeners.map((listener) =>
    listener.kind === 'address'
      ? {
          kind: listener.kind,
          service: `${endpointText(listener.address, listener.port)} ${protocol}`,
          vip: listener.address,
        }
      : {
          kind: listener.kind,
          service: `fwmark ${listener.fwmark}${listener.family === 'inet6' ? ' -6' : ''}`,
          vip: undefined,
        },
  );
}
