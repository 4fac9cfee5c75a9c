import { isLinkLocal } from '../../address/address.ts';
import { newerParts } from '../../keepalived/newer-parts.ts';
import { writtenWords } from '../../keepalived/written-words.ts';
import type { Cluster } from '../../model/cluster.ts';
import type { Repository } from '../../model/repository.ts';
import { addBfdNeighbours, bfdPeerConf } from './bfd-peers.ts';
import { ownDependencies } from './check-dependencies.ts';
import { checkTargets } from './check-targets.ts';
import { servicesInKernel } from './group-marks.ts';
import { hostAccess } from './host-access.ts';
import type { LabPlan, Route } from './lab-plan.ts';
import type { LabUnit } from './lab-units.ts';
import { notTriedOf } from './not-tried.ts';
import { type HostFiles, plannedHost } from './planned-hosts.ts';
import { plannedInstances } from './planned-instances.ts';
import { digestsOf } from './planned-pages.ts';
import { plannedServices } from './planned-services.ts';
import { statusesOf } from './stand-ins.ts';
import { surroundings } from './stations.ts';
import { trackedPrograms } from './tracked-programs.ts';
import { wireUp } from './wiring.ts';

/**
 * The laboratory for a unit.
 *
 * @param filesOf what was rendered for a host of the unit, by its name.
 * @param version of the keepalived that it is tried with.
 */
export function buildPlan(
  unit: LabUnit,
  repository: Repository,
  filesOf: (host: string) => HostFiles,
  version: string,
): LabPlan {
  const wiring = wireUp(unit, repository);
  addBfdNeighbours(unit.clusters, wiring.wires);
  const vips = new Set(unit.clusters.flatMap(vipTexts));
  const around = surroundings(wiring, vips, unit.clusters.flatMap(routesToVips));
  const targets = checkTargets(unit.clusters);
  const digests = new Map([...targets.values()].flatMap((some) => some.flatMap(digestsOf)));
  const own = ownDependencies(unit.clusters);
  const hosts = wiring.hosts.map((wired) => plannedHost(wired, filesOf(wired.host.name), targets, digests));
  const programs = unit.clusters.map((cluster) => trackedPrograms(cluster, hosts));
  // One map for all: the directors of a cluster have the same groups.
  const inKernel = new Map(unit.hosts.flatMap((host) => [...servicesInKernel(host)]));
  return {
    definitions: unit.clusters.map(({ file }) => file),
    wires: around.wires.map(({ name, title }) => ({ name, title })),
    hosts,
    router: around.router,
    clients: around.clients,
    services: unit.clusters.flatMap((cluster) =>
      cluster.virtualServers.flatMap((virtualServer) =>
        plannedServices(cluster, inKernel.get(virtualServer) ?? virtualServer, wiring, around, own),
      ),
    ),
    instances: plannedInstances(unit),
    hostAccess: [...new Set(unit.clusters.flatMap(hostAccess))],
    tooNew: [...new Set(unit.clusters.flatMap((cluster) => newerWords(cluster, version)))],
    statuses: statusesOf(unit.clusters),
    bfdPeers: [
      ...hosts.filter(({ isDirector }) => !isDirector),
      ...(around.router === undefined ? [] : [around.router]),
    ]
      .map((station) => ({ station: station.name, conf: bfdPeerConf(unit.clusters, station.links) }))
      .filter(({ conf }) => conf !== ''),
    trackedPrograms: programs.flatMap(({ tried }) => tried),
    notTried: [
      ...unit.clusters.flatMap((cluster) => notTriedOf(cluster, own)),
      ...programs.flatMap(({ notTried }) => notTried),
    ],
  };
}

function newerWords({ engine, options }: Cluster, version: string): string[] {
  if (engine !== 'keepalived') return [];
  return writtenWords(options).flatMap((word) =>
    newerParts(word, version).map(({ what, version: since }) => `${what} (${since})`),
  );
}

function vipTexts({ virtualServers, vrrpInstances }: Cluster): string[] {
  return [
    ...virtualServers.flatMap((one) => one.vips.map(({ text }) => text)),
    ...vrrpInstances.flatMap((one) => one.vips.map(({ prefix }) => prefix.address.text)),
  ];
}

/** A routed VIP is in no subnet: the router in front knows the way to it, by another VIP of its instance, or to the director. */
function routesToVips({ virtualServers, vrrpInstances, directors }: Cluster): Route[] {
  const floating = vrrpInstances.flatMap(({ vips }) =>
    vips
      .filter(({ routed }) => routed)
      .flatMap(({ prefix: { address } }) => {
        const near = vips.find(
          (other) =>
            !other.routed &&
            other.prefix.address.family === address.family &&
            !isLinkLocal(other.prefix.address),
        );
        return near === undefined ? [] : [{ to: address.text, via: near.prefix.address.text }];
      }),
  );
  const known = new Set(floating.map(({ to }) => to));
  return [...floating, ...routesToDirectors(virtualServers, directors).filter(({ to }) => !known.has(to))];
}

function routesToDirectors(
  virtualServers: Cluster['virtualServers'],
  directors: Cluster['directors'],
): Route[] {
  return virtualServers
    .filter(({ routed }) => routed)
    .flatMap(({ vips }) => vips)
    .flatMap((vip) => {
      const [own] = directors.flatMap(({ interfaces }) =>
        interfaces.filter(({ address, segment }) => {
          return address.address.family === vip.family && segment?.gateway !== undefined;
        }),
      );
      return own === undefined ? [] : [{ to: vip.text, via: own.address.address.text }];
    });
}
