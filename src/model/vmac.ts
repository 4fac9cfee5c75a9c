import type { Cluster, Director, Member, VrrpInstance } from './cluster.ts';
import { globalsOf } from './host-settings.ts';

/** The interface with the virtual MAC that keepalived makes for an instance, where the definition says its name. */
export function vmacName({ options }: VrrpInstance): string | undefined {
  const name = options['use_vmac'];
  return typeof name === 'string' ? name : undefined;
}

/**
 * Who asks for the interface with a virtual MAC that a VIP is on: its instance does for VIPs of its own interface and family, with
 * `use_vmac_addr` for the others, and a VIP for itself (keepalived 2.2.7, vrrp.c, vrrp_complete_instance).
 */
export function vmacOf(
  { family, options }: VrrpInstance,
  { interfaceName }: Member,
  { prefix, dev, useVmac }: VrrpInstance['vips'][number],
): 'instance' | 'address' | undefined {
  const { use_vmac: vmac = false, use_vmac_addr: ofOthers = false } = options;
  const isOwn = (dev ?? interfaceName) === interfaceName && prefix.address.family === family;
  if (isOwn && vmac !== false) return 'instance';
  return useVmac || (!isOwn && ofOthers === true) ? 'address' : undefined;
}

/**
 * Why a director does not have the interface that an address, a route or a rule names: there is none, or `owner` makes it,
 * which keepalived must read first (`before`) and takes only with `dynamic_interfaces`, since it makes interfaces last.
 */
export type InterfaceFault =
  | { readonly why: 'missing' }
  | { readonly why: 'before' | 'made-later'; readonly owner: VrrpInstance };

/**
 * @param instance whose address, route or rule it is; absent for what a director always has, which keepalived reads first.
 * @returns undefined where the director has the interface. Each host has `lo`.
 */
export function interfaceFault(
  cluster: Cluster,
  director: Director,
  instance: VrrpInstance | undefined,
  name: string,
): InterfaceFault | undefined {
  if (name === 'lo' || director.links.some((own) => own.name === name)) return undefined;
  const { vrrpInstances } = cluster;
  const owner = vrrpInstances.find(
    (other) =>
      vmacName(other) === name && other.members.some(({ directorName }) => directorName === director.name),
  );
  if (owner === undefined) return { why: 'missing' };
  const dynamic = globalsOf(cluster, director)['dynamic_interfaces'] ?? false;
  if (dynamic === false) return { why: 'made-later', owner };
  const isBefore = instance === undefined || vrrpInstances.indexOf(instance) < vrrpInstances.indexOf(owner);
  return isBefore ? { why: 'before', owner } : undefined;
}
