import { type Address, hostPrefix, type Prefix, parseAddress, parsePrefix } from '../address/address.ts';
import { PrefixIndex } from '../address/prefix-index.ts';
import { groupBy } from '../diagnostic/group-by.ts';
import type { Cluster, Director, Options, VrrpInstance } from './cluster.ts';
import { type DirectorHost, directorHosts } from './director-hosts.ts';
import { fixedEntries, type HostEntry, hostEntries } from './host-entries.ts';
import { globalOptions } from './host-settings.ts';
import { once } from './once.ts';
import type { Environment, Host } from './repository.ts';
import { vmacName } from './vmac.ts';

/** An address that a director has when keepalived adds a route. */
export interface RouteAddress {
  readonly address: Address;
  /** The subnets whose hosts are neighbours by it. */
  readonly neighbours: readonly Prefix[];
  /** Its interface; absent where the definition does not say the name. */
  readonly dev: string | undefined;
}

/** A route that keepalived adds on a director. */
export interface AddedRoute {
  readonly cluster: Cluster;
  readonly entry: HostEntry;
  /** As the cluster has it. */
  readonly director: Director;
  readonly addresses: RouteAddresses;
}

/** The director's interfaces and static addresses and, for a route of a VRRP instance, its VIPs, which come before it. */
export class RouteAddresses {
  readonly all: readonly RouteAddress[];
  private readonly texts: ReadonlySet<string>;
  private readonly subnets = new PrefixIndex<Neighbours>();

  constructor(all: readonly RouteAddress[]) {
    this.all = all;
    this.texts = new Set(all.map(({ address }) => address.text));
    for (const { neighbours, dev } of all)
      for (const subnet of neighbours) this.subnets.add(subnet, { subnet, dev });
  }

  has({ text }: Address): boolean {
    return this.texts.has(text);
  }

  /** The subnets with an address whose hosts are neighbours on an interface; on any, without one. */
  around(address: Address, dev: unknown): Prefix[] {
    return this.subnets
      .around(address)
      .flatMap((own) => (dev === undefined || own.dev === dev ? [own.subnet] : []));
  }
}

interface Neighbours {
  readonly subnet: Prefix;
  readonly dev: string | undefined;
}

/** The routes that keepalived adds on the directors of an environment, in the definitions' order. */
export const addedRoutes = once((environment: Environment): readonly AddedRoute[] => {
  const { hosts } = directorHosts(environment);
  return environment.clusters
    .filter(({ engine }) => engine === 'keepalived')
    .flatMap((cluster) => {
      const vips = groupBy(hostEntries(cluster, 'address'), ({ instance }) => instance);
      const known = new Map<string, RouteAddresses>();
      return hostEntries(cluster, 'route').flatMap((entry) =>
        entry.directors.flatMap((director): AddedRoute[] => {
          const [whole, host] = [hosts.get(director.name), environment.hosts.get(director.name)];
          if (whole === undefined || host === undefined) return [];
          const { instance } = entry;
          const key = JSON.stringify([director.name, instance?.name]);
          let addresses = known.get(key);
          if (addresses === undefined) {
            addresses = new RouteAddresses(addressesFor(instance, vips.get(instance) ?? [], whole, host));
            known.set(key, addresses);
          }
          return [{ cluster, entry, director, addresses }];
        }),
      );
    });
});

function addressesFor(
  instance: VrrpInstance | undefined,
  vips: readonly HostEntry[],
  { interfaces }: DirectorHost,
  host: Host,
): RouteAddress[] {
  const defaultInterface = String(globalOptions(host)['default_interface'] ?? 'eth0');
  const own = interfaces.map(({ address, segment, name }) => ({
    address: address.address,
    neighbours: segment === undefined ? [address] : [address, segment.subnet],
    dev: name,
  }));
  const fixed = host.directors.flatMap(({ director }) =>
    fixedEntries(director, 'address').flatMap(({ item }) =>
      ofItem(item, String(item['dev'] ?? defaultInterface)),
    ),
  );
  if (instance === undefined) return [...own, ...fixed];
  return [...own, ...fixed, ...vips.flatMap(({ item }) => ofItem(item, deviceOf(item, instance, host.name)))];
}

function ofItem(item: Options, dev: string | undefined): RouteAddress[] {
  const prefix = parsePrefix(String(item['address']));
  if (prefix === undefined) return [];
  const peer = parseAddress(String(item['peer']));
  const subnet = peer === undefined ? prefix : hostPrefix(peer);
  return [{ address: prefix.address, neighbours: item['noprefixroute'] === true ? [] : [subnet], dev }];
}

/** The interface that a VIP gets on a member: a VMAC without a name gets one that is free. */
function deviceOf(item: Options, instance: VrrpInstance, director: string): string | undefined {
  const { options, members } = instance;
  const { dev } = item;
  if (item['use_vmac'] === true) return undefined;
  if (typeof dev === 'string') return options['use_vmac_addr'] === true ? undefined : dev;
  if (options['use_ipvlan'] === true || options['use_vmac'] === true) return undefined;
  return vmacName(instance) ?? members.find(({ directorName }) => directorName === director)?.interfaceName;
}
