import { parseAddress } from '../../../address/address.ts';
import { quote } from '../../../diagnostic/quote.ts';
import type { Cluster } from '../../../model/cluster.ts';
import { listedItems } from '../../../model/listed-items.ts';
import { listedBlocks } from '../../../model/tracked-items.ts';
import type { ClusterRule, Problem } from '../../rule.ts';

/** Who sends with less than this says so: what keepalived sends with itself. */
const TTL = { inet: 255, inet6: 64 } as const;

/** keepalived drops one of two options that contradict each other, or the whole block, and runs on without it. */
export const hostOptionsConflict: ClusterRule = {
  id: 'host-options-conflict',
  severity: 'error',
  summary: 'options of a garp_group, a vrrp_track_process or a BFD instance do not go together',
  catalogue: [],
  source:
    'keepalived 2.2.7 -t: "garp_group already specified", "does not have any delay set", "quorum_max is less than quorum", "max_hops exceeds ttl/hoplimit", "are not of the same family"',
  *cluster(cluster) {
    yield* garpGroups(cluster);
    for (const [index, item] of listedItems(cluster, 'vrrp_track_processes').entries()) {
      const { name, quorum = 1, quorum_max: most } = item;
      if (most === undefined || Number(most) >= Number(quorum)) continue;
      yield {
        message: `quorum_max ${quote(Number(most))} of ${quote(String(name))} in vrrp_track_processes is less than its quorum, ${Number(quorum)}: keepalived ignores it`,
        hint: `set it to ${Number(quorum)} or more`,
        at: cluster.origin.at('vrrp_track_processes', index, 'quorum_max'),
      };
    }
    yield* sharedNeighbours(cluster);
    yield* bfdInstances(cluster);
  },
};

function* bfdInstances(cluster: Cluster): Iterable<Problem> {
  for (const [index, item] of listedItems(cluster, 'bfd_instances').entries()) {
    const { name, source_ip: source, neighbor_ip: neighbour } = item;
    const session = quote(String(name));
    const family = parseAddress(String(neighbour))?.family ?? 'inet';
    if (source !== undefined && parseAddress(String(source))?.family !== family) {
      yield {
        message: `source_ip ${quote(String(source))} of BFD instance ${session} and its neighbor_ip are not of one family: keepalived drops the instance`,
        hint: 'give it a source of the family of its neighbour, or none',
        at: cluster.origin.at('bfd_instances', index, 'source_ip'),
        related: [{ at: cluster.origin.at('bfd_instances', index, 'neighbor_ip'), message: 'its neighbour' }],
      };
    }
    const { ttl = TTL[family], max_hops: hops = 0 } = item;
    // Any number, -1, is 255 to keepalived.
    if (item['max_hops'] === undefined || (Number(hops) < 0 ? 255 : Number(hops)) <= Number(ttl)) continue;
    const origin = item['ttl'] === undefined ? ', the default' : '';
    yield {
      message: `max_hops ${quote(Number(hops))} of BFD instance ${session} is more than its ttl, ${Number(ttl)}${origin}: keepalived lowers it`,
      hint: `set it to ${Number(ttl)} at most, or raise ttl`,
      at: cluster.origin.at('bfd_instances', index, 'max_hops'),
    };
  }
}

/** Of the sessions that one director has: keepalived knows them by their neighbour. */
function* sharedNeighbours(cluster: Cluster): Iterable<Problem> {
  const reported = new Set<number>();
  for (const director of cluster.directors) {
    const first = new Map<string, number>();
    for (const { list, item, index } of listedBlocks(cluster, director.name)) {
      if (list !== 'bfd_instances') continue;
      const neighbour = parseAddress(String(item['neighbor_ip']))?.text ?? '';
      const other = first.get(neighbour);
      if (other === undefined) first.set(neighbour, index);
      else if (!reported.has(index)) {
        reported.add(index);
        yield {
          message: `BFD instance ${quote(String(item['name']))} has neighbor_ip ${quote(neighbour)} like another one, and keepalived ignores it`,
          hint: 'use one BFD instance for both',
          at: cluster.origin.at('bfd_instances', index, 'neighbor_ip'),
          related: [
            { at: cluster.origin.at('bfd_instances', other, 'neighbor_ip'), message: 'the other one' },
          ],
        };
      }
    }
  }
}

function* garpGroups(cluster: Cluster): Iterable<Problem> {
  const { origin } = cluster;
  const first = new Map<string, readonly [number, number]>();
  for (const [index, item] of listedItems(cluster, 'garp_groups').entries()) {
    if (item['garp_interval'] === undefined && item['gna_interval'] === undefined) {
      yield {
        message: `garp_group ${quote(String(item['name']))} has no interval, and keepalived removes it`,
        hint: 'set garp_interval, gna_interval or both',
        at: origin.at('garp_groups', index, 'name'),
      };
    }
    for (const [at, name] of (item['interfaces'] as readonly string[]).entries()) {
      const other = first.get(name);
      if (other === undefined) {
        first.set(name, [index, at]);
        continue;
      }
      yield {
        message: `interface ${quote(name)} is in a garp_group already, and keepalived ignores the second`,
        hint: 'remove one of the two',
        at: origin.at('garp_groups', index, 'interfaces', at),
        related: [
          { at: origin.at('garp_groups', other[0], 'interfaces', other[1]), message: 'first listed here' },
        ],
      };
    }
  }
}
