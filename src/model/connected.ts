import { type Address, type Prefix, parsePrefix, parseTarget } from '../address/address.ts';
import { PrefixIndex } from '../address/prefix-index.ts';
import type { DirectorHost } from './director-hosts.ts';
import { type HostEntry, hostEntries } from './host-entries.ts';
import { once } from './once.ts';
import type { Environment } from './repository.ts';

/**
 * Whether a director sends to an address without a router: it has an address of its own there, or keepalived gives it an address
 * with that prefix, or a route.
 */
export function isConnected(host: DirectorHost, address: Address, environment: Environment): boolean {
  if (host.attachedTo(address).some((own) => own.address !== undefined)) return true;
  const names = new Set(host.links.map(({ name }) => name));
  return (givenSubnets(environment).get(host.name)?.around(address) ?? []).some((entry) => {
    const device = deviceOf(entry, host.name);
    return device === undefined || names.has(device);
  });
}

/** The interface that gets it, where the definition says so. */
function deviceOf({ item, instance }: HostEntry, director: string): string | undefined {
  if (typeof item['dev'] === 'string') return item['dev'];
  return instance?.members.find(({ directorName }) => directorName === director)?.interfaceName;
}

/** By the name of the director: what keepalived gives it that makes a subnet its neighbour. */
const givenSubnets = once(({ clusters }: Environment) => {
  const byDirector = new Map<string, PrefixIndex<HostEntry>>();
  for (const cluster of clusters) {
    for (const entry of [...hostEntries(cluster, 'address'), ...hostEntries(cluster, 'route')]) {
      const subnet = subnetOf(entry);
      for (const { name } of subnet === undefined ? [] : entry.directors) {
        const index = byDirector.get(name) ?? new PrefixIndex<HostEntry>();
        index.add(subnet as Prefix, entry);
        byDirector.set(name, index);
      }
    }
  }
  return byDirector;
});

/** The kernel adds a route for the prefix of an address, or for its peer. A route with a gateway leads to a router. */
function subnetOf({ item }: HostEntry): Prefix | undefined {
  const { address, peer, to, via, type } = item;
  if (typeof address === 'string') return parseTarget(typeof peer === 'string' ? peer : address);
  if (typeof to !== 'string' || via !== undefined || type !== undefined) return undefined;
  return to === 'default' ? parsePrefix('0.0.0.0/0') : parseTarget(to);
}
