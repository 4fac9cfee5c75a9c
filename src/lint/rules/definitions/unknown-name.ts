import type { Location } from '../../../diagnostic/finding.ts';
import { groupBy } from '../../../diagnostic/group-by.ts';
import { quote } from '../../../diagnostic/quote.ts';
import { quoteList } from '../../../diagnostic/quote-list.ts';
import { closest, likeliest, MAX_WORDS } from '../../../diagnostic/suggest.ts';
import type { Check, Cluster } from '../../../model/cluster.ts';
import { type ItemList, listedItems } from '../../../model/listed-items.ts';
import type { Origin } from '../../../model/origin.ts';
import { placeKey } from '../../../model/place-key.ts';
import { trackedEntries } from '../../../model/tracked-weights.ts';
import { writtenChecks } from '../../../model/written-checks.ts';
import type { ClusterRule } from '../../rule.ts';

interface Reference {
  /** What the definition calls the list, and what one of it is. */
  readonly list: string;
  readonly kind: string;
  readonly name: string;
  readonly at: Location;
  readonly isKnown: boolean;
  /** The names of the list that it is in: it is none of them. */
  readonly siblings?: ReadonlySet<string>;
}

/**
 * What a definition refers to, it defines. keepalived ignores an unknown instance in a sync group, and a file for a
 * director, segment or real server that is not there cannot be written at all.
 */
export const unknownName: ClusterRule = {
  id: 'unknown-name',
  severity: 'error',
  summary:
    'a name refers to a segment, director, real server, VRRP instance, script, process, BFD session or file that the definition does not have',
  catalogue: ['V39', 'V43'],
  source: 'docs/definition.md; keepalived 2.2.7 -t: "specified in sync group … doesn\'t exist - ignoring"',
  *cluster(cluster) {
    const instanceNames = new Set(cluster.vrrpInstances.map(({ name }) => name));
    const names: Record<string, readonly string[]> = {
      segments: cluster.segments.map(({ name }) => name),
      directors: cluster.directors.map(({ name }) => name),
      real_servers: cluster.realServers.map(({ name }) => name),
      vrrp_instances: [...instanceNames],
      bfd_instances: listedNames(cluster, 'bfd_instances'),
      track_files: listedNames(cluster, 'track_files'),
      vrrp_scripts: listedNames(cluster, 'vrrp_scripts'),
      vrrp_track_processes: listedNames(cluster, 'vrrp_track_processes'),
    };
    const references: Reference[] = [
      ...[...cluster.directors, ...cluster.realServers].flatMap(({ links }) =>
        links.map(({ origin, segmentName, segments }) => ({
          list: 'segments',
          kind: 'segment',
          name: segmentName,
          at: origin.at('segment'),
          isKnown: segments.length > 0,
        })),
      ),
      ...cluster.vrrpInstances.flatMap(({ members }) => {
        const siblings = new Set(members.map(({ directorName }) => directorName));
        return members.map(({ origin, directorName, director }) => ({
          siblings,
          list: 'directors',
          kind: 'director',
          name: directorName,
          at: origin.at('director'),
          isKnown: director !== undefined,
        }));
      }),
      ...cluster.virtualServers.flatMap(({ destinations }) => {
        const siblings = new Set(destinations.map(({ realServerName }) => realServerName));
        return destinations.map(({ origin, realServerName, realServer }) => ({
          siblings,
          list: 'real_servers',
          kind: 'real server',
          name: realServerName,
          at: origin.at('name'),
          isKnown: realServer !== undefined,
        }));
      }),
      ...cluster.vrrpSyncGroups.flatMap((group) => {
        const siblings = new Set(group.instanceNames);
        return group.instanceNames.map((name, index) => ({
          siblings,
          list: 'vrrp_instances',
          kind: 'VRRP instance',
          name,
          at: group.origin.at('group', index),
          isKnown: instanceNames.has(name),
        }));
      }),
      ...trackReferences(cluster, names),
      ...writtenChecks(cluster).flatMap(({ check }) => checkReferences(check, names)),
    ];
    // One missing definition is one fault, however often it is referred to.
    const unknown = groupBy(
      references.filter(({ isKnown }) => !isKnown),
      ({ kind, name }) => `${kind} ${name}`,
    );
    const used = new Set(references.map(({ list, name }) => `${list} ${name}`));
    const unnamedIn = new Map(
      Object.entries(names).map(([list, known]) => [
        list,
        new Set(known.filter((name) => !used.has(`${list} ${name}`))),
      ]),
    );
    for (const [first, ...others] of unknown.values()) {
      if (first === undefined) continue;
      const { list, kind, name, at, siblings } = first;
      const unnamed = unnamedIn.get(list) ?? new Set();
      const known = names[list] ?? [];
      const free = freeNames(known, siblings);
      // Of what was renamed at its definition alone, the new name is one that nothing names yet.
      const meant =
        known.length > MAX_WORDS ? undefined : (likeliest(name, [...unnamed]) ?? closest(name, free));
      const isUnnamed = meant !== undefined && unnamed.delete(meant);
      const places = meant === undefined ? [] : placesOf(cluster, list, meant);
      yield {
        message: `no ${kind} has the name ${quote(name)}`,
        hint:
          meant === undefined
            ? hintOf(list, free, siblings !== undefined)
            : `did you mean ${quote(meant)}${isUnnamed ? ', which nothing names' : ''}? if not, define it under ${list}`,
        at,
        ...(others.length === 0
          ? {}
          : { related: others.map((other) => ({ at: other.at, message: 'used here too' })) }),
        doubts: [at, ...others.map((other) => other.at), ...places],
        ...(places.length > 1 ? { restsOn: places } : {}),
      };
    }
  },
};

function listedNames(cluster: Cluster, list: ItemList): string[] {
  return listedItems(cluster, list).map(({ name }) => String(name));
}

/** keepalived skips a BFD_CHECK or FILE_CHECK of a name that it does not know: the real server goes unwatched. */
function checkReferences(
  { type, options, origin }: Check,
  names: Readonly<Record<string, readonly string[]>>,
): Reference[] {
  if (type !== 'BFD_CHECK' && type !== 'FILE_CHECK') return [];
  const [list, kind, field] =
    type === 'BFD_CHECK'
      ? (['bfd_instances', 'BFD instance', 'name'] as const)
      : (['track_files', 'track file', 'track_file'] as const);
  const name = String(options[field]);
  return [{ list, kind, name, at: origin.at(field), isKnown: names[list]?.includes(name) === true }];
}

const TRACKED = [
  ['track_script', 'vrrp_scripts', 'VRRP script'],
  ['track_file', 'track_files', 'track file'],
  ['track_process', 'vrrp_track_processes', 'tracked process'],
  ['track_bfd', 'bfd_instances', 'BFD instance'],
] as const;

/** keepalived tracks nothing where it does not know the name: a failure goes unnoticed. */
function trackReferences(cluster: Cluster, names: Readonly<Record<string, readonly string[]>>): Reference[] {
  const instances = cluster.vrrpInstances.flatMap((instance) =>
    instance.members.map(({ options, origin }) => ({
      options,
      placeOf: (word: string) =>
        origin.at(word).path.at(-1) === word ? origin.at(word) : instance.origin.at(word),
    })),
  );
  const groups = cluster.vrrpSyncGroups.map(({ options, origin }) => ({
    options,
    placeOf: (word: string) => origin.at(word),
  }));
  const found = new Map<string, Reference>();
  for (const { options, placeOf } of [...instances, ...groups]) {
    for (const [word, list, kind] of TRACKED) {
      for (const [index, { name }] of trackedEntries(options, word).entries()) {
        const { file, path } = placeOf(word);
        const at: Location = { file, path: [...path, index], part: 'value' };
        found.set(placeKey(at), { list, kind, name, at, isKnown: names[list]?.includes(name) === true });
      }
    }
  }
  return [...found.values()];
}

/** Where the things of a list that have a name stand: more than one where two have it. */
function placesOf(cluster: Cluster, list: string, name: string): Location[] {
  const parts: Readonly<Record<string, readonly { readonly name: string; readonly origin: Origin }[]>> = {
    segments: cluster.segments,
    directors: cluster.directors,
    real_servers: cluster.realServers,
    vrrp_instances: cluster.vrrpInstances,
  };
  const places = (parts[list] ?? []).filter((part) => part.name === name).map(({ origin }) => origin.self());
  return [...new Map(places.map((place) => [placeKey(place), place])).values()];
}

function hintOf(list: string, names: readonly string[], isEntry: boolean): string {
  const define = `define it under ${list}`;
  if (names.length > 0) return `${define}, or use one that is there: ${quoteList(names)}`;
  return isEntry ? `${define}, or remove it here` : define;
}

/** The names that a list does not have yet. Of two with one name, one may have been meant to have another. */
function freeNames(names: readonly string[], siblings: ReadonlySet<string> | undefined): readonly string[] {
  if (siblings === undefined || names.length > MAX_WORDS) return names;
  const seen = new Set<string>();
  const twice = new Set(names.filter((name) => seen.has(name) || !seen.add(name)));
  return names.filter((name) => !siblings.has(name) || twice.has(name));
}
