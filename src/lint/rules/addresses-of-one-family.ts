import type { Location } from '../../diagnostic/finding.ts';
import { quote } from '../../diagnostic/quote.ts';
import type { Family, Prefix } from '../../model/address.ts';
import type { Origin } from '../../model/origin.ts';
import type { ClusterRule, Problem } from '../rule.ts';

/** A dual-stack interface, segment or host has one address of each family: a second one of a family is a second subnet, which is a segment of
 * its own. */
export const addressesOfOneFamily: ClusterRule = {
  id: 'addresses-of-one-family',
  severity: 'error',
  summary: 'a list of addresses for both families has two of one family',
  catalogue: [],
  source: 'docs/definition.md: address, subnet and gateway',
  *cluster({ segments, directors, realServers }) {
    const fields: [field: string, what: string, parts: readonly Part[]][] = [
      ['subnet', 'segment', segments.map((part) => ({ ...part, family: part.subnet.address.family }))],
      ['address', 'interface', directors.flatMap(({ interfaces }) => interfaces).map(toPart)],
      ['address', 'real server', realServers.map(toPart)],
    ];
    for (const [field, what, parts] of fields) {
      const seen = new Map<string, Location>();
      for (const { name, family, origin } of parts) {
        const at = origin.at(field);
        // The place of the list: its entries are the parts.
        const key = `${JSON.stringify(origin.path)} ${family}`;
        const first = seen.get(key);
        if (first === undefined) seen.set(key, at);
        else {
          const problem: Problem = {
            message: `${what} ${quote(name)} has two ${family === 'inet' ? 'IPv4' : 'IPv6'} entries in ${field}`,
            hint: 'keep one IPv4 and one IPv6 entry: a further subnet is a segment of its own',
            at,
            related: [{ at: first, message: 'the other one' }],
          };
          yield problem;
        }
      }
    }
  },
};

interface Part {
  readonly name: string;
  readonly family: Family;
  readonly origin: Origin;
}

function toPart({ name, address, origin }: { name: string; address: Prefix; origin: Origin }): Part {
  return { name, family: address.address.family, origin };
}
