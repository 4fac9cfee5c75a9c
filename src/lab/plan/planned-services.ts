import { contains } from '../../model/address.ts';
import type { Cluster, Destination, Listener, Protocol, VirtualServer } from '../../model/cluster.ts';
import { checkTimes } from '../../model/detection-time.ts';
import { endpointText } from '../../model/endpoint.ts';
import type { PlannedRealServer, PlannedService } from './lab-plan.ts';
import type { Surroundings } from './stations.ts';
import type { Wiring } from './wiring.ts';

const SERVICE: Readonly<Record<string, string>> = { TCP: '-t', UDP: '-u', SCTP: '--sctp-service' };
const METHOD: Readonly<Record<string, string>> = { NAT: '-m', DR: '-g', TUN: '-i' };

/** How `ipvsadm -Sn` names what a service listens to. A mark alone says nothing of the family. */
function serviceText(protocol: Protocol, listener: Listener): string {
  if (listener.kind === 'fwmark') return `-f ${listener.fwmark}${listener.family === 'inet6' ? ' -6' : ''}`;
  return `${SERVICE[protocol]} ${endpointText(listener.address, listener.port)}`;
}

/** What `ipvsadm -Sn` says of a service while all of its real servers are well: once for each address or mark. */
export function ipvsTable({
  protocol,
  listeners,
  scheduler,
  schedulerFlags,
  persistenceTimeout,
  destinations,
}: VirtualServer): string[] {
  const persistence = persistenceTimeout === undefined ? '' : ` -p ${persistenceTimeout}`;
  const flags = schedulerFlags.length === 0 ? '' : ` -b ${schedulerFlags.join(',')}`;
  return listeners.flatMap((listener) => {
    const service = serviceText(protocol, listener);
    return [
      `-A ${service} -s ${scheduler}${persistence}${flags}`,
      ...destinations
        .filter(({ realServer }) => realServer !== undefined)
        .map((destination) => `-a ${entryText(service, destination)} ${methodText(destination)}`),
    ];
  });
}

function methodText({ forwardingMethod, weight, tunnel }: Destination): string {
  const words = `${METHOD[forwardingMethod]} -w ${weight}`;
  if (forwardingMethod !== 'TUN') return words;
  if (tunnel.type === 'ipip') return `${words} --tun-type ipip`;
  const port = tunnel.port === undefined ? '' : ` --tun-port ${tunnel.port}`;
  return `${words} --tun-type ${tunnel.type}${port} --tun-${tunnel.checksum}`;
}

function entryText(service: string, { realServer, port }: Destination): string {
  const rip = realServer?.address.address;
  return `${service} -r ${rip === undefined ? '?' : endpointText(rip, port)}`;
}

/** The port that clients ask at: of a service for all ports, one that its marks or its real servers have, or that of HTTP. */
export function askedPort({ port, marks, destinations }: VirtualServer): number {
  return port || marks[0]?.ports?.first || destinations[0]?.port || 80;
}

/** A service of a cluster with who answers and who asks. */
export function plannedService(
  cluster: Cluster,
  virtualServer: VirtualServer,
  wiring: Wiring,
  around: Surroundings,
): PlannedService {
  const { name, protocol, vip, scheduler, forwardingMethod, persistenceTimeout } = virtualServer;
  return {
    id: `${cluster.name}/${name}`,
    protocol,
    vip: vip.text,
    port: askedPort(virtualServer),
    scheduler,
    forwardingMethod,
    isPersistent: persistenceTimeout !== undefined,
    directors: cluster.directors.map((director) => director.name),
    realServers: virtualServer.destinations.flatMap((destination) =>
      plannedRealServer(cluster, virtualServer, destination),
    ),
    clients: clientsOf(cluster, virtualServer, wiring, around),
  };
}

function plannedRealServer(
  { engine }: Cluster,
  virtualServer: VirtualServer,
  destination: Destination,
): PlannedRealServer[] {
  const { realServer, port, weight } = destination;
  if (realServer === undefined) return [];
  const [listener] = virtualServer.listeners;
  return [
    {
      host: realServer.name,
      address: realServer.address.address.text,
      port,
      weight,
      detection: engine === 'keepalived' ? detectionOf(destination) : undefined,
      entry: entryText(
        listener === undefined ? '' : serviceText(virtualServer.protocol, listener),
        destination,
      ),
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
    return [{ refused, silent: refused + (retry + 1) * timeout, back: refused }];
  });
  if (times.length === 0) return undefined;
  // The first check that fails takes the real server out; all have to succeed again before it is back.
  return {
    refused: Math.min(...times.map(({ refused }) => refused)),
    silent: Math.min(...times.map(({ silent }) => silent)),
    back: Math.max(...times.map(({ back }) => back)),
  };
}

/**
 * The clients that have to get answers. With NAT, one on the wire of the real servers gets none by the nature of it:
 * their answers go to it directly, with an address that it has not asked.
 */
function clientsOf(
  cluster: Cluster,
  { vip, forwardingMethod, destinations }: VirtualServer,
  { hosts }: Wiring,
  { clients, routerHas }: Surroundings,
): string[] {
  const names = new Set(cluster.directors.map(({ name }) => name));
  const realServers = new Set(destinations.map(({ realServerName }) => realServerName));
  const directors = hosts.filter(({ host }) => names.has(host.name));
  const answering = hosts.filter(({ host }) => realServers.has(host.name));
  const near = new Set(
    directors.flatMap(({ links }) =>
      links
        .filter(({ wire }) => wire.subnets.some((subnet) => contains(subnet, vip)))
        .map(({ wire }) => wire.name),
    ),
  );
  const behind = new Set(answering.flatMap(({ links }) => links.map(({ wire }) => wire.name)));
  const leaving = forwardingMethod === 'NAT' ? directors : answering;
  const hasWayOut = leaving.every(({ gateways }) =>
    gateways.some(({ family, text }) => family === vip.family && routerHas.has(text)),
  );
  return clients
    .filter(({ name, sources }) => {
      const wire = name.replace('@client-', '');
      if (!sources.some((source) => source.includes(':') === (vip.family === 'inet6'))) return false;
      if (wire === 'outside') return hasWayOut;
      return near.has(wire) && !(forwardingMethod === 'NAT' && behind.has(wire));
    })
    .map(({ name }) => name);
}
