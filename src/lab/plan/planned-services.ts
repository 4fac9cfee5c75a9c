import { contains, parseAddress } from '../../address/address.ts';
import type { Check, Cluster, Destination, Director, VirtualServer } from '../../model/cluster.ts';
import { type CheckTimes, checkTimes, triesOf } from '../../model/detection-time.ts';
import { sysctlsOf } from '../../model/host-settings.ts';
import { bfdTimes } from './bfd-peers.ts';
import { dependencyOf } from './check-dependencies.ts';
import { checkTarget } from './check-targets.ts';
import type { PlannedDetection, PlannedRealServer, PlannedService, Target } from './lab-plan.ts';
import { bestFirst } from './planned-instances.ts';
import { entryText, persistenceMask, serviceText } from './planned-table.ts';
import { commandOf } from './stand-ins.ts';
import type { Surroundings } from './stations.ts';
import { askedListeners, targetsOf } from './targets.ts';
import { fileNumber } from './tracked-files.ts';
import type { Wiring } from './wiring.ts';

/** A virtual server's services in the kernel's table, with who answers and who asks: one, but for a group. */
export function plannedServices(
  cluster: Cluster,
  virtualServer: VirtualServer,
  wiring: Wiring,
  around: Surroundings,
  own: ReadonlySet<string>,
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
      isSip: virtualServer.options['persistence_engine'] === 'sip',
      isPersistentByMask: persistenceMask(virtualServer) !== undefined,
      movesUdpClients: movesUdpClients(cluster, virtualServer),
      directors: cluster.directors.map((director) => director.name),
      checkedBy: checkedBy(cluster, virtualServer),
      realServers: virtualServer.destinations.flatMap((destination) =>
        plannedRealServer(
          cluster,
          virtualServer,
          destination,
          entryText(cluster.engine, protocol, listener, destination),
          own,
        ),
      ),
      clients: clientsOf(cluster, virtualServer, targets, wiring, around),
    };
  });
}

function checkedBy(cluster: Cluster, { options, vips }: VirtualServer): string[] {
  const all = cluster.directors.map(({ name }) => name);
  if (options['ha_suspend'] !== true) return all;
  const holds = (instance: Cluster['vrrpInstances'][number]) =>
    instance.vips.some(({ prefix }) => vips.some(({ text }) => text === prefix.address.text));
  const masters = cluster.vrrpInstances
    .filter(holds)
    .flatMap((instance) => bestFirst(cluster, instance).slice(0, 1));
  return masters.length === 0 ? all : [...new Set(masters.map(({ directorName }) => directorName))];
}

/** IPVS remembers them for minutes, but with `ops`, and where it is told to forget those of a real server that is gone. */
export function movesUdpClients(cluster: Cluster, { options }: VirtualServer): boolean {
  const isToForget = (director: Director) =>
    sysctlsOf(cluster, director)['net.ipv4.vs.expire_nodest_conn'] === 1;
  return options['ops'] === true || cluster.directors.every(isToForget);
}

function plannedRealServer(
  cluster: Cluster,
  virtualServer: VirtualServer,
  destination: Destination,
  entry: string,
  own: ReadonlySet<string>,
): PlannedRealServer[] {
  const { realServer, port, weight, forwardingMethod, tunnel, checks } = destination;
  if (realServer === undefined) return [];
  const { address } = realServer.address;
  const failable = checks.filter((check) => own.has(dependencyOf(cluster, check) ?? ''));
  return [
    {
      host: realServer.name,
      address: address.text,
      port,
      weight,
      forwardingMethod,
      tunnel: forwardingMethod === 'TUN' ? { type: tunnel.type, port: tunnel.port } : undefined,
      detection:
        cluster.engine === 'keepalived' ? detectionOf(cluster, virtualServer, destination, own) : undefined,
      commands: failable.filter(({ type }) => type === 'MISC_CHECK').map(commandOf),
      files: failable.flatMap((check) => fileNumber(cluster, check) ?? []),
      entry,
    },
  ];
}

/** A refused connection is known at once, so only the pauses between the tries count; silence costs each try its timeout. */
function detectionOf(
  cluster: Cluster,
  virtualServer: VirtualServer,
  destination: Destination,
  own: ReadonlySet<string>,
): PlannedRealServer['detection'] {
  const times = destination.checks.flatMap((check) => {
    const dependency = dependencyOf(cluster, check);
    const isAbout =
      dependency === undefined ? goesToRealServer(virtualServer, destination, check) : own.has(dependency);
    const known = triesOf(check);
    if (known === undefined) return dependency !== undefined && isAbout ? [eventTimes(cluster, check)] : [];
    const { delay, timeout, retry, pause } = known;
    const refused = delay + retry * pause;
    const silent = refused + (retry + 1) * timeout;
    // A host whose services have ended answers pings; and to a UDP_CHECK without require_reply silence is healthy.
    const noticesRefusal = isAbout && check.type !== 'PING_CHECK';
    const noticesSilence = isAbout && checkTimes(check) !== undefined;
    const back = recoveryTime(check, known);
    return [
      {
        refused: noticesRefusal ? refused : Number.POSITIVE_INFINITY,
        silent: noticesSilence ? silent : Number.POSITIVE_INFINITY,
        back,
        // What asks in silence when the host comes back asks again after its time is over.
        backFromSilence: back + timeout,
        slowest: silent,
      },
    ];
  });
  if (times.length === 0) return undefined;
  // The first check that fails takes the real server out; all have to succeed again before it is back.
  return {
    refused: Math.min(...times.map(({ refused }) => refused)),
    silent: Math.min(...times.map(({ silent }) => silent)),
    back: Math.max(...times.map(({ back }) => back)),
    backFromSilence: Math.max(...times.map(({ backFromSilence }) => backFromSilence)),
    slowest: Math.max(...times.map(({ slowest }) => slowest)),
  };
}

/** Of a check that asks nothing: BFD tells it of a change, or the kernel when a file is written. */
function eventTimes(cluster: Cluster, { type, options }: Check): PlannedDetection {
  const { gone, back } = type === 'BFD_CHECK' ? bfdTimes(cluster, options['name']) : { gone: 0, back: 0 };
  return { refused: gone, silent: gone, back, backFromSilence: back, slowest: gone };
}

/** HTTP_GET and SSL_GET ask the url that has failed, and then all of them, one after the other (check_http.c, epilog). */
function recoveryTime({ type, options }: Check, { delay, retry, pause }: CheckTimes): number {
  if (type !== 'HTTP_GET' && type !== 'SSL_GET') return delay + retry * pause;
  const urls = (options['url'] as readonly unknown[]).length;
  return Math.max(delay, pause) + (options['fast_recovery'] === true ? 0 : urls * delay);
}

function goesToRealServer(virtualServer: VirtualServer, destination: Destination, check: Check): boolean {
  const { realServer } = destination;
  const address = checkTarget(virtualServer, destination, check)?.address;
  return (
    realServer?.address.address.text === address ||
    realServer?.interfaces.some((one) => one.address.address.text === address) === true
  );
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
    gateways.some(({ address }) => address.family === vip.family && routerHas.has(address.text)),
  );
  return clients
    .filter(({ name, sources }) => {
      const wire = name.replace('@client-', '');
      if (!sources.some((source) => source.includes(':') === (vip.family === 'inet6'))) return false;
      return wire === 'outside' ? hasWayOut : near.has(wire) && !behind.has(wire);
    })
    .map(({ name }) => name);
}
