import type { Address, Prefix } from '../address/address.ts';
import type { Location } from '../diagnostic/finding.ts';
import type { Cluster, VirtualServer, VrrpInstance } from './cluster.ts';
import { once } from './once.ts';

/** An address that clients or real servers reach the directors at. */
export interface Vip {
  readonly address: Address;
  /** As `virtual_ipaddress` has it. */
  readonly prefix: Prefix | undefined;
  readonly instance: VrrpInstance | undefined;
  /** Whether its VRRP instance or one of its virtual servers says that others lead it to the directors. */
  readonly routed: boolean;
  /** The interface that `virtual_ipaddress` names for it. */
  readonly dev: string | undefined;
  /** Those that listen at it: none at an address that is only a gateway. */
  readonly virtualServers: readonly VirtualServer[];
  /** In `virtual_ipaddress` where an instance has it, else at the first virtual server. */
  readonly place: () => Location;
}

/** The VIPs of a cluster, each address once: those of its VRRP instances, then those of its virtual servers alone. */
export const vipsOf = once(({ vrrpInstances, virtualServers }: Cluster): readonly Vip[] => {
  const services = new Map<string, VirtualServer[]>();
  for (const virtualServer of virtualServers) {
    for (const { text } of virtualServer.vips) {
      const others = services.get(text);
      if (others === undefined) services.set(text, [virtualServer]);
      else others.push(virtualServer);
    }
  }
  const vips = new Map<string, Vip>();
  for (const instance of vrrpInstances) {
    for (const { prefix, dev, routed, place } of instance.vips) {
      const { address } = prefix;
      if (vips.has(address.text)) continue;
      const virtualServers = services.get(address.text) ?? [];
      vips.set(address.text, {
        address,
        prefix,
        instance,
        routed: routed || virtualServers.some((service) => service.routed),
        dev,
        virtualServers,
        place,
      });
    }
  }
  for (const [text, listeners] of services) {
    const [first] = listeners;
    if (first === undefined || vips.has(text)) continue;
    const address = first.vips.find((vip) => vip.text === text) ?? first.vip;
    const place = () => first.vipPlace(address);
    vips.set(text, {
      address,
      prefix: undefined,
      instance: undefined,
      routed: listeners.some((service) => service.routed),
      dev: undefined,
      virtualServers: listeners,
      place,
    });
  }
  return [...vips.values()];
});
