import { type Address, isLinkLocal } from '../address/address.ts';
import type * as definition from '../schema/definition.ts';
import { type GroupMember, listeningOf, membersOfGroups, type Spot } from './build-listeners.ts';
import type {
  Check,
  Destination,
  RealServer,
  SorryServer,
  Tunnel,
  VirtualServer,
  VrrpInstance,
} from './cluster.ts';
import { address, asOptions, type DefinitionReader } from './definition-reader.ts';
import type { Origin } from './origin.ts';

/** Required of each virtual server with its defaults; the schema's second step has looked at that. */
type CompleteVirtualServer = definition.VirtualServer &
  Required<Pick<definition.VirtualServer, 'lvs_sched' | 'lvs_method'>>;

/** What a check takes from its real server, and that from its virtual server (keepalived 2.2.7, check_data.c). */
const INHERITED = ['connect_timeout', 'retry', 'delay_before_retry', 'warmup', 'delay_loop', 'alpha'];

export function buildVirtualServers(
  reader: DefinitionReader,
  realServers: readonly RealServer[],
  vrrpInstances: readonly VrrpInstance[],
): VirtualServer[] {
  const floating = vrrpInstances
    .flatMap(({ vips }) => vips.map(({ prefix, place }) => ({ vip: prefix.address, place })))
    .filter(({ vip }) => !isLinkLocal(vip));
  const routedVips = new Set(
    vrrpInstances.flatMap(({ vips }) =>
      vips.flatMap(({ prefix, routed }) => (routed ? [prefix.address.text] : [])),
    ),
  );
  const byName = new Map<string, RealServer[]>();
  for (const realServer of realServers) {
    const others = byName.get(realServer.name);
    if (others === undefined) byName.set(realServer.name, [realServer]);
    else others.push(realServer);
  }
  const groups = membersOfGroups(reader);
  return reader.data.virtual_servers.map((own, index) =>
    buildVirtualServer(reader, own as CompleteVirtualServer, index, {
      realServers: byName,
      groups,
      floating,
      routedVips,
    }),
  );
}

/** What a virtual server names. */
interface Named {
  readonly realServers: ReadonlyMap<string, readonly RealServer[]>;
  readonly groups: ReadonlyMap<string, readonly GroupMember[]>;
  /** What a firewall mark without marks can be on. */
  readonly floating: readonly Spot[];
  /** The VIPs, as text, of which VRRP instances say that they are routed. */
  readonly routedVips: ReadonlySet<string>;
}

/** Those of the kernel's that take some, by the definition's names. */
const FLAGS = ['flag-1', 'flag-2', 'flag-3', 'sh-port', 'sh-fallback', 'mh-port', 'mh-fallback'] as const;

function buildVirtualServer(
  reader: DefinitionReader,
  own: CompleteVirtualServer,
  index: number,
  { realServers, groups, floating, routedVips }: Named,
): VirtualServer {
  const { item, origin } = reader.withDefaults('virtual_servers', own, index);
  const listening = listeningOf(item, origin, groups, floating);
  const [vip] = listening.vips;
  if (vip === undefined)
    throw new Error(`the schema let virtual server "${item.name}" pass without an address`);
  const tunnel = tunnelOf(item.tunnel);
  const checks = buildChecks(reader, item.checks, origin, item);
  const checksOf = (entry: definition.RealServer, entryOrigin: Origin): Check[] => {
    if (entry.checks !== undefined)
      return buildChecks(reader, entry.checks, entryOrigin, { ...item, ...entry });
    const isAsAll = INHERITED.every((name) => asOptions(entry)[name] === undefined);
    return isAsAll ? checks : buildChecks(reader, item.checks, origin, { ...item, ...entry });
  };
  return {
    origin,
    name: item.name,
    groupName: item.group,
    vip,
    ...listening,
    scheduler: item.lvs_sched,
    schedulerFlags: FLAGS.filter((flag) => asOptions(item)[flag.replace('-', '_')] === true),
    forwardingMethod: item.lvs_method,
    tunnel,
    persistenceTimeout: item.persistence_timeout === 0 ? undefined : item.persistence_timeout,
    delayLoop: item.delay_loop,
    routed: item.routed ?? listening.vips.every(({ text }) => routedVips.has(text)),
    interfaceName: item.interface,
    sourceNat: item.source_nat ?? false,
    sorryServer: sorryServerOf(item, listening.port, tunnel),
    destinations: item.real_servers.map((entry, at): Destination => {
      const entryOrigin = reader.origin([...origin.path, 'real_servers', at], entry);
      return {
        origin: entryOrigin,
        realServerName: entry.name,
        realServer: answeringBy(realServers.get(entry.name), vip),
        port: entry.port ?? listening.port,
        weight: entry.weight ?? item.weight ?? 1,
        forwardingMethod: entry.lvs_method ?? item.lvs_method,
        tunnel: entry.tunnel === undefined ? tunnel : tunnelOf(entry.tunnel),
        checks: checksOf(entry, entryOrigin),
        options: asOptions(entry),
      };
    }),
    options: asOptions(item),
  };
}

/** keepalived gives a sorry server the virtual server's method, with its tunnel, unless it has one of its own. */
function sorryServerOf(
  { sorry_server: item, lvs_method }: CompleteVirtualServer,
  port: number,
  tunnel: Tunnel,
): SorryServer | undefined {
  if (item === undefined) return undefined;
  return {
    address: address(item.address),
    port: item.port ?? port,
    forwardingMethod: item.lvs_method ?? lvs_method,
    tunnel: item.tunnel === undefined ? tunnel : tunnelOf(item.tunnel),
    options: asOptions(item),
  };
}

function tunnelOf(item: definition.Tunnel | undefined): Tunnel {
  return {
    type: item?.type ?? 'ipip',
    port: item?.port,
    checksum: item?.checksum ?? 'nocsum',
    mtu: item?.mtu,
  };
}

/** A dual-stack real server answers with its address of the VIP's family; one that has none is for the rules to find. */
function answeringBy(views: readonly RealServer[] | undefined, vip: Address): RealServer | undefined {
  return views?.find((view) => view.address.address.family === vip.family) ?? views?.[0];
}

function buildChecks(
  reader: DefinitionReader,
  items: definition.Check[] | undefined,
  owner: Origin,
  levels: object,
): Check[] {
  const named = INHERITED.flatMap((name) => {
    const value = asOptions(levels)[name];
    return value === undefined ? [] : [[name, value]];
  });
  const inherited = Object.fromEntries(named);
  return (items ?? []).flatMap((item, index) =>
    Object.entries(item).flatMap(([type, options]) =>
      // What is no mapping is an unknown kind of check, which has been refused.
      typeof options !== 'object' || options === null
        ? []
        : [
            {
              origin: reader.origin(owner.at('checks', index, type).path, options),
              type,
              options: asOptions(options),
              inherited,
            },
          ],
    ),
  );
}
