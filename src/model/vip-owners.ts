import type { Cluster, VrrpInstance } from './cluster.ts';
import type { Environment } from './repository.ts';

export interface VipInstance {
  readonly cluster: Cluster;
  readonly instance: VrrpInstance;
}

/** The VRRP instances of an environment that have a VIP, by the VIP's text: hosts of one name are one machine there. */
export function instancesByVip(environment: Environment): Map<string, VipInstance[]> {
  const byVip = new Map<string, VipInstance[]>();
  for (const cluster of environment.clusters) {
    for (const instance of cluster.vrrpInstances) {
      for (const text of new Set(instance.vips.map(({ prefix }) => prefix.address.text))) {
        const found = byVip.get(text);
        if (found === undefined) byVip.set(text, [{ cluster, instance }]);
        else found.push({ cluster, instance });
      }
    }
  }
  return byVip;
}

/** The names of the directors that can own a VIP: the members of its instances. */
export function memberNames(instances: readonly VipInstance[]): Set<string> {
  return new Set(
    instances.flatMap(({ instance }) => instance.members.map(({ directorName }) => directorName)),
  );
}
