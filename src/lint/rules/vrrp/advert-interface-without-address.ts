import { quote } from '../../../diagnostic/quote.ts';
import { type DirectorHost, directorHosts } from '../../../model/director-hosts.ts';
import { distinctMembers, memberPlace } from '../../../model/vrrp-members.ts';
import type { RepositoryRule } from '../../rule.ts';

/**
 * keepalived sends IPv4 adverts from an own address of the interface. Where it has none, and no mcast_src_ip is said, the
 * instance is in FAULT, though its VIPs would be addresses there, and though keepalived gives it a static one. IPv6 adverts
 * leave from the link-local address, which each interface has.
 */
export const advertInterfaceWithoutAddress: RepositoryRule = {
  id: 'advert-interface-without-address',
  severity: 'error',
  summary: 'the interface of a multicast VRRP instance has no IPv4 address, and so the instance is in FAULT',
  catalogue: ['V27'],
  source:
    'keepalived 2.2.7: "entering FAULT state (no IPv4 address for interface)", with and without use_vmac or static_ipaddress; acassen/keepalived#1078, #1719',
  *repository({ environments }) {
    for (const environment of environments.values()) {
      const { hosts } = directorHosts(environment);
      for (const instance of environment.clusters.flatMap(({ vrrpInstances }) => vrrpInstances)) {
        if (instance.unicast || instance.family === 'inet6') continue;
        for (const member of distinctMembers(instance)) {
          const { link, directorName, options } = member;
          const host = hosts.get(directorName);
          if (link === undefined || host === undefined || options['mcast_src_ip'] !== undefined) continue;
          const own = inet(host);
          if (own.some(({ name }) => name === link.name)) continue;
          const advice = 'send the adverts by an interface with an address, and put the VIPs here with dev';
          yield {
            message: `${quote(link.name)} of ${quote(directorName)} has no IPv4 address for the adverts of ${quote(instance.name)}: the instance stays in FAULT`,
            hint: own.length === 0 ? 'give it an address' : `give it an address; or ${advice}`,
            at: memberPlace(instance, member, 'interface'),
            related: [{ at: link.origin.self(), message: 'the interface' }],
          };
        }
      }
    }
  },
};

function inet({ interfaces }: DirectorHost) {
  return interfaces.filter(({ address, name }) => address.address.family === 'inet' && name !== 'lo');
}
