import type { Location } from '../../../diagnostic/finding.ts';
import { quote } from '../../../diagnostic/quote.ts';
import { likeliest } from '../../../diagnostic/suggest.ts';
import type { Cluster, VrrpInstance } from '../../../model/cluster.ts';
import { clusterNameOf, foldersTo } from '../../../model/environment.ts';
import { type ItemList, listedItems } from '../../../model/listed-items.ts';
import { placeKey } from '../../../model/place-key.ts';
import type { Environment } from '../../../model/repository.ts';
import { copyFact } from '../../facts.ts';
import type { Problem, RepositoryRule } from '../../rule.ts';

/**
 * Names tell things apart: within a definition, among the clusters and hosts of an environment (hosts become folders,
 * also on disks that know no case, and names in DNS, which does not either), and in the one keepalived.conf of a host
 * that several clusters share. A director and a real server of one name are one host, which is no fault.
 */
export const duplicateName: RepositoryRule = {
  id: 'duplicate-name',
  severity: 'error',
  summary: 'two things that are told apart by their names have the same name',
  catalogue: ['V39'],
  source:
    'keepalived 2.2.7 -t: "vrrp instance … already defined", "vrrp sync group … already defined"; RFC 4343',
  *repository({ clusters, environments }) {
    yield* amongEnvironments([...environments.values()]);
    for (const cluster of clusters) yield* inCluster(cluster);
    for (const environment of environments.values()) {
      yield* amongClusters(environment);
      yield* amongHosts(environment);
      yield* onSharedHosts(environment);
    }
  },
};

interface Named {
  readonly name: string;
  /** The directors that know it by its name, where these are not all of them. */
  readonly directors?: readonly string[];
  readonly origin: { readonly self: () => Location };
}

/** A dual-stack real server is one item of the definition, whatever the number of its addresses. */
function oncePerItem<Item extends Named>(items: readonly Item[]): Item[] {
  return [...new Map(items.map((item) => [placeKey(item.origin.self()), item])).values()];
}

/** What keepalived knows by its name, too: it ignores a second one, or takes the last. */
const LISTED = [
  ['VRRP scripts', 'vrrp_scripts'],
  ['track files', 'track_files'],
  ['tracked processes', 'vrrp_track_processes'],
  ['BFD instances', 'bfd_instances'],
  ['garp groups', 'garp_groups'],
  ['virtual server groups', 'virtual_server_groups'],
] as const;

/** Sessions of one name on different directors are what a BFD_CHECK or an instance of both needs: each has another neighbour. */
function listed(cluster: Cluster, list: ItemList): Named[] {
  const { origin, directors } = cluster;
  return listedItems(cluster, list).map((item, index) => ({
    name: String(item['name']),
    ...(list === 'bfd_instances' && {
      directors: (item['directors'] ?? directors.map(({ name }) => name)) as readonly string[],
    }),
    origin: { self: () => origin.at(list, index, 'name') },
  }));
}

function* inCluster(cluster: Cluster): Iterable<Problem> {
  const lists: [kind: string, items: readonly Named[]][] = [
    ['directors', cluster.directors],
    ['real servers', oncePerItem(cluster.realServers)],
    ['VRRP instances', cluster.vrrpInstances],
    ['sync groups', cluster.vrrpSyncGroups],
    ['virtual servers', cluster.virtualServers],
    ...LISTED.map(([kind, list]): [string, readonly Named[]] => [kind, listed(cluster, list)]),
  ];
  for (const [kind, items] of lists) {
    const first = new Map<string, Location>();
    for (const { name, origin, directors = [''] } of items) {
      const message = `two ${kind} have the name ${quote(name)}`;
      const at = origin.self();
      const [problem] = directors.flatMap((director) => [
        ...claim(first, `${director}/${name}`, at, message, 'give one of them another name'),
      ]);
      if (problem !== undefined) yield { ...problem, doubts: [problem.at], restsOn: [problem.at] };
    }
  }
  for (const { name, members } of cluster.vrrpInstances) {
    const first = new Map<string, Location>();
    const named = new Set(members.map(({ directorName }) => directorName));
    const others = new Map(
      cluster.directors.flatMap((director) =>
        named.has(director.name) ? [] : [[director.name, director.origin.self()]],
      ),
    );
    for (const { directorName, origin } of members) {
      const message = `director ${quote(directorName)} is a member of VRRP instance ${quote(name)} twice`;
      const meant = likeliest(directorName, [...others.keys()]);
      const hint = `remove one of the two, or name ${meant === undefined ? 'another director' : quote(meant)}`;
      for (const problem of claim(first, directorName, origin.self(), message, hint)) {
        const forgotten = others.get(meant ?? '');
        yield { ...problem, doubts: [problem.at, ...(forgotten === undefined ? [] : [forgotten])] };
      }
    }
  }
}

/** `prod` and `PROD`: their artifacts are in one folder on disks that know no case. */
function* amongEnvironments(environments: readonly Environment[]): Iterable<Problem> {
  const first = new Map<string, { readonly folder: string; readonly at: Location }>();
  for (const { name, clusters } of environments) {
    const at = clusters[0]?.origin.keyOf('version');
    if (at === undefined) continue;
    const other = foldersTo(name)
      .map((folder) => ({ folder, known: first.get(folder.toLowerCase()) }))
      .find(({ folder, known }) => known !== undefined && known.folder !== folder);
    for (const folder of foldersTo(name))
      if (!first.has(folder.toLowerCase())) first.set(folder.toLowerCase(), { folder, at });
    if (other?.known === undefined) continue;
    yield {
      message: `the folders of environments ${quote(other.folder)} and ${quote(other.known.folder)} differ by case only`,
      hint: 'use one spelling for one environment, or different names for two',
      at,
      related: [{ at: other.known.at, message: 'the other spelling' }],
    };
  }
}

/** `web.yaml` and `web.yml`. */
function* amongClusters({ clusters }: Environment): Iterable<Problem> {
  const first = new Map<string, Location>();
  for (const { file, origin } of clusters) {
    const named = origin.at('name');
    const at = named.path.length > 0 ? named : origin.keyOf('version');
    const name = clusterNameOf(file);
    yield* claim(
      first,
      name,
      at,
      `two clusters of an environment have the name ${quote(name)}`,
      'rename one of the two files',
    );
  }
}

function* amongHosts({ clusters }: Environment): Iterable<Problem> {
  const first = new Map<string, { readonly name: string; readonly at: Location }>();
  const reported = new Set<string>();
  for (const { name, origin } of clusters.flatMap((cluster) => [
    ...cluster.directors,
    ...cluster.realServers,
  ])) {
    const key = name.toLowerCase();
    const other = first.get(key);
    if (other === undefined) first.set(key, { name, at: origin.self() });
    if (other === undefined || other.name === name || reported.has(name)) continue;
    reported.add(name);
    yield {
      message: `the names of hosts ${quote(name)} and ${quote(other.name)} differ by case only`,
      hint: 'use one spelling for one host, or different names for two',
      at: origin.self(),
      related: [{ at: other.at, message: 'the other spelling' }],
    };
  }
}

/** A host has one keepalived.conf, with what all its clusters put there. */
function* onSharedHosts({ clusters }: Environment): Iterable<Problem> {
  const first = new Map<string, { readonly cluster: Cluster; readonly at: Location }>();
  for (const cluster of clusters) {
    const byName = new Map(cluster.vrrpInstances.map((instance) => [instance.name, instance]));
    const parts: { kind: string; item: Named; instances: VrrpInstance[] }[] = [
      ...cluster.vrrpInstances.map((item) => ({ kind: 'VRRP instance', item, instances: [item] })),
      ...cluster.vrrpSyncGroups.map((item) => ({
        kind: 'sync group',
        item,
        instances: item.instanceNames.flatMap((name) => byName.get(name) ?? []),
      })),
    ];
    for (const { kind, item, instances } of parts) {
      const at = item.origin.self();
      const members = instances.flatMap((instance) => instance.members);
      const hosts = [...new Set(members.flatMap(({ director }) => director?.name ?? []))];
      const keys = hosts.map((host) => `${kind} ${item.name} ${host}`);
      const host = hosts.find(
        (_, index) => (first.get(keys[index] as string)?.cluster ?? cluster) !== cluster,
      );
      for (const key of keys) if (!first.has(key)) first.set(key, { cluster, at });
      const other = host === undefined ? undefined : first.get(`${kind} ${item.name} ${host}`);
      if (host === undefined || other === undefined) continue;
      yield {
        message: `host ${quote(host)} gets two ${kind}s with the name ${quote(item.name)}`,
        hint: `give one of them another name: both are in the keepalived.conf of ${quote(host)}`,
        at,
        related: [{ at: other.at, message: `cluster ${quote(other.cluster.name)} has it too` }],
        restsOn: [copyFact(cluster, other.cluster)],
      };
    }
  }
}

function* claim(
  first: Map<string, Location>,
  name: string,
  at: Location,
  message: string,
  hint: string,
): Iterable<Problem> {
  const other = first.get(name);
  if (other === undefined) first.set(name, at);
  else yield { message, hint, at, related: [{ at: other, message: 'first defined here' }] };
}
