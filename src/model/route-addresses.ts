import { type Address, hostPrefix, type Prefix, parseAddress, parsePrefix } from './address.ts';
import type { Cluster, Director, Options, VrrpInstance } from './cluster.ts';
import { type DirectorHost, directorHosts } from './director-hosts.ts';
import { fixedEntries, type HostEntry, hostEntries } from './host-entries.ts';
import { globalOptions } from './host-settings.ts';
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
  /** The director's interfaces and static addresses and, for a route of a VRRP instance, its VIPs, which come before it. */
  readonly addresses: readonly RouteAddress[];
}

/** The routes that keepalived adds on the directors of an environment, in the definitions' order. */
export function* addedRoutes(environment: Environment): Iterable<AddedRoute> {
  const { hosts } = directorHosts(environment);
  for (const cluster of environment.clusters) {
    if (cluster.engine !== 'keepalived') continue;
    for (const entry of hostEntries(cluster, 'route')) {
      for (const director of entry.directors) {
        const [whole, host] = [hosts.get(director.name), environment.hosts.get(director.name)];
        if (whole === undefined || host === undefined) continue;
        yield { cluster, entry, director, addresses: addressesFor(entry, cluster, whole, host) };
      }
    }
  }
}

function addressesFor(
  { instance }: HostEntry,
  cluster: Cluster,
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
  const vips = hostEntries(cluster, 'address').filter((entry) => entry.instance === instance);
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
