import type { Family } from '../../../address/address.ts';
import type { Location } from '../../../diagnostic/finding.ts';
import { quote } from '../../../diagnostic/quote.ts';
import type { ClusterRule } from '../../rule.ts';

/** A service names a real server, which has one address for each family: IPVS sends to one. The same holds for its gateway. */
export const addressesOfOneFamily: ClusterRule = {
  id: 'addresses-of-one-family',
  severity: 'error',
  summary: 'the addresses or gateways of a real server are a list with two of one family',
  catalogue: [],
  source: 'docs/definition.md: address and gateway of real_servers',
  *cluster({ realServers }) {
    const seen = new Map<string, Location>();
    for (const { name, address, origin, spareGateways } of realServers) {
      const { family } = address.address;
      const at = origin.at('address');
      // The place of the host: its entries are the parts.
      const key = `${JSON.stringify(origin.path)} ${family}`;
      const first = seen.get(key);
      if (first === undefined) seen.set(key, at);
      else {
        yield {
          message: `real server ${quote(name)} has two ${word(family)} entries in address`,
          hint: 'keep one IPv4 and one IPv6 entry',
          at,
          related: [{ at: first, message: 'the other one' }],
        };
      }
      for (const gateway of spareGateways) {
        yield {
          message: `gateway ${quote(gateway.address.text)} of real server ${quote(name)} is not used: another one of the list is`,
          hint: 'keep one gateway for each family',
          at: gateway.place(),
        };
      }
    }
  },
};

const word = (family: Family): string => (family === 'inet' ? 'IPv4' : 'IPv6');
