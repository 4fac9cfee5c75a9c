import type * as definition from '../schema/definition.ts';
import { type Address, type Prefix, parseAddress, parsePrefix } from './address.ts';
import type {
  Check,
  Cluster,
  Destination,
  Director,
  Interface,
  Member,
  RealServer,
  Segment,
  VirtualServer,
  VrrpInstance,
  VrrpSyncGroup,
} from './cluster.ts';
import { clusterNameOf } from './environment.ts';
import { Origin } from './origin.ts';

/** Required of each virtual server with its defaults; the schema's second step has looked at that. */
type CompleteVirtualServer = definition.VirtualServer &
  Required<Pick<definition.VirtualServer, 'port' | 'protocol' | 'lvs_sched' | 'lvs_method'>>;

/** What keepalived reads the files when the definition names none: Debian 12's. */
export const DEFAULT_KEEPALIVED = '2.2.7';

/**
 * Builds a cluster from a definition of the right shape: names become references (absent where nothing has the
 * name), `defaults` and default values are filled in, snake_case becomes camelCase.
 *
 * @param file relative to the project root, with `/`.
 * @param environment the folder of the file below `clusters/`.
 */
export function buildCluster(file: string, environment: string, data: definition.ClusterDefinition): Cluster {
  return new ClusterBuilder(file, environment, data).build();
}

class ClusterBuilder {
  private readonly file: string;
  private readonly environment: string;
  private readonly data: definition.ClusterDefinition;

  constructor(file: string, environment: string, data: definition.ClusterDefinition) {
    this.file = file;
    this.environment = environment;
    this.data = data;
  }

  build(): Cluster {
    const { file, environment, data } = this;
    const segments = new Map(
      Object.entries(data.segments).map(([name, item]) => [name, this.segment(name, item)]),
    );
    const directors = data.directors.map((item, index) => this.director(item, index, segments));
    const directorsByName = new Map(directors.map((director) => [director.name, director]));
    const realServers = data.real_servers.map((item, index) => this.realServer(item, index));
    const realServersByName = new Map(realServers.map((realServer) => [realServer.name, realServer]));
    const hasVrrp = (data.vrrp_instances?.length ?? 0) > 0;
    return {
      origin: new Origin(file, [], asItem(data)),
      file,
      name: data.name ?? clusterNameOf(file),
      environment,
      routingDomain: data.routing_domain ?? environment,
      engine: data.engine ?? (hasVrrp ? 'keepalived' : 'ipvsadm'),
      keepalivedVersion: data.target?.keepalived ?? DEFAULT_KEEPALIVED,
      masquerade: data.masquerade ?? true,
      restrictForwarding: data.restrict_forwarding ?? true,
      segments,
      directors,
      realServers,
      vrrpInstances: (data.vrrp_instances ?? []).map((item, index) =>
        this.vrrpInstance(item, index, directorsByName),
      ),
      vrrpSyncGroups: (data.vrrp_sync_groups ?? []).map((item, index) => this.vrrpSyncGroup(item, index)),
      virtualServers: data.virtual_servers.map((item, index) =>
        this.virtualServer(item as CompleteVirtualServer, index, realServersByName),
      ),
    };
  }

  private segment(name: string, item: definition.Segment): Segment {
    return {
      origin: new Origin(this.file, ['segments', name], asItem(item)),
      name,
      subnet: prefix(item.subnet),
      gateway: item.gateway === undefined ? undefined : address(item.gateway),
      id: item.id,
    };
  }

  private director(
    item: definition.Director,
    index: number,
    segments: ReadonlyMap<string, Segment>,
  ): Director {
    const path = ['directors', index];
    const interfaces = Object.entries(item.interfaces).map(
      ([name, entry]): Interface => ({
        origin: new Origin(this.file, [...path, 'interfaces', name], asItem(entry)),
        name,
        segmentName: entry.segment,
        segment: segments.get(entry.segment),
        address: prefix(entry.address),
      }),
    );
    return { origin: new Origin(this.file, path, asItem(item)), name: item.name, interfaces };
  }

  private realServer(own: definition.RealServerHost, index: number): RealServer {
    const { item, origin } = this.withDefaults('real_servers', own, index);
    return {
      origin,
      name: item.name,
      address: prefix(item.address),
      gateway: item.gateway === undefined ? undefined : address(item.gateway),
    };
  }

  private vrrpInstance(
    own: definition.VrrpInstance,
    index: number,
    directors: ReadonlyMap<string, Director>,
  ): VrrpInstance {
    const { item, origin } = this.withDefaults('vrrp_instances', own, index);
    const addresses = item.virtual_ipaddress.map(prefix);
    const { family } = (addresses[0] as Prefix).address;
    return {
      origin,
      name: item.name,
      virtualRouterId: item.virtual_router_id,
      // Version 2 has no IPv6 (RFC 3768, RFC 5798).
      version: item.version ?? (family === 'inet6' ? 3 : 2),
      advertInt: item.advert_int ?? 1,
      authentication:
        item.authentication === undefined
          ? undefined
          : { authType: item.authentication.auth_type, authPass: item.authentication.auth_pass },
      addresses,
      family,
      members: item.members.map((member, at) =>
        this.member(member, [...origin.path, 'members', at], item, directors),
      ),
    };
  }

  private member(
    item: definition.Member,
    path: (string | number)[],
    instance: definition.VrrpInstance,
    directors: ReadonlyMap<string, Director>,
  ): Member {
    const director = directors.get(item.director);
    const interfaceName = item.interface ?? instance.interface;
    return {
      origin: new Origin(this.file, path, asItem(item)),
      directorName: item.director,
      director,
      state: item.state ?? 'BACKUP',
      priority: item.priority,
      interfaceName,
      interface: director?.interfaces.find(({ name }) => name === interfaceName),
      nopreempt: item.nopreempt ?? instance.nopreempt ?? false,
      preemptDelay: item.preempt_delay ?? instance.preempt_delay,
    };
  }

  private vrrpSyncGroup(item: definition.VrrpSyncGroup, index: number): VrrpSyncGroup {
    const origin = new Origin(this.file, ['vrrp_sync_groups', index], asItem(item));
    return { origin, name: item.name, instanceNames: item.group };
  }

  private virtualServer(
    own: CompleteVirtualServer,
    index: number,
    realServers: ReadonlyMap<string, RealServer>,
  ): VirtualServer {
    const { item, origin } = this.withDefaults('virtual_servers', own, index);
    const checks = this.checks(item.checks, origin);
    return {
      origin,
      name: item.name,
      vip: address(item.vip),
      port: item.port,
      protocol: item.protocol,
      scheduler: item.lvs_sched,
      forwardingMethod: item.lvs_method,
      persistenceTimeout: item.persistence_timeout === 0 ? undefined : item.persistence_timeout,
      delayLoop: item.delay_loop,
      routed: item.routed ?? false,
      interfaceName: item.interface,
      sorryServer:
        item.sorry_server === undefined
          ? undefined
          : { address: address(item.sorry_server.address), port: item.sorry_server.port },
      destinations: item.real_servers.map((entry, at): Destination => {
        const entryOrigin = new Origin(this.file, [...origin.path, 'real_servers', at], asItem(entry));
        return {
          origin: entryOrigin,
          realServerName: entry.name,
          realServer: realServers.get(entry.name),
          port: entry.port ?? item.port,
          weight: entry.weight ?? 1,
          checks: entry.checks === undefined ? checks : this.checks(entry.checks, entryOrigin),
        };
      }),
    };
  }

  private checks(items: definition.Check[] | undefined, owner: Origin): Check[] {
    return (items ?? []).flatMap((item, index) =>
      Object.entries(item).map(([type, options]) => ({
        origin: new Origin(this.file, owner.at('checks', index, type).path, asItem(options)),
        type,
        options: asItem(options),
      })),
    );
  }

  /** An item of a list over the defaults for that list. What an item has itself always wins, whole. */
  private withDefaults<Item extends object>(
    list: 'real_servers' | 'vrrp_instances' | 'virtual_servers',
    own: Item,
    index: number,
  ): { item: Item; origin: Origin } {
    const defaults = this.data.defaults?.[list];
    if (defaults === undefined)
      return { item: own, origin: new Origin(this.file, [list, index], asItem(own)) };
    const source = { path: ['defaults', list], item: asItem(defaults) };
    return {
      item: { ...defaults, ...own },
      origin: new Origin(this.file, [list, index], asItem(own), source),
    };
  }
}

function asItem(value: object): Readonly<Record<string, unknown>> {
  return value as Readonly<Record<string, unknown>>;
}

function address(text: string): Address {
  const parsed = parseAddress(text);
  if (parsed === undefined) throw new Error(`the schema let "${text}" pass as an address`);
  return parsed;
}

function prefix(text: string): Prefix {
  const parsed = parsePrefix(text);
  if (parsed === undefined) throw new Error(`the schema let "${text}" pass as an address with a prefix`);
  return parsed;
}
