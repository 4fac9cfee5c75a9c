import { type Address, contains, hostPrefix, isLinkLocal } from '../../../address/address.ts';
import type { Location } from '../../../diagnostic/finding.ts';
import { quote } from '../../../diagnostic/quote.ts';
import { quoteList } from '../../../diagnostic/quote-list.ts';
import type { Cluster, VirtualServer } from '../../../model/cluster.ts';
import { type DirectorHost, directorHosts, hostsOf } from '../../../model/director-hosts.ts';
import { isRouted } from '../../../model/routed-vips.ts';
import { memberNames, type VipInstance } from '../../../model/vip-owners.ts';
import type { Problem, RepositoryRule } from '../../rule.ts';

/**
 * keepalived balances what reaches the director, and a VIP reaches it only when the director has it: from a VRRP
 * instance of which it is a member (in any definition of the environment), or as an address of its own, which keepalived
 * can give it (`static_ipaddress`). Of several directors with one address each answers for it. A routed VIP of a cluster
 * without VRRP is brought up by others.
 */
export const vipNotInVrrpInstance: RepositoryRule = {
  id: 'vip-not-in-vrrp-instance',
  severity: 'error',
  // The addresses of a range are one fault.
  oncePerPlace: true,
  summary:
    'the VIP of a virtual server is in no VRRP instance, so that no director ever owns it, or several always do',
  catalogue: ['S34'],
  source: 'keepalived.conf(5), virtual_ipaddress and virtual_server',
  *repository(repository) {
    for (const environment of repository.environments.values()) {
      const hosts = directorHosts(environment);
      const byVip = hosts.instancesByVip;
      for (const cluster of environment.clusters) {
        if (cluster.engine !== 'keepalived') continue;
        const directors = hostsOf(cluster, hosts);
        const settled = new Set<string>();
        for (const virtualServer of cluster.virtualServers) {
          if (cluster.vrrpInstances.length === 0 && isRouted(virtualServer, directors)) continue;
          for (const vip of virtualServer.vips) {
            if (settled.has(vip.text)) continue;
            settled.add(vip.text);
            const owners = directors.filter(({ byAddress }) => byAddress.has(vip.text));
            if (owners.length > 1 && !virtualServer.routed) yield ownedBySeveral(vip, virtualServer, owners);
            if (owners.length > 0) continue;
            const instances = byVip.get(vip.text) ?? [];
            const members = memberNames(instances);
            const owned = instances.some((found) => found.cluster === cluster);
            if (owned || cluster.directors.some(({ name }) => members.has(name))) continue;
            yield problem(cluster, vip, virtualServer.vipPlace(vip), instances[0]);
          }
        }
      }
    }
  },
};

function problem(cluster: Cluster, vip: Address, at: Location, elsewhere: VipInstance | undefined): Problem {
  const prefix = hostPrefix(vip).text;
  const instance =
    cluster.vrrpInstances.find(({ members }) =>
      members.some((member) => member.link?.segments.some(({ subnet }) => contains(subnet, vip)) === true),
    ) ?? cluster.vrrpInstances.find(({ family }) => family === vip.family);
  const hint =
    instance === undefined
      ? `add a VRRP instance with ${prefix} in virtual_ipaddress`
      : `add ${prefix} to virtual_ipaddress of VRRP instance ${quote(instance.name)}`;
  if (elsewhere === undefined) {
    const message = `VIP ${quote(vip.text)} is in no VRRP instance: no director ever owns it`;
    const unused = unusedVip(cluster, vip);
    if (unused === undefined) return { message, hint, at, restsOn: [at] };
    return {
      message,
      hint: `write one address in both places, if the unused ${unused.text} is a slip; if not, ${hint}`,
      at,
      related: [
        { at: unused.at, message: `VRRP instance ${quote(unused.instance)} has a VIP without a service` },
      ],
      doubts: [at, unused.at],
      restsOn: [at],
    };
  }
  const own = elsewhere.instance.vips.find(({ prefix }) => prefix.address.text === vip.text);
  const name = quote(elsewhere.cluster.name);
  return {
    message: `VIP ${quote(vip.text)} is in a VRRP instance of cluster ${name} only: no director here ever owns it`,
    hint: `take a VIP of a VRRP instance of this cluster, or move the virtual server into cluster ${name}`,
    at,
    related: [
      {
        at: own?.place() ?? elsewhere.instance.origin.at('name'),
        message: `VRRP instance ${quote(elsewhere.instance.name)} has it`,
      },
    ],
  };
}

/** The one VIP of a cluster's VRRP instances that neither a service nor a real server's route has. */
function unusedVip({ vrrpInstances, virtualServers, realServers, segments }: Cluster, { family }: Address) {
  const used = new Set([
    ...virtualServers.flatMap(({ vips }) => vips.map(({ text }) => text)),
    ...[...realServers, ...segments].flatMap(({ gateway }) => gateway?.text ?? []),
  ]);
  const unused = vrrpInstances.flatMap(({ name, vips }) =>
    vips
      .filter(
        ({ prefix: { address } }) =>
          address.family === family && !isLinkLocal(address) && !used.has(address.text),
      )
      .map(({ prefix, place }) => ({ text: prefix.address.text, at: place(), instance: name })),
  );
  return unused.length === 1 ? unused[0] : undefined;
}

function ownedBySeveral(vip: Address, { vipPlace }: VirtualServer, owners: readonly DirectorHost[]): Problem {
  return {
    message: `VIP ${quote(vip.text)} is an address of ${quoteList(owners.map(({ name }) => name))} all the time: each answers for it`,
    hint: 'put it into virtual_ipaddress of a VRRP instance in place of static_ipaddress',
    at: vipPlace(vip),
    related: owners.flatMap(({ name, byAddress }) => {
      const own = byAddress.get(vip.text);
      return own === undefined ? [] : [{ at: own.origin.at('address'), message: `${quote(name)} has it` }];
    }),
  };
}
