import { subnetText } from '../../../address/address.ts';
import { quote } from '../../../diagnostic/quote.ts';
import { overlaps } from '../../../model/overlaps.ts';
import type { ClusterRule } from '../../rule.ts';

/**
 * An address is on one wire. Two segments with one subnet are one wire under two names; two whose subnets overlap without
 * being equal are two wires with some addresses on both, or one wire with a slip in a prefix length.
 */
export const overlappingSegments: ClusterRule = {
  id: 'overlapping-segments',
  severity: 'warning',
  summary: 'two segments of a cluster have subnets that overlap without being equal',
  catalogue: ['A15'],
  source: 'RFC 4632, section 5.1',
  *cluster({ segments }) {
    const items = segments.map((segment) => ({ prefix: segment.subnet, item: segment }));
    for (const { item, inside } of overlaps(items)) {
      if (subnetText(item.subnet) === subnetText(inside.subnet)) continue;
      yield {
        message: `subnet ${quote(item.subnet.text)} of segment ${quote(item.name)} overlaps ${quote(inside.subnet.text)} of segment ${quote(inside.name)}`,
        hint: 'give each segment a subnet of its own, or both the same subnet where they are one wire',
        at: item.origin.at('subnet'),
        related: [{ at: inside.origin.at('subnet'), message: 'the other subnet' }],
      };
    }
  },
};
