import { quote } from '../../diagnostic/quote.ts';
import type { Cluster, VirtualServer } from '../../model/cluster.ts';
import { endpointText } from '../../model/endpoint.ts';
import type { Environment } from '../../model/repository.ts';
import type { Problem, RepositoryRule } from '../rule.ts';

/**
 * IPVS knows a virtual server by its address, port and protocol. Written twice it is one service in the kernel, which
 * two sets of checks fill and empty. Between clusters it is a fault on a director that serves both; where they are of
 * one routing domain, duplicate-vip says so already.
 */
export const duplicateVirtualServer: RepositoryRule = {
  id: 'duplicate-virtual-server',
  severity: 'error',
  summary: 'two virtual servers have the same address, port and protocol on one director',
  catalogue: ['S12'],
  source: 'ipvsadm(8), --add-service; acassen/keepalived#2644',
  *repository(repository) {
    for (const cluster of repository.clusters) {
      const seen = new Map<string, VirtualServer>();
      for (const virtualServer of cluster.virtualServers) {
        const service = serviceText(virtualServer);
        const first = seen.get(service);
        if (first === undefined) seen.set(service, virtualServer);
        else yield problem(virtualServer, first, `virtual server ${quote(service)} is defined twice`);
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
        const service = serviceText(virtualServer);
        const first = seen.get(service);
        if (first === undefined) seen.set(service, { cluster, virtualServer });
        if (first === undefined || first.cluster.routingDomain === cluster.routingDomain) continue;
        if (reported.has(virtualServer)) continue;
        reported.add(virtualServer);
        const message = `virtual server ${quote(service)} is defined twice on director ${quote(host.name)}`;
        yield problem(virtualServer, first.virtualServer, message);
      }
    }
  }
}

function problem(virtualServer: VirtualServer, first: VirtualServer, message: string): Problem {
  return {
    message,
    hint: 'put the real servers of both into one virtual server, or give this one another port or VIP',
    at: virtualServer.origin.at('vip'),
    related: [{ at: first.origin.at('vip'), message: 'first defined here' }],
  };
}

function serviceText({ vip, port, protocol }: VirtualServer): string {
  return `${endpointText(vip, port)} ${protocol}`;
}
