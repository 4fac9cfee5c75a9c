import type { Address } from '../../../address/address.ts';
import type { Location } from '../../../diagnostic/finding.ts';
import { quote } from '../../../diagnostic/quote.ts';
import type { Cluster } from '../../../model/cluster.ts';
import { furtherAddresses } from '../../../model/further-addresses.ts';
import { reservedAddresses } from '../../../model/reserved-addresses.ts';
import type { RepositoryRule } from '../../rule.ts';

/** What lvsgen.yaml reserves is another host's: two hosts with one address take packets from each other. */
export const hostAddressReserved: RepositoryRule = {
  id: 'host-address-reserved',
  severity: 'error',
  summary: 'a director or real server has an address that lvsgen.yaml reserves for others',
  catalogue: ['A16'],
  source: 'RFC 5227, section 1; docs/definition.md, reserved',
  *repository(repository) {
    const reserved = reservedAddresses(repository);
    const reported = new Set<string>();
    for (const cluster of reserved.size === 0 ? [] : repository.clusters) {
      for (const { what, address, place } of hostsOf(cluster)) {
        if (!reserved.has(address.text)) continue;
        const key = `${cluster.environment} ${what} ${address.text}`;
        if (reported.has(key)) continue;
        reported.add(key);
        yield {
          message: `${what} has address ${quote(address.text)}, which is reserved in lvsgen.yaml`,
          hint: 'use an address that no other host has, or remove it from reserved when it is this host that is meant',
          at: place(),
        };
      }
    }
  },
};

function* hostsOf(cluster: Cluster): Iterable<{ what: string; address: Address; place: () => Location }> {
  for (const { realServer, own } of furtherAddresses(cluster)) {
    const { address, origin } = own;
    yield {
      what: `real server ${quote(realServer)}`,
      address: address.address,
      place: () => origin.at('address'),
    };
  }
  for (const { name, interfaces } of cluster.directors) {
    for (const { address, origin } of interfaces) {
      yield { what: `director ${quote(name)}`, address: address.address, place: () => origin.at('address') };
    }
  }
  for (const { name, address, origin } of cluster.realServers) {
    yield { what: `real server ${quote(name)}`, address: address.address, place: () => origin.at('address') };
  }
}
