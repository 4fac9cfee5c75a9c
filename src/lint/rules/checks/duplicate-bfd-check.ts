import { quote } from '../../../diagnostic/quote.ts';
import type { ClusterRule } from '../../rule.ts';

/** A real server is told of a BFD session once: keepalived refuses a second BFD_CHECK of the same one. */
export const duplicateBfdCheck: ClusterRule = {
  id: 'duplicate-bfd-check',
  severity: 'error',
  oncePerPlace: true,
  summary: 'a real server has two BFD_CHECK of one BFD instance, which keepalived refuses',
  catalogue: [],
  source: 'keepalived 2.2.7 -t: "BFD_CHECK - RS already monitoring"',
  *cluster(cluster) {
    if (cluster.engine !== 'keepalived') return;
    for (const { checks } of cluster.virtualServers.flatMap(({ destinations }) => destinations)) {
      const first = new Map<unknown, (typeof checks)[number]>();
      for (const check of checks) {
        if (check.type !== 'BFD_CHECK') continue;
        const name = check.options['name'];
        const other = first.get(name);
        if (other === undefined) {
          first.set(name, check);
          continue;
        }
        const at = check.origin.at('name');
        yield {
          message: `a second BFD_CHECK of BFD instance ${quote(String(name))}: keepalived refuses it`,
          hint: 'remove it',
          at,
          related: [{ at: other.origin.at('name'), message: 'the first' }],
        };
      }
    }
  },
};
