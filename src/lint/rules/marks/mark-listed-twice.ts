import { groupBy } from '../../../diagnostic/group-by.ts';
import { quote } from '../../../diagnostic/quote.ts';
import type { Mark, VirtualServer } from '../../../model/cluster.ts';
import { isWithin, packetsText } from '../../../model/marks.ts';
import type { ClusterRule, Problem } from '../../rule.ts';

/**
 * lvs_fwmark.sh writes a rule for each entry of `marks`, and the kernel sets the mark that a packet has already. The
 * entry changes nothing: it is a slip, often for the port or the VIP that is missing.
 */
export const markListedTwice: ClusterRule = {
  id: 'mark-listed-twice',
  severity: 'warning',
  summary: 'an entry of marks is for packets that another one gives the same mark',
  catalogue: [],
  source: 'nft(8), meta mark set',
  *cluster({ virtualServers }) {
    for (const virtualServer of virtualServers) yield* ofService(virtualServer);
  },
};

function* ofService({ name, marks }: VirtualServer): Iterable<Problem> {
  for (const sharing of groupBy(marks, ({ fwmark, vip }) => `${fwmark} ${vip.text}`).values()) {
    for (const [index, mark] of sharing.entries()) {
      const isSame = (other: Mark) => isWithin(mark, other) && isWithin(other, mark);
      // Of two equal ones the first is the one that counts.
      const other = sharing.find((it, at) => isWithin(mark, it) && (isSame(it) ? at < index : true));
      if (other === undefined) continue;
      const packets = `${quote(mark.vip.text)}${withPackets(mark)}`;
      yield {
        message: isSame(other)
          ? `virtual server ${quote(name)} has a mark for packets to ${packets} twice`
          : `virtual server ${quote(name)} has a mark for packets to ${packets}, which another entry${withPackets(other)} marks already`,
        hint: 'remove the entry, or write the port or VIP here that is missing',
        at: mark.place(),
        related: [{ at: other.place(), message: isSame(other) ? 'first listed here' : 'the wider entry' }],
      };
    }
  }
}

function withPackets(mark: Mark): string {
  const text = packetsText(mark);
  return text === '' ? '' : ` (${text})`;
}
