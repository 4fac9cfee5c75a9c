import { visible } from '../../diagnostic/visible.ts';
import type { Cluster, Member, Options, VrrpInstance } from '../../model/cluster.ts';
import { listedItems } from '../../model/listed-items.ts';
import { priorityWith, type TrackEntry, trackedEntries, weightOf } from '../../model/tracked-weights.ts';
import type { NotTried, PlannedHost, PlannedProgram } from './lab-plan.ts';
import { bestFirst, countedEntries } from './planned-instances.ts';
import { plainCommand } from './stand-ins.ts';

/** Seconds that the lab waits for VIPs to move or return: what takes longer is tried once, or not at all. */
export const PATIENCE = 20;

/**
 * The programs of `vrrp_script` that move VIPs when they fail, and those of which the lab cannot try that.
 *
 * @param hosts that have stand-ins for the programs.
 */
export function trackedPrograms(
  cluster: Cluster,
  hosts: readonly PlannedHost[],
): { tried: PlannedProgram[]; notTried: NotTried[] } {
  const tried: PlannedProgram[] = [];
  const notTried: NotTried[] = [];
  const ranked = rankedInstances(cluster);
  const scripts = new Map(listedItems(cluster, 'vrrp_scripts').map((one) => [one['name'], one]));
  for (const { director, name, trackers } of trackersOf(cluster, ranked)) {
    const script = scripts.get(name);
    if (script === undefined) continue;
    const program = programOf(
      script,
      hosts.find((host) => host.name === director),
    );
    const move = typeof program === 'string' ? program : moveBy(cluster, director, ranked, trackers);
    const reason = [program, move].find((one) => typeof one === 'string');
    if (reason !== undefined)
      notTried.push({ what: `${cluster.name}: ${visible(name)} failing on ${director}`, reason });
    else if (typeof program !== 'string' && typeof move === 'object')
      tried.push({ ...program, director, instances: move.instances, gone: program.gone + move.delay });
  }
  return { tried, notTried };
}

/** The members of each instance, the one that has its VIPs first, and the instances that move with it. */
type Ranked = ReadonlyMap<
  VrrpInstance,
  { readonly members: readonly Member[]; readonly partners: readonly VrrpInstance[] }
>;

function rankedInstances(cluster: Cluster): Ranked {
  const byName = new Map(cluster.vrrpInstances.map((instance) => [instance.name, instance]));
  const groups = new Map(
    cluster.vrrpSyncGroups.flatMap(({ instanceNames }) => {
      const partners = instanceNames.flatMap((name) => byName.get(name) ?? []);
      return instanceNames.map((name) => [name, partners] as const);
    }),
  );
  return new Map(
    cluster.vrrpInstances.map((instance) => [
      instance,
      { members: bestFirst(cluster, instance), partners: groups.get(instance.name) ?? [instance] },
    ]),
  );
}

/** A script on the director that has the VIPs of the instances that track it. */
interface Tracked {
  readonly director: string;
  readonly name: string;
  readonly trackers: { readonly instance: VrrpInstance; readonly entry: TrackEntry }[];
}

function trackersOf(cluster: Cluster, ranked: Ranked): Tracked[] {
  const found = new Map<string, Tracked>();
  for (const [instance, { members }] of ranked) {
    const [best, second] = members;
    if (best === undefined || second === undefined) continue;
    for (const entry of entriesOf(cluster, instance, best)) {
      const key = JSON.stringify([best.directorName, entry.name]);
      const one = found.get(key) ?? { director: best.directorName, name: entry.name, trackers: [] };
      one.trackers.push({ instance, entry });
      found.set(key, one);
    }
  }
  return [...found.values()];
}

/** How a script is called, and how soon it is noticed; or why the lab cannot have it fail. */
function programOf(
  script: Options,
  host: PlannedHost | undefined,
): Pick<PlannedProgram, 'command' | 'gone' | 'back'> | string {
  const command = plainCommand(String(script['script']));
  const [path = ''] = command.split(' ');
  if (host?.programs.includes(path) !== true) return 'the lab has no stand-in for its program';
  const interval = Number(script['interval'] ?? 1);
  const timeout = Number(script['timeout'] ?? interval);
  const gone = Number(script['fall'] ?? 1) * interval + timeout;
  const back = Number(script['rise'] ?? 1) * interval + timeout;
  const longest = Math.max(gone, back);
  return longest > PATIENCE ? `it takes ${longest} s, more than is waited for` : { command, gone, back };
}

/** Which instances move when a script fails, and how long the next director waits; undefined where none does, or why the lab does not try it. */
function moveBy(
  cluster: Cluster,
  director: string,
  ranked: Ranked,
  trackers: Tracked['trackers'],
): { readonly instances: string[]; readonly delay: number } | string | undefined {
  const moved = new Set<VrrpInstance>();
  let delay = 0;
  for (const { instance, entry } of trackers) {
    const { members = [], partners = [] } = ranked.get(instance) ?? {};
    const [best, second] = members;
    if (best === undefined || second === undefined) continue;
    const isFault = weightOf(cluster, 'track_script', entry) === 0;
    if (isFault && entry.reverse === true) return 'it has to fail while all is well';
    if (!isFault && partners.length > 1) return 'its weight counts in a sync group';
    const moves = isFault || losesByWeight(cluster, instance, best, second, entry.name);
    if (moves === undefined) return 'whether its weight moves the VIPs depends on a file';
    if (!moves) continue;
    // Only a fault is told with priority 0, which a preempt_delay does not hold up (keepalived 2.2.7, vrrp.c, vrrp_state_backup).
    if (!isFault) delay = Math.max(delay, second.preemptDelay ?? 0);
    for (const one of partners) moved.add(one);
  }
  if (moved.size === 0) return undefined;
  const ranks = [...moved].map((instance) => ranked.get(instance)?.members ?? []);
  if (ranks.some(([best]) => best?.directorName !== director)) return 'its group has several masters';
  if (new Set(ranks.map(([, second]) => second?.directorName)).size > 1)
    return 'the VIPs go to several directors';
  const isLate = ranks.some(([best]) => best?.nopreempt === true || (best?.preemptDelay ?? 0) > PATIENCE);
  if (isLate || delay > PATIENCE) return 'the VIPs move or come back late, or not by themselves';
  return { instances: [...moved].map(({ name }) => name), delay };
}

/** What an instance tracks on its own account and on that of its group. */
function entriesOf(cluster: Cluster, instance: VrrpInstance, { options }: Member): TrackEntry[] {
  const groups = cluster.vrrpSyncGroups.filter((one) => one.instanceNames.includes(instance.name));
  return [options, ...groups.map((one) => one.options)].flatMap((one) => trackedEntries(one, 'track_script'));
}

/** Whether the second member takes over from the best one when a script of this name fails there; undefined with a file, whose number nobody knows. */
function losesByWeight(
  cluster: Cluster,
  instance: VrrpInstance,
  best: Member,
  second: Member,
  script: string,
): boolean | undefined {
  if (second.nopreempt && second.state === 'BACKUP') return false;
  const [own, others] = [best, second].map((member) => countedEntries(cluster, instance, member));
  if (own === undefined || others === undefined) return undefined;
  if ([...own, ...others].some(({ word }) => word === 'track_file')) return undefined;
  const left = priorityWith(best, own, ({ word, entry, well, failing }) =>
    word === 'track_script' && entry.name === script ? failing : well,
  );
  return priorityWith(second, others, ({ well }) => well) > left;
}
