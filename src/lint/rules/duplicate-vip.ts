import type { Location } from '../../diagnostic/finding.ts';
import { quote } from '../../diagnostic/quote.ts';
import { isLinkLocal } from '../../model/address.ts';
import type { Problem, RepositoryRule } from '../rule.ts';

/**
 * A VIP belongs to one VRRP instance, or to one cluster without VRRP. Two that have it both answer ARP for it: clients
 * reach now the one and now the other. Services of one cluster share a VIP by their ports, which is no fault.
 */
export const duplicateVip: RepositoryRule = {
  id: 'duplicate-vip',
  severity: 'error',
  summary: 'two clusters or VRRP instances have the same VIP in one routing domain',
  catalogue: ['A13'],
  source: 'RFC 5227, section 1; keepalived.conf(5), virtual_ipaddress',
  *repository(repository) {
    const owners = new Map<string, { readonly owner: object; readonly at: Location }>();
    const wires = [...new Set(repository.broadcastDomains.values())];
    const wireNumbers = new Map(wires.map((wire, index) => [wire, index]));
    for (const cluster of repository.clusters) {
      const claim = (text: string, owner: object, at: Location, scope: string): Problem | undefined => {
        const key = `${scope} ${text}`;
        const first = owners.get(key);
        if (first === undefined) owners.set(key, { owner, at });
        if (first === undefined || first.owner === owner) return undefined;
        return {
          message: `VIP ${quote(text)} is used twice`,
          hint: 'give each its own VIP, or put both services into one cluster',
          at,
          related: [{ at: first.at, message: 'first used here' }],
        };
      };
      const byVrrp = new Set<string>();
      for (const instance of cluster.vrrpInstances) {
        for (const [index, { address }] of instance.addresses.entries()) {
          byVrrp.add(address.text);
          const segment = instance.members[0]?.interface?.segment;
          const wire = segment === undefined ? undefined : repository.broadcastDomains.get(segment);
          // A link-local address means another host on each wire.
          const scope =
            isLinkLocal(address) && wire !== undefined
              ? `wire ${wireNumbers.get(wire)}`
              : cluster.routingDomain;
          const problem = claim(
            address.text,
            instance,
            instance.origin.at('virtual_ipaddress', index),
            scope,
          );
          if (problem !== undefined) yield problem;
        }
      }
      for (const virtualServer of cluster.virtualServers) {
        if (byVrrp.has(virtualServer.vip.text)) continue;
        const problem = claim(
          virtualServer.vip.text,
          cluster,
          virtualServer.origin.at('vip'),
          cluster.routingDomain,
        );
        if (problem !== undefined) yield problem;
      }
    }
  },
};
