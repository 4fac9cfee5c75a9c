import type { Member, VrrpInstance } from '../../model/cluster.ts';
import { globalOptions } from '../../model/host-settings.ts';
import type { Host } from '../../model/repository.ts';
import { vmacName, vmacOf } from '../../model/vmac.ts';
import { membersOn } from '../../model/vrrp-members.ts';

/** `ADDRESS/LENGTH INTERFACE` of each VIP that a director has as MASTER, by its instances. */
export function vipInterfaces(host: Host): ReadonlyMap<VrrpInstance, readonly string[]> {
  const instances = host.directors.flatMap(({ cluster }) => membersOn(cluster, host.name));
  const { vmac_prefix: prefix = 'vrrp', vmac_addr_prefix: ofAddresses = prefix } = globalOptions(host);
  const names = new Names(instances.flatMap(({ instance }) => vmacName(instance) ?? []));
  return new Map(
    instances.map(({ instance, member }) => {
      const own = ownInterface(instance, member, names, String(prefix));
      const lines = instance.vips.map((vip) => {
        const name = nameOf(instance, member, vip, own, names, String(ofAddresses));
        return `${vip.prefix.text} ${name}`;
      });
      return [instance, lines];
    }),
  );
}

/** Whether keepalived makes an interface with a virtual MAC for it. */
export function hasVmac({ options, vips }: VrrpInstance): boolean {
  const { use_vmac: vmac = false, use_vmac_addr: ofAddresses = false } = options;
  return vmac !== false || ofAddresses !== false || vips.some(({ useVmac }) => useVmac);
}

/** The interface that keepalived makes for an instance; else the one that it is said to have. */
function ownInterface(instance: VrrpInstance, member: Member, names: Names, prefix: string): string {
  const { use_vmac: vmac = false, use_ipvlan: ipvlan = false } = instance.options;
  const { virtualRouterId, family } = instance;
  const base = member.interfaceName ?? '';
  if (vmac === false && ipvlan === false) return base;
  const name = vmacName(instance) ?? names.free(prefix, instance);
  if (vmac === false) return base;
  names.ofMac.set(`${virtualRouterId} ${family} ${base}`, name);
  return name;
}

function nameOf(
  instance: VrrpInstance,
  member: Member,
  vip: VrrpInstance['vips'][number],
  own: string,
  names: Names,
  ofAddresses: string,
): string {
  const { family } = vip.prefix.address;
  const base = vip.dev ?? member.interfaceName ?? '';
  const asker = vmacOf(instance, member, vip);
  if (asker !== 'address') return asker === 'instance' ? own : base;
  const key = `${instance.virtualRouterId} ${family} ${base}`;
  const known = names.ofMac.get(key);
  if (known !== undefined) return known;
  const name = names.free(ofAddresses, { virtualRouterId: instance.virtualRouterId, family });
  names.ofMac.set(key, name);
  return name;
}

/** The names of the interfaces that keepalived makes: the first one that is free (vrrp.c, create_vmac_name). */
class Names {
  /** By virtual router id, family and the interface below. */
  readonly ofMac = new Map<string, string>();
  private readonly taken: Set<string>;

  constructor(taken: readonly string[]) {
    this.taken = new Set(taken);
  }

  free(
    prefix: string,
    { virtualRouterId, family }: Pick<VrrpInstance, 'virtualRouterId' | 'family'>,
  ): string {
    const nameOf = (number: number | '') => `${prefix}${number}.${virtualRouterId}`;
    let name = nameOf('');
    if (this.taken.has(name) && family === 'inet6') name = nameOf(6);
    for (let number = 1; this.taken.has(name); number++) name = nameOf(number);
    this.taken.add(name);
    return name;
  }
}
