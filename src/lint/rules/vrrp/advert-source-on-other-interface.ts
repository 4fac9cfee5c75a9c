import { hostPrefix } from '../../../address/address.ts';
import { quote } from '../../../diagnostic/quote.ts';
import type { Member, VrrpInstance } from '../../../model/cluster.ts';
import { type DirectorHost, directorHosts } from '../../../model/director-hosts.ts';
import type { Repository } from '../../../model/repository.ts';
import type { Problem, RepositoryRule } from '../../rule.ts';

const NO_WIRE = /^(lo|dummy)/;

/**
 * keepalived binds both sockets of an instance to its interface, whatever the address: unicast adverts leave there, and
 * those that come by another interface are not seen. An address of another wire is reached by way of that wire, or by the
 * kernel's leniency. One of no wire (a loopback, a single address that routers lead to the host) comes by any interface.
 */
export const advertSourceOnOtherInterface: RepositoryRule = {
  id: 'advert-source-on-other-interface',
  severity: 'warning',
  summary: 'a member of a unicast VRRP instance has its source address on another interface than its adverts',
  catalogue: ['V27'],
  source:
    'keepalived 2.2.7, vrrp.c, open_vrrp_send_socket and open_vrrp_read_socket (SO_BINDTODEVICE); measured: two MASTERs with a default route by the interface, or with rp_filter 1',
  *repository({ environments, broadcastDomains }) {
    for (const environment of environments.values()) {
      const { hosts } = directorHosts(environment);
      for (const instance of environment.clusters.flatMap(({ vrrpInstances }) => vrrpInstances)) {
        for (const member of instance.unicast ? instance.members : []) {
          const host = hosts.get(member.directorName);
          const problem = host && problemOf(instance, member, host, broadcastDomains);
          if (problem !== undefined) yield problem;
        }
      }
    }
  },
};

function problemOf(
  instance: VrrpInstance,
  { interfaceName, sourceAddress, origin, directorName }: Member,
  { interfaces }: DirectorHost,
  wires: Repository['broadcastDomains'],
): Problem | undefined {
  const used = interfaces.filter(({ name }) => name === interfaceName);
  const holders = interfaces.filter(({ address }) => address.address.text === sourceAddress?.text);
  const [holder] = holders;
  // An address of another family is another rule's.
  if (used.length === 0 || holder?.address.address.family !== instance.family) return undefined;
  const wiresOfUsed = new Set(used.map(({ segment }) => segment && wires.get(segment)));
  const isFine = holders.some(
    ({ name, address, segment }) =>
      name === interfaceName ||
      NO_WIRE.test(name) ||
      address.length === hostPrefix(address.address).length ||
      segment === undefined ||
      wiresOfUsed.has(wires.get(segment)),
  );
  if (isFine) return undefined;
  const source = quote(holder.address.address.text);
  const own = used.find(({ address }) => address.address.family === instance.family)?.address.address.text;
  return {
    message: `${quote(directorName)} has ${source} on ${quote(holder.name)}, but sends and takes the adverts of VRRP instance ${quote(instance.name)} by ${quote(String(interfaceName))} alone`,
    hint: `${own === undefined ? '' : `use ${quote(own)}, or `}set interface of this member to ${holder.name}, and dev of the VIPs to ${interfaceName}`,
    at: origin.at('unicast_src_ip'),
    related: [{ at: holder.origin.at('address'), message: 'the other interface' }],
  };
}
