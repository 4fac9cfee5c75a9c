import { hostPrefix } from '../../model/address.ts';
import type { VirtualServer } from '../../model/cluster.ts';
import type { Host } from '../../model/repository.ts';
import type { FileKind, PlannedFile, PlannedHost } from './lab-plan.ts';
import { askedPort, ipvsTable } from './planned-services.ts';
import { defaultRoutes } from './stations.ts';
import { linkOf, type WiredHost } from './wiring.ts';

/** A host's files as they were rendered, and what its manifest says of them. */
export interface HostFiles {
  readonly files: readonly { readonly install: string; readonly mode: string; readonly content: string }[];
  readonly secrets: readonly string[];
}

/** A host of the definitions: what it gets, and what its kernel has to hold then. */
export function plannedHost(wired: WiredHost, { files, secrets }: HostFiles): PlannedHost {
  const { host, links, gateways } = wired;
  const dr = directRouting(host);
  const silentFor = [...new Set(dr.flatMap(({ vips }) => vips.map(({ text }) => text)))];
  return {
    name: host.name,
    isDirector: host.directors.length > 0,
    isRealServer: host.realServers.some(({ virtualServers }) => virtualServers.length > 0),
    links: links.map(linkOf),
    routes: defaultRoutes(gateways),
    forwards: false,
    files: files.map(
      ({ install, mode, content }): PlannedFile => ({
        kind: kindOf(install),
        path: install,
        mode,
        content,
      }),
    ),
    secrets,
    answers: answersOf(host),
    vips: [
      ...new Set([
        ...scriptVips(host),
        ...dr.flatMap(({ vips }) => vips.map((vip) => `${hostPrefix(vip).text} lo`)),
      ]),
    ],
    ipvs: [
      ...new Set(host.directors.flatMap(({ cluster }) => cluster.virtualServers.flatMap(ipvsTable))),
    ].sort(),
    sysctls: sysctlsOf(host, dr),
    silentFor: silentFor.filter((vip) => !vip.includes(':')),
  };
}

function kindOf(path: string): FileKind {
  if (path.endsWith('.sh')) return 'script';
  return path.startsWith('/etc/sysctl.d/') ? 'sysctl' : 'keepalived';
}

/** The DR services that a host answers for without being their director. */
function directRouting({ directors, realServers }: Host): VirtualServer[] {
  return realServers
    .filter(({ cluster }) => !directors.some((part) => part.cluster === cluster))
    .flatMap(({ realServer, virtualServers }) =>
      virtualServers.filter(({ destinations, forwardingMethod }) => {
        const own = destinations.filter((one) => one.realServer === realServer);
        return own.length === 0
          ? forwardingMethod === 'DR'
          : own.some((one) => one.forwardingMethod === 'DR');
      }),
    );
}

/** The VIPs that a director has without VRRP, but those that are its own addresses. */
function scriptVips({ directors }: Host): string[] {
  return directors
    .filter(({ cluster }) => cluster.engine === 'ipvsadm')
    .flatMap(({ cluster, director }) =>
      addressesOf(cluster.virtualServers).flatMap(({ vip, interfaceName }) => {
        const around = director.interfaces.filter(
          ({ address }) =>
            address.first <= vip.bits && vip.bits <= address.last && address.address.family === vip.family,
        );
        if (around.some(({ address }) => address.address.text === vip.text)) return [];
        return [`${hostPrefix(vip).text} ${interfaceName ?? around[0]?.name ?? 'lo'}`];
      }),
    );
}

function addressesOf(virtualServers: readonly VirtualServer[]) {
  return virtualServers.flatMap(({ vips, interfaceName }) => vips.map((vip) => ({ vip, interfaceName })));
}

/** What direct routing and NAT need of the kernel, whoever sets it. */
function sysctlsOf({ directors }: Host, dr: readonly VirtualServer[]): string[] {
  const nat = directors.flatMap(({ cluster, director }) =>
    cluster.virtualServers
      .filter(({ destinations }) => destinations.some(({ forwardingMethod }) => forwardingMethod === 'NAT'))
      .map(({ vip }) => ({ director, family: vip.family })),
  );
  const inet = nat.filter(({ family }) => family === 'inet');
  const redirects = inet.flatMap(({ director }) =>
    director.interfaces.map(({ name }) => `net/ipv4/conf/${name}/send_redirects=0`),
  );
  return [
    ...new Set([
      ...(inet.length > 0
        ? ['net/ipv4/ip_forward=1', 'net/ipv4/conf/all/send_redirects=0', ...redirects]
        : []),
      ...(inet.length < nat.length ? ['net/ipv6/conf/all/forwarding=1'] : []),
      ...(dr.some(({ vip }) => vip.family === 'inet')
        ? ['net/ipv4/conf/all/arp_ignore=1', 'net/ipv4/conf/all/arp_announce=2']
        : []),
    ]),
  ];
}

/** Where a host's services listen, and what its health pages say. */
function answersOf({ realServers, name }: Host): string[] {
  const lines = new Map<string, string>();
  const listen = (port: number) => lines.set(`tcp ${port}`, `tcp ${port} http`);
  for (const { realServer, virtualServers } of realServers) {
    const rip = realServer.address.address.text;
    for (const virtualServer of virtualServers) {
      for (const port of portsOf(virtualServer, name)) {
        if (virtualServer.protocol === 'TCP') listen(port);
        else if (virtualServer.protocol === 'UDP')
          for (const address of [
            rip,
            ...(virtualServer.forwardingMethod === 'NAT' ? [] : virtualServer.vips.map(({ text }) => text)),
          ])
            lines.set(`udp ${address} ${port}`, `udp ${address} ${port}`);
      }
      for (const { realServerName, checks, port } of virtualServer.destinations) {
        if (realServerName !== name) continue;
        for (const { type, options } of checks) {
          const at = Number(options['connect_port'] ?? port);
          if (type !== 'UDP_CHECK') listen(at);
          for (const url of (options['url'] ?? []) as readonly Readonly<Record<string, unknown>>[]) {
            const status = `status ${at} ${String(url['path'] ?? '/')}`;
            if (url['status_code'] !== undefined)
              lines.set(status, `${status} ${String(url['status_code'])}`);
          }
        }
      }
    }
  }
  return [...lines.values()];
}

/** The ports at which a host answers for a service: as one of its real servers, or as its sorry server. */
function portsOf(virtualServer: VirtualServer, name: string): number[] {
  const { destinations, sorryServer } = virtualServer;
  const own = destinations.filter(({ realServerName }) => realServerName === name).map(({ port }) => port);
  const ports = own.length > 0 || sorryServer === undefined ? own : [sorryServer.port];
  // 0: the port that the client has asked.
  return ports.map((port) => port || askedPort(virtualServer));
}
