import { type Address, isLinkLocal } from '../../../address/address.ts';
import type { Location } from '../../../diagnostic/finding.ts';
import { quote } from '../../../diagnostic/quote.ts';
import type { VrrpInstance } from '../../../model/cluster.ts';
import { placeKey } from '../../../model/place-key.ts';
import { ByScope } from '../../../model/scopes.ts';
import { vipsOf } from '../../../model/vips.ts';
import { copyFact } from '../../facts.ts';
import type { Problem, RepositoryRule } from '../../rule.ts';

/**
 * A VIP belongs to one VRRP instance, or to one cluster without VRRP. Two that have it both answer ARP for it: clients
 * reach now the one and now the other. Services of one cluster share a VIP by their ports, which is no fault.
 */
export const duplicateVip: RepositoryRule = {
  id: 'duplicate-vip',
  severity: 'error',
  summary: 'two clusters or VRRP instances have the same VIP in one routing domain or broadcast domain',
  catalogue: ['A13'],
  source: 'RFC 5227, section 1; keepalived.conf(5), virtual_ipaddress',
  *repository(repository) {
    const owners = new ByScope<Claim>(repository);
    const ofWires = new Map<string, Claim>();
    const wires = [...new Set(repository.broadcastDomains.values())];
    const wireNumbers = new Map(wires.map((wire, index) => [wire, index]));
    for (const cluster of repository.clusters) {
      const claim = (address: Address, claim: Claim): Problem[] => {
        const first = owners.get(cluster, address);
        owners.add(cluster, address, claim);
        return problems(address, claim, first);
      };
      const claimLinkLocal = (address: Address, claim: Claim, scope: string): Problem[] => {
        const first = ofWires.get(`${scope} ${address.text}`);
        if (first === undefined) ofWires.set(`${scope} ${address.text}`, claim);
        return problems(address, claim, first);
      };
      for (const instance of cluster.vrrpInstances) {
        const segment = instance.members[0]?.link?.segments[0];
        const wire = segment === undefined ? undefined : repository.broadcastDomains.get(segment);
        // A link-local address means another host on each wire.
        const scope = wire === undefined ? cluster.routingDomain : `wire ${wireNumbers.get(wire)}`;
        for (const [index, { address }] of instance.addresses.entries()) {
          const own = { owner: instance, at: instance.origin.at('virtual_ipaddress', index), instance };
          yield* isLinkLocal(address) ? claimLinkLocal(address, own, scope) : claim(address, own);
        }
      }
      // The addresses of a range are one fault.
      const reported = new Set<string>();
      for (const { address: vip, instance, place } of vipsOf(cluster)) {
        if (instance !== undefined) continue;
        const own = { owner: cluster, at: place(), instance: undefined };
        const found = isLinkLocal(vip) ? claimLinkLocal(vip, own, cluster.routingDomain) : claim(vip, own);
        if (found.length === 0 || reported.has(placeKey(own.at))) continue;
        reported.add(placeKey(own.at));
        yield* found;
      }
    }
  },
};

interface Claim {
  readonly owner: object;
  readonly at: Location;
  /** Where it is the instance that has the VIP, and not a service. */
  readonly instance: VrrpInstance | undefined;
}

/** A service whose VRRP instance does not have its VIP has taken it from the instance that has. */
function problems(address: Address, second: Claim, first: Claim | undefined): Problem[] {
  if (first === undefined || first.owner === second.owner) return [];
  const isTaken = first.instance === undefined && second.instance !== undefined;
  const [newcomer, owner] = isTaken ? [first, second] : [second, first];
  const told = owner.instance === undefined || newcomer.instance !== undefined;
  return [
    {
      message: `VIP ${quote(address.text)} is used twice`,
      hint: 'give each its own VIP, or put both services into one cluster',
      at: newcomer.at,
      related: [
        {
          at: owner.at,
          message: told ? 'first used here' : `VRRP instance ${quote(owner.instance.name)} has it`,
        },
      ],
      restsOn: [copyFact(first.at, second.at)],
    },
  ];
}
