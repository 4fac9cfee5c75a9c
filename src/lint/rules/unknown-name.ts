import type { Location } from '../../diagnostic/finding.ts';
import { quote } from '../../diagnostic/quote.ts';
import { quoteList } from '../../diagnostic/quote-list.ts';
import { closest } from '../../diagnostic/suggest.ts';
import { groupBy } from '../../model/repository.ts';
import type { ClusterRule } from '../rule.ts';

interface Reference {
  /** What the definition calls the list, and what one of it is. */
  readonly list: string;
  readonly kind: string;
  readonly name: string;
  readonly at: Location;
  readonly isKnown: boolean;
}

/**
 * What a definition refers to, it defines. keepalived ignores an unknown instance in a sync group, and a file for a
 * director, segment or real server that is not there cannot be written at all.
 */
export const unknownName: ClusterRule = {
  id: 'unknown-name',
  severity: 'error',
  summary:
    'a name refers to a segment, director, real server or VRRP instance that the definition does not have',
  catalogue: ['V39'],
  source: 'docs/definition.md; keepalived 2.2.7 -t: "specified in sync group … doesn\'t exist - ignoring"',
  *cluster(cluster) {
    const instanceNames = new Set(cluster.vrrpInstances.map(({ name }) => name));
    const names: Record<string, readonly string[]> = {
      segments: cluster.segments.map(({ name }) => name),
      directors: cluster.directors.map(({ name }) => name),
      real_servers: cluster.realServers.map(({ name }) => name),
      vrrp_instances: [...instanceNames],
    };
    const references: Reference[] = [
      ...cluster.directors.flatMap(({ interfaces }) =>
        interfaces.map(({ origin, segmentName, segment }) => ({
          list: 'segments',
          kind: 'segment',
          name: segmentName,
          at: origin.at('segment'),
          isKnown: segment !== undefined,
        })),
      ),
      ...cluster.vrrpInstances.flatMap(({ members }) =>
        members.map(({ origin, directorName, director }) => ({
          list: 'directors',
          kind: 'director',
          name: directorName,
          at: origin.at('director'),
          isKnown: director !== undefined,
        })),
      ),
      ...cluster.virtualServers.flatMap(({ destinations }) =>
        destinations.map(({ origin, realServerName, realServer }) => ({
          list: 'real_servers',
          kind: 'real server',
          name: realServerName,
          at: origin.at('name'),
          isKnown: realServer !== undefined,
        })),
      ),
      ...cluster.vrrpSyncGroups.flatMap((group) =>
        group.instanceNames.map((name, index) => ({
          list: 'vrrp_instances',
          kind: 'VRRP instance',
          name,
          at: group.origin.at('group', index),
          isKnown: instanceNames.has(name),
        })),
      ),
    ];
    // One missing definition is one fault, however often it is referred to.
    const unknown = groupBy(
      references.filter(({ isKnown }) => !isKnown),
      ({ kind, name }) => `${kind} ${name}`,
    );
    for (const [first, ...others] of unknown.values()) {
      if (first === undefined) continue;
      const meant = closest(first.name, names[first.list] ?? []);
      yield {
        message: `no ${first.kind} has the name ${quote(first.name)}`,
        hint:
          meant === undefined
            ? `define it under ${first.list}, or use one that is there: ${quoteList(names[first.list] ?? [])}`
            : `did you mean ${quote(meant)}? if not, define it under ${first.list}`,
        at: first.at,
        ...(others.length === 0
          ? {}
          : { related: others.map(({ at }) => ({ at, message: 'used here too' })) }),
      };
    }
  },
};
