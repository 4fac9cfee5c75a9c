import { visible } from '../../diagnostic/visible.ts';
import type { Cluster, Member, Options, VrrpInstance } from '../../model/cluster.ts';
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
  for (const [director, scripts] of scriptsOfMasters(cluster))
    for (const name of scripts) {
      const found = ofScript(cluster, director, name, hosts);
      if (typeof found === 'string')
        notTried.push({ what: `${cluster.name}: ${visible(name)} failing on ${director}`, reason: found });
      else if (found !== undefined) tried.push(found);
    }
  return { tried, notTried };
}

/** The scripts that instances track, or their groups, by the director that has their VIPs. */
function scriptsOfMasters(cluster: Cluster): Map<string, Set<string>> {
  const scripts = new Map<string, Set<string>>();
  for (const instance of cluster.vrrpInstances) {
    const [best, next] = bestFirst(cluster, instance);
    if (best === undefined || next === undefined) continue;
    const names = scripts.get(best.directorName) ?? new Set();
    for (const { name } of entriesOf(cluster, instance, best)) names.add(name);
    scripts.set(best.directorName, names);
  }
  return scripts;
}

/** What happens when a script fails: undefined when nothing does, a reason why it cannot be tried. */
function ofScript(
  cluster: Cluster,
  director: string,
  name: string,
  hosts: readonly PlannedHost[],
): PlannedProgram | string | undefined {
  const scripts = (cluster.options['vrrp_scripts'] ?? []) as readonly Options[];
  const script = scripts.find((one) => one['name'] === name);
  if (script === undefined) return undefined;
  const command = plainCommand(String(script['script']));
  const [path = ''] = command.split(' ');
  if (hosts.find((host) => host.name === director)?.programs.includes(path) !== true)
    return 'the lab has no stand-in for its program';
  const interval = Number(script['interval'] ?? 1);
  const timeout = Number(script['timeout'] ?? interval);
  const gone = Number(script['fall'] ?? 1) * interval + timeout;
  const back = Number(script['rise'] ?? 1) * interval + timeout;
  if (Math.max(gone, back) > PATIENCE) return `it takes ${Math.max(gone, back)} s, more than is waited for`;
  const moved = new Set<VrrpInstance>();
  let delay = 0;
  for (const instance of cluster.vrrpInstances) {
    const [best, second] = bestFirst(cluster, instance);
    if (best?.directorName !== director || second === undefined) continue;
    const entry = entriesOf(cluster, instance, best).find((one) => one.name === name);
    if (entry === undefined) continue;
    const isFault = weightOf(cluster, 'track_script', entry) === 0;
    if (isFault && entry.reverse === true) return 'it has to fail while all is well';
    if (!isFault && partners(cluster, instance).length > 1) return 'its weight counts in a sync group';
    const moves = isFault || losesByWeight(cluster, instance, best, second, name);
    if (moves === undefined) return 'whether its weight moves the VIPs depends on a file';
    if (!moves) continue;
    // Only a fault is told with priority 0, which a preempt_delay does not hold up (keepalived 2.2.7, vrrp.c, vrrp_state_backup).
    if (!isFault) delay = Math.max(delay, second.preemptDelay ?? 0);
    for (const one of partners(cluster, instance)) moved.add(one);
  }
  if (moved.size === 0) return undefined;
  const instances = [...moved];
  const ranks = instances.map((instance) => bestFirst(cluster, instance));
  if (ranks.some(([best]) => best?.directorName !== director)) return 'its group has several masters';
  if (new Set(ranks.map(([, second]) => second?.directorName)).size > 1)
    return 'the VIPs go to several directors';
  if (
    delay > PATIENCE ||
    ranks.some(([best]) => best?.nopreempt === true || (best?.preemptDelay ?? 0) > PATIENCE)
  )
    return 'the VIPs move or come back late, or not by themselves';
  return { command, director, instances: instances.map((one) => one.name), gone: gone + delay, back };
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

/** The instances that move with one: those of its group, or it alone. */
function partners({ vrrpInstances, vrrpSyncGroups }: Cluster, instance: VrrpInstance): VrrpInstance[] {
  const names = vrrpSyncGroups.find((group) => group.instanceNames.includes(instance.name))?.instanceNames;
  return names === undefined ? [instance] : vrrpInstances.filter(({ name }) => names.includes(name));
}
