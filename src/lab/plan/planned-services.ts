import { contains, parseAddress } from '../../model/address.ts';
import type { Cluster, Destination, VirtualServer } from '../../model/cluster.ts';
import { checkTimes } from '../../model/detection-time.ts';
import type { PlannedRealServer, PlannedService, Target } from './lab-plan.ts';
import { entryText, serviceText } from './planned-table.ts';
import type { Surroundings } from './stations.ts';
import { askedListeners, targetsOf } from './targets.ts';
import type { Wiring } from './wiring.ts';

/** A virtual server's services in the kernel's table, with who answers and who asks: one, but for a group. */
export function plannedServices(
  cluster: Cluster,
  virtualServer: VirtualServer,
  wiring: Wiring,
  around: Surroundings,
): PlannedService[] {
  const { name, scheduler, schedulerFlags, forwardingMethod, sourceNat, persistenceTimeout, protocol } =
    virtualServer;
  const isAlone = virtualServer.listeners.length === 1;
  return askedListeners(virtualServer).map((listener) => {
    const targets = targetsOf(virtualServer, listener);
    return {
      id: `${cluster.name}/${name}${isAlone ? '' : ` ${serviceText(protocol, listener)}`}`,
      targets,
      scheduler,
      schedulerFlags,
      forwardingMethod,
      sourceNat,
      isPersistent: persistenceTimeout !== undefined,
      directors: cluster.directors.map((director) => director.name),
      realServers: virtualServer.destinations.flatMap((destination) =>
        plannedRealServer(cluster, destination, entryText(cluster.engine, protocol, listener, destination)),
      ),
      clients: clientsOf(cluster, virtualServer, targets, wiring, around),
    };
  });
}

function plannedRealServer(
  { engine }: Cluster,
  destination: Destination,
  entry: string,
): PlannedRealServer[] {
  const { realServer, port, weight, forwardingMethod, tunnel } = destination;
  if (realServer === undefined) return [];
  const { address } = realServer.address;
  return [
    {
      host: realServer.name,
      address: address.text,
      port,
      weight,
      forwardingMethod,
      tunnel: forwardingMethod === 'TUN' ? { type: tunnel.type, port: tunnel.port } : undefined,
      detection: engine === 'keepalived' ? detectionOf(destination) : undefined,
      entry,
    },
  ];
}

/** A refused connection is known at once, so only the pauses between the tries count; silence costs each try its timeout. */
function detectionOf({ checks }: Destination): PlannedRealServer['detection'] {
  const times = checks.flatMap((check) => {
    const known = checkTimes(check);
    if (known === undefined) return [];
    const { delay, timeout, retry, pause } = known;
    const refused = delay + retry * pause;
    const silent = refused + (retry + 1) * timeout;
    // What asks in silence when the host comes back asks again after its time is over.
    return [{ refused, silent, back: refused, backFromSilence: refused + timeout }];
  });
  if (times.length === 0) return undefined;
  // The first check that fails takes the real server out; all have to succeed again before it is back.
  return {
    refused: Math.min(...times.map(({ refused }) => refused)),
    silent: Math.min(...times.map(({ silent }) => silent)),
    back: Math.max(...times.map(({ back }) => back)),
    backFromSilence: Math.max(...times.map(({ backFromSilence }) => backFromSilence)),
    slowest: Math.max(...times.map(({ silent }) => silent)),
  };
}

/**
 * The clients that have to get answers. With NAT, one on the wire of the real servers gets none by the nature of it:
 * their answers go to it directly, with an address that it has not asked; but with source NAT they go to the director.
 */
function clientsOf(
  cluster: Cluster,
  { destinations, sourceNat }: VirtualServer,
  targets: readonly Target[],
  { hosts }: Wiring,
  { clients, routerHas }: Surroundings,
): string[] {
  const [vip, ...others] = targets.flatMap(({ address }) => parseAddress(address) ?? []);
  if (vip === undefined) return [];
  const names = new Set(cluster.directors.map(({ name }) => name));
  const directors = hosts.filter(({ host }) => names.has(host.name));
  const answeringBy = (isNat: boolean) => {
    const own = destinations.filter(({ forwardingMethod }) => (forwardingMethod === 'NAT') === isNat);
    const answering = new Set(own.map(({ realServerName }) => realServerName));
    return hosts.filter(({ host }) => answering.has(host.name));
  };
  const behindNat = answeringBy(true);
  const near = new Set(
    directors.flatMap(({ links }) =>
      links
        .filter(({ wire }) =>
          [vip, ...others].every((one) => wire.subnets.some((subnet) => contains(subnet, one))),
        )
        .map(({ wire }) => wire.name),
    ),
  );
  const behind = new Set(
    (sourceNat ? [] : behindNat).flatMap(({ links }) => links.map(({ wire }) => wire.name)),
  );
  const leaving = [...(behindNat.length > 0 ? directors : []), ...answeringBy(false)];
  const hasWayOut = leaving.every(({ gateways }) =>
    gateways.some(({ family, text }) => family === vip.family && routerHas.has(text)),
  );
  return clients
    .filter(({ name, sources }) => {
      const wire = name.replace('@client-', '');
      if (!sources.some((source) => source.includes(':') === (vip.family === 'inet6'))) return false;
      return wire === 'outside' ? hasWayOut : near.has(wire) && !behind.has(wire);
    })
    .map(({ name }) => name);
}
