import type * as definition from '../schema/definition.ts';
import type { Family } from './address.ts';
import type { Check, Destination, RealServer, VirtualServer } from './cluster.ts';
import { address, asOptions, type DefinitionReader } from './definition-reader.ts';
import type { Origin } from './origin.ts';

/** Required of each virtual server with its defaults; the schema's second step has looked at that. */
type CompleteVirtualServer = definition.VirtualServer &
  Required<Pick<definition.VirtualServer, 'port' | 'protocol' | 'lvs_sched' | 'lvs_method'>>;

/** What a check takes from its real server, and that from its virtual server (keepalived 2.2.7, check_data.c). */
const INHERITED = ['connect_timeout', 'retry', 'delay_before_retry', 'warmup', 'delay_loop', 'alpha'];

export function buildVirtualServers(
  reader: DefinitionReader,
  realServers: readonly RealServer[],
): VirtualServer[] {
  const byName = new Map<string, RealServer[]>();
  for (const realServer of realServers) {
    const others = byName.get(realServer.name);
    if (others === undefined) byName.set(realServer.name, [realServer]);
    else others.push(realServer);
  }
  return reader.data.virtual_servers.map((own, index) =>
    buildVirtualServer(reader, own as CompleteVirtualServer, index, byName),
  );
}

function buildVirtualServer(
  reader: DefinitionReader,
  own: CompleteVirtualServer,
  index: number,
  realServers: ReadonlyMap<string, readonly RealServer[]>,
): VirtualServer {
  const { item, origin } = reader.withDefaults('virtual_servers', own, index);
  const vip = address(item.vip);
  const checks = buildChecks(reader, item.checks, origin, item);
  const sorryServer = item.sorry_server;
  const checksOf = (entry: definition.RealServer, entryOrigin: Origin): Check[] => {
    if (entry.checks !== undefined)
      return buildChecks(reader, entry.checks, entryOrigin, { ...item, ...entry });
    const isAsAll = INHERITED.every((name) => asOptions(entry)[name] === undefined);
    return isAsAll ? checks : buildChecks(reader, item.checks, origin, { ...item, ...entry });
  };
  return {
    origin,
    name: item.name,
    vip,
    port: item.port,
    protocol: item.protocol,
    scheduler: item.lvs_sched,
    forwardingMethod: item.lvs_method,
    persistenceTimeout: item.persistence_timeout === 0 ? undefined : item.persistence_timeout,
    delayLoop: item.delay_loop,
    routed: item.routed ?? false,
    interfaceName: item.interface,
    sorryServer:
      sorryServer === undefined
        ? undefined
        : {
            address: address(sorryServer.address),
            port: sorryServer.port,
            forwardingMethod: item.lvs_method,
            options: asOptions(sorryServer),
          },
    destinations: item.real_servers.map((entry, at): Destination => {
      const entryOrigin = reader.origin([...origin.path, 'real_servers', at], entry);
      return {
        origin: entryOrigin,
        realServerName: entry.name,
        realServer: ofFamily(realServers.get(entry.name), vip.family),
        port: entry.port ?? item.port,
        weight: entry.weight ?? 1,
        forwardingMethod: item.lvs_method,
        checks: checksOf(entry, entryOrigin),
        options: asOptions(entry),
      };
    }),
    options: asOptions(item),
  };
}

/** A dual-stack real server answers with its address of the VIP's family; one that has none is for the rules to find. */
function ofFamily(views: readonly RealServer[] | undefined, family: Family): RealServer | undefined {
  return views?.find((view) => view.address.address.family === family) ?? views?.[0];
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
    Object.entries(item).map(([type, options]) => ({
      origin: reader.origin(owner.at('checks', index, type).path, options),
      type,
      options: asOptions(options),
      inherited,
    })),
  );
}
