import { quote } from '../diagnostic/quote.ts';
import type { Cluster } from '../model/cluster.ts';
import type { HostEntry } from '../model/host-entries.ts';
import { interfaceFault } from '../model/vmac.ts';
import type { Problem } from './rule.ts';

/**
 * The first director that does not have the interface that an address, a route or a rule names.
 *
 * @param what the address, route or rule in words.
 */
export function interfaceProblem(
  cluster: Cluster,
  { directors, instance }: HostEntry,
  name: string,
  what: string,
): Omit<Problem, 'at'> | undefined {
  for (const director of directors) {
    const fault = interfaceFault(cluster, director, instance, name);
    if (fault === undefined) continue;
    const host = quote(director.name);
    const has = `${host} has no interface ${quote(name)} for ${what}`;
    if (fault.why === 'missing')
      return { message: has, hint: `add it to the interfaces of ${host}, or name one that is there` };
    const { name: owner, origin } = fault.owner;
    const related = [{ at: origin.at('use_vmac'), message: 'the instance that makes it' }];
    if (fault.why === 'made-later') {
      const message = `${has} yet: keepalived makes it after it has read its file, and does not start`;
      return { message, hint: 'set dynamic_interfaces: true in global_defs', related };
    }
    return {
      message: `${quote(name)} is named for ${what} before VRRP instance ${quote(owner)}, to which keepalived then gives an interface of another name`,
      hint: `write it in VRRP instance ${quote(owner)}, or in one behind it`,
      related,
    };
  }
  return undefined;
}
