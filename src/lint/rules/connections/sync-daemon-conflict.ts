import type { Location } from '../../../diagnostic/finding.ts';
import { quote } from '../../../diagnostic/quote.ts';
import { closest } from '../../../diagnostic/suggest.ts';
import type { Cluster, Director, Link, Options, VrrpInstance } from '../../../model/cluster.ts';
import { directorHosts } from '../../../model/director-hosts.ts';
import { globalPlace, globalsOf } from '../../../model/host-settings.ts';
import type { BroadcastDomain, Environment, Repository } from '../../../model/repository.ts';
import type { Problem, RepositoryRule } from '../../rule.ts';

interface Daemon {
  readonly cluster: Cluster;
  readonly director: Director;
  readonly interfaceName: string;
  readonly inst: string | undefined;
  /** The VRRP instances of its host, of whatever definition. */
  readonly instances: readonly VrrpInstance[];
  readonly links: readonly Link[];
  /** As keepalived takes it: its own, or else the virtual router id of `inst`, or else 0. */
  readonly id: number;
  readonly where: string;
  readonly at: (word: string) => Location;
}

/**
 * The directors of a cluster tell each other their connections, on a wire and by an id. A daemon of an unknown instance
 * does not run, one on an interface that is not there cannot, and with an id that others on the wire have, or with 0,
 * which takes all, connections of strangers come into the table.
 */
export const syncDaemonConflict: RepositoryRule = {
  id: 'sync-daemon-conflict',
  severity: 'error',
  oncePerPlace: true,
  summary:
    'lvs_sync_daemon has an interface or instance that is not there, or an id that others on its wire have',
  catalogue: ['V49'],
  source:
    'ipvsadm(8), --syncid; keepalived 2.2.7, vrrp.c ("Unable to find vrrp instance … clearing lvs_syncd config"); Linux, ip_vs_sync.c; acassen/keepalived#1819',
  *repository(repository) {
    const daemons = [...repository.environments.values()].flatMap((environment) =>
      environment.clusters.flatMap((cluster) => daemonsOf(cluster, environment)),
    );
    yield* daemons.flatMap(referenceProblems);
    yield* idProblems(repository, daemons);
  },
};

function daemonsOf(cluster: Cluster, environment: Environment): Daemon[] {
  return cluster.directors.flatMap((director) => {
    const item = globalsOf(cluster, director)['lvs_sync_daemon'] as Options | undefined;
    if (item === undefined) return [];
    // With engine ipvsadm it has none at all: not-in-scripts.
    const inst = cluster.engine === 'keepalived' ? (item['inst'] as string | undefined) : undefined;
    const instances = environment.clusters
      .flatMap(({ vrrpInstances }) => vrrpInstances)
      .filter(({ members }) => members.some(({ directorName }) => directorName === director.name));
    const instance = instances.find(({ name }) => name === inst);
    const { file, path } = globalPlace(cluster, director, 'lvs_sync_daemon');
    return [
      {
        cluster,
        director,
        interfaceName: String(item['interface']),
        inst,
        instances,
        links: directorHosts(environment).hosts.get(director.name)?.links ?? [],
        id: Number(item['id'] ?? instance?.virtualRouterId ?? 0),
        where: `${item['group'] ?? '224.0.0.81'} ${item['port'] ?? 8848}`,
        at: (word) => ({ file, path: item[word] === undefined ? path : [...path, word], part: 'value' }),
      },
    ];
  });
}

function referenceProblems({ director, interfaceName, links, inst, instances, at }: Daemon): Problem[] {
  const problems: Problem[] = [];
  if (links.every(({ name }) => name !== interfaceName)) {
    problems.push({
      message: `${quote(director.name)} has no interface ${quote(interfaceName)} for lvs_sync_daemon`,
      hint: `add it to the interfaces of ${quote(director.name)}, or name one that is there`,
      at: at('interface'),
      related: [{ at: director.origin.keyOf('interfaces'), message: 'the interfaces are here' }],
    });
  }
  const names = instances.map(({ name }) => name);
  if (inst !== undefined && !names.includes(inst)) {
    const meant = closest(inst, names);
    problems.push({
      message: `${quote(director.name)} is in no VRRP instance ${quote(inst)}: its lvs_sync_daemon would not run`,
      hint: meant === undefined ? 'name the instance that has the VIPs' : `did you mean ${quote(meant)}?`,
      at: at('inst'),
    });
  }
  return problems;
}

function* idProblems({ broadcastDomains }: Repository, daemons: readonly Daemon[]): Iterable<Problem> {
  const seen: Map<BroadcastDomain, Daemon[]> = new Map();
  for (const daemon of daemons) {
    const own = daemon.links.find(({ name }) => name === daemon.interfaceName);
    const wire = own?.segments[0] && broadcastDomains.get(own.segments[0]);
    if (wire === undefined) continue;
    const others = seen.get(wire) ?? [];
    seen.set(wire, [...others, daemon]);
    const other = others.find((known) => clash(known, daemon));
    if (other !== undefined) yield idProblem(daemon, other);
  }
}

/** Daemons of one cluster, or of clusters that share a director, are meant to hear each other. */
function clash(one: Daemon, other: Daemon): boolean {
  if (one.where !== other.where || (one.id !== other.id && one.id !== 0 && other.id !== 0)) return false;
  const names = new Set(one.cluster.directors.map(({ name }) => `${one.cluster.environment} ${name}`));
  return other.cluster.directors.every(({ name }) => !names.has(`${other.cluster.environment} ${name}`));
}

function idProblem(daemon: Daemon, other: Daemon): Problem {
  const isOpen = daemon.id !== other.id;
  const [open, closed] = daemon.id === 0 ? [daemon, other] : [other, daemon];
  return {
    message: isOpen
      ? `lvs_sync_daemon of cluster ${quote(open.cluster.name)} has id 0, which takes the connections of cluster ${quote(closed.cluster.name)} on the same wire`
      : `lvs_sync_daemon has id ${quote(daemon.id)}, as has that of cluster ${quote(other.cluster.name)} on the same wire: each takes the other's connections`,
    hint: 'give each cluster on a wire an id of its own, from 1 to 255: without one it is the virtual router id of inst, or 0',
    at: daemon.at('id'),
    related: [{ at: other.at('id'), message: 'the other one' }],
  };
}
