import { quote } from '../../../diagnostic/quote.ts';
import type { Cluster, Listener, VirtualServer } from '../../../model/cluster.ts';
import { endpointText } from '../../../model/endpoint.ts';
import type { Environment } from '../../../model/repository.ts';
import type { Problem, RepositoryRule } from '../../rule.ts';

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
      const seen = new Map<string, Service>();
      const pairs = new Set<string>();
      for (const [index, virtualServer] of cluster.virtualServers.entries()) {
        for (const service of servicesOf(virtualServer)) {
          const first = seen.get(service.text);
          if (first === undefined) seen.set(service.text, service);
          // Two groups with a range in common are one fault.
          const pair = `${index} ${first?.virtualServer.name}`;
          if (first === undefined || pairs.has(pair)) continue;
          pairs.add(pair);
          yield problem(service, first, `virtual server ${quote(service.text)} is defined twice`);
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
    const seen = new Map<string, Service & { readonly cluster: Cluster }>();
    for (const cluster of clusters) {
      for (const service of cluster.virtualServers.flatMap(servicesOf)) {
        const first = seen.get(service.text);
        if (first === undefined) seen.set(service.text, { ...service, cluster });
        if (first === undefined || first.cluster === cluster || reported.has(service.virtualServer)) continue;
        // duplicate-vip's, which knows nothing of marks.
        const isOfVip = service.listener.kind === 'address';
        if (isOfVip && first.cluster.routingDomain === cluster.routingDomain) continue;
        reported.add(service.virtualServer);
        const message = `virtual server ${quote(service.text)} is defined twice on director ${quote(host.name)}`;
        yield problem(service, first, message);
      }
    }
  }
}

function problem(service: Service, first: Service, message: string): Problem {
  const { virtualServer, listener } = service;
  const other = listener.kind === 'fwmark' ? 'firewall mark' : 'port or VIP';
  // Of two services with one group it is not the group that is wrong.
  const isOneGroup = listener.origin === first.listener.origin;
  const place = (of: Service) => (isOneGroup ? of.virtualServer.origin.at('group') : of.listener.place());
  return {
    message,
    hint:
      virtualServer === first.virtualServer
        ? 'list each address and port once: the members of a group are one service'
        : `put the real servers of both into one virtual server, or give this one another ${other}`,
    at: place(service),
    related: [{ at: place(first), message: 'first defined here' }],
    doubts: [
      ...(listener.kind === 'address' ? [listener.origin.at('port')] : []),
      ...(virtualServer !== first.virtualServer && virtualServer.name === first.virtualServer.name
        ? [virtualServer.origin.self()]
        : []),
    ],
  };
}

/** A row of the kernel's table. */
interface Service {
  readonly virtualServer: VirtualServer;
  readonly listener: Listener;
  /** What the table would know it by. */
  readonly text: string;
}

function servicesOf(virtualServer: VirtualServer): Service[] {
  return virtualServer.listeners.map((listener) => ({
    virtualServer,
    listener,
    text:
      listener.kind === 'address'
        ? `${endpointText(listener.address, listener.port)} ${virtualServer.protocol}`
        : `fwmark ${listener.fwmark}${listener.family === 'inet6' ? ' -6' : ''}`,
  }));
}
