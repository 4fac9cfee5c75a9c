import { hostPrefix } from '../../address/address.ts';
import type { ForwardingMethod, VirtualServer } from '../../model/cluster.ts';
import { staticInterfaces } from '../../model/director-hosts.ts';
import { destinationsAt } from '../../model/forwarding.ts';
import { globalOptions, sysctlsOf } from '../../model/host-settings.ts';
import type { Host } from '../../model/repository.ts';
import type { CheckTarget } from './check-targets.ts';
import { servicesInKernel } from './group-marks.ts';
import type { FileKind, PlannedFile, PlannedHost } from './lab-plan.ts';
import { answersOf } from './planned-answers.ts';
import { ipvsTable } from './planned-table.ts';
import {
  addressesIn,
  certificatesIn,
  programsIn,
  realProgramsIn,
  trackedFilesIn,
  usersIn,
} from './stand-ins.ts';
import { defaultRoutes } from './stations.ts';
import { linkOf, type WiredHost } from './wiring.ts';

/** A host's files as they were rendered, and what its manifest says of them. */
export interface HostFiles {
  readonly files: readonly { readonly install: string; readonly mode: string; readonly content: string }[];
  readonly secrets: readonly string[];
}

/** A host of the definitions: what it gets, and what its kernel has to hold then. */
export function plannedHost(
  wired: WiredHost,
  { files, secrets }: HostFiles,
  targets: ReadonlyMap<string, readonly CheckTarget[]>,
  digests: ReadonlyMap<string, string>,
): PlannedHost {
  const { host, links, gateways } = wired;
  const own = links.flatMap(({ prefixes }) => prefixes.map(({ address }) => address.text));
  const planned = files.map((file) => plannedFile(file, digests));
  const conf = planned.find(({ kind }) => kind === 'keepalived')?.content ?? '';
  const direct = answeredBy(host, 'DR');
  const tunnelled = answeredBy(host, 'TUN');
  const held = [...direct, ...tunnelled];
  const inKernel = servicesInKernel(host);
  const silentFor = [...new Set(held.flatMap(({ vips }) => vips.map(({ text }) => text)))];
  return {
    name: host.name,
    isDirector: host.directors.length > 0,
    isRealServer: host.realServers.some(({ virtualServers }) => virtualServers.length > 0),
    links: links.map(linkOf),
    routes: defaultRoutes(gateways),
    forwards: false,
    files: planned,
    secrets,
    programs: programsIn(conf),
    realPrograms: realProgramsIn(conf),
    trackedFiles: trackedFilesIn(conf),
    certificates: certificatesIn(conf),
    users: usersIn(conf),
    answers: answersOf(
      host,
      own.flatMap((address) => targets.get(address) ?? []),
    ),
    vips: [
      ...new Set([
        ...scriptVips(host),
        ...host.directors.flatMap(staticInterfaces).map(({ name, address }) => `${address.text} ${name}`),
        ...direct.flatMap(({ vips }) => vips.map((vip) => `${hostPrefix(vip).text} lo`)),
        ...tunnelled.flatMap(({ vips }) => vips.map((vip) => `${hostPrefix(vip).text} lvs_tun`)),
      ]),
    ],
    changingVips: addressesIn(conf),
    ipvs: [
      ...new Set(
        host.directors.flatMap(({ cluster }) =>
          cluster.virtualServers.flatMap((one) => ipvsTable(cluster.engine, inKernel.get(one) ?? one)),
        ),
      ),
    ].sort(),
    sysctls: sysctlLines(host, held),
    silentFor: silentFor.filter((vip) => !vip.includes(':')),
    syncs: host.directors.length > 0 && globalOptions(host)['lvs_sync_daemon'] !== undefined,
  };
}

const FOLDERS: readonly (readonly [FileKind, string])[] = [
  ['modules', '/etc/modules-load.d/'],
  ['sysctl', '/etc/sysctl.d/'],
  ['script', '/usr/local/sbin/'],
  ['unit', '/etc/systemd/system/'],
  ['keepalived', '/etc/keepalived/'],
];

/**
 * A file as it was rendered, with two changes in keepalived.conf: digests are those of the lab's own pages, and nothing tracks processes, since
 * keepalived gets no events of processes in the network namespaces of the lab's hosts.
 */
function plannedFile(
  { install, mode, content }: HostFiles['files'][number],
  digests: ReadonlyMap<string, string>,
): PlannedFile {
  const kind = kindOf(install);
  if (kind !== 'keepalived') return { kind, path: install, mode, content };
  const text = content
    .replace(DIGEST, (line, keyword: string, digest: string) => {
      const own = digests.get(digest);
      return own === undefined ? line : `${keyword}${own}`;
    })
    .replace(TRACKED_PROCESSES, '');
  return { kind, path: install, mode, content: text };
}

const TRACKED_PROCESSES = /^ *track_process \{\n[^}]*\}\n/gm;
const DIGEST = /^(\s*digest )([0-9a-f]{32})$/gm;

function kindOf(path: string): FileKind {
  const [kind] = FOLDERS.find(([, folder]) => path.startsWith(folder)) ?? [];
  if (kind === undefined) throw new Error(`nobody says what ${path} is`);
  return kind;
}

/** The services that a host answers for by a forwarding method without being their director. */
function answeredBy({ directors, realServers }: Host, method: ForwardingMethod): VirtualServer[] {
  return realServers
    .filter(({ cluster }) => !directors.some((part) => part.cluster === cluster))
    .flatMap(({ realServer, virtualServers }) =>
      virtualServers.filter((virtualServer) => {
        const own = destinationsAt(virtualServer, realServer);
        return own.length === 0
          ? virtualServer.sorryServer?.forwardingMethod === method
          : own.some((one) => one.forwardingMethod === method);
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

/** What NAT, direct routing and tunnels need of the kernel, whoever sets it. */
function sysctlLines({ directors }: Host, held: readonly VirtualServer[]): string[] {
  const nat = directors.flatMap(({ cluster, director }) =>
    cluster.virtualServers
      .filter(({ destinations }) => destinations.some(({ forwardingMethod }) => forwardingMethod === 'NAT'))
      .map(({ vip }) => ({ director, family: vip.family })),
  );
  const inet = nat.filter(({ family }) => family === 'inet');
  const redirects = inet.flatMap(({ director }) =>
    director.links.map(({ name }) => `net/ipv4/conf/${name}/send_redirects=0`),
  );
  return [
    ...new Set([
      ...(inet.length > 0
        ? ['net/ipv4/ip_forward=1', 'net/ipv4/conf/all/send_redirects=0', ...redirects]
        : []),
      ...(inet.length < nat.length ? ['net/ipv6/conf/all/forwarding=1'] : []),
      ...(held.some(({ vips }) => vips.some(({ family }) => family === 'inet'))
        ? ['net/ipv4/conf/all/arp_ignore=1', 'net/ipv4/conf/all/arp_announce=2']
        : []),
      ...directors.flatMap(({ cluster, director }) =>
        Object.entries(sysctlsOf(cluster, director)).map(
          ([name, value]) => `${name.replaceAll('.', '/')}=${value}`,
        ),
      ),
    ]),
  ];
}
