import { quote } from '../../../diagnostic/quote.ts';
import { instancesByVip, memberNames } from '../../../model/vip-owners.ts';
import type { RepositoryRule } from '../../rule.ts';

/**
 * A director that is no member of any VRRP instance with a VIP of the cluster's services renders them, checks their real
 * servers, and never gets a packet: most likely it was left out of the members, and is no standby at all. Directors
 * that own some of the VIPs are left alone: pairs may share a cluster.
 */
export const directorNeverOwnsVip: RepositoryRule = {
  id: 'director-never-owns-vip',
  severity: 'warning',
  summary: 'a director is a member of no VRRP instance that has a VIP of its virtual servers',
  catalogue: [],
  source: 'keepalived.conf(5), vrrp_instance; RFC 5798, section 6.4',
  *repository(repository) {
    for (const environment of repository.environments.values()) {
      const byVip = instancesByVip(environment);
      for (const cluster of environment.clusters) {
        if (cluster.engine !== 'keepalived') continue;
        const services = new Set(cluster.virtualServers.flatMap(({ vips }) => vips.map(({ text }) => text)));
        const instances = [...services].flatMap((text) => byVip.get(text) ?? []);
        const members = memberNames(instances);
        // When none of them is a member, the VIP is at fault: vip-not-in-vrrp-instance.
        if (!cluster.directors.some(({ name }) => members.has(name))) continue;
        const own = instances.find((found) => found.cluster === cluster) ?? instances[0];
        for (const { name, interfaces, origin } of cluster.directors) {
          if (own === undefined || members.has(name)) continue;
          if (interfaces.some(({ address }) => services.has(address.address.text))) continue;
          yield {
            message: `director ${quote(name)} never owns a VIP: it is a member of no VRRP instance that has one`,
            hint: `add it to the members of VRRP instance ${quote(own.instance.name)}, or remove the director`,
            at: origin.self(),
            restsOn: [origin.self()],
            related: [{ at: own.instance.origin.keyOf('members'), message: 'the members' }],
          };
        }
      }
    }
  },
};
