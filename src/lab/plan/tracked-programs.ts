import { visible } from '../../diagnostic/visible.ts';
import type { Cluster, Member, Options, VrrpInstance } from '../../model/cluster.ts';
import { REFERENCES } from '../../model/host-settings.ts';
import { type TrackEntry, trackedEntries, weightOf } from '../../model/tracked-weights.ts';
import type { NotTried, PlannedHost, PlannedProgram } from './lab-plan.ts';
import { bestFirst } from './planned-instances.ts';
import { plainCommand } from './stand-ins.ts';

/** Seconds that are waited for a program: of what takes longer it is said that it is not tried. */
const PATIENCE = 20;

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
    const [best, next] = bestFirst(instance.members);
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
  for (const instance of cluster.vrrpInstances) {
    const [best] = bestFirst(instance.members);
    if (best?.directorName !== director) continue;
    const entry = entriesOf(cluster, instance, best).find((one) => one.name === name);
    if (entry === undefined) continue;
    const moves = movesVips(cluster, instance, entry);
    if (moves === undefined) return 'whether its weight moves the VIPs depends on what else is tracked';
    if (moves) for (const one of partners(cluster, instance)) moved.add(one);
  }
  if (moved.size === 0) return undefined;
  const instances = [...moved];
  const ranks = instances.map(({ members }) => bestFirst(members));
  if (ranks.some(([best]) => best?.directorName !== director)) return 'its group has several masters';
  if (new Set(ranks.map(([, second]) => second?.directorName)).size > 1)
    return 'the VIPs go to several directors';
  if (ranks.some(([best]) => best?.nopreempt === true || (best?.preemptDelay ?? 0) > PATIENCE))
    return 'the VIPs come back late, or not by themselves';
  return { command, director, instances: instances.map((one) => one.name), gone, back };
}

/** What an instance tracks on its own account and on that of its group. */
function entriesOf(cluster: Cluster, instance: VrrpInstance, { options }: Member): TrackEntry[] {
  const groups = cluster.vrrpSyncGroups.filter((one) => one.instanceNames.includes(instance.name));
  return [options, ...groups.map((one) => one.options)].flatMap((one) => trackedEntries(one, 'track_script'));
}

/** Whether the next director takes over when a script fails; undefined where that depends on more than the script. */
function movesVips(cluster: Cluster, instance: VrrpInstance, entry: TrackEntry): boolean | undefined {
  const [best, second, ...others] = bestFirst(instance.members);
  if (best === undefined || second === undefined) return false;
  const weight = weightOf(cluster, 'track_script', entry);
  const isGrouped = partners(cluster, instance).length > 1;
  const members = weight === 0 ? [second, ...others] : [best, second, ...others];
  if (members.some((member) => hasWeights(cluster, member, entry.name))) return undefined;
  if (weight === 0) return true;
  if (isGrouped) return undefined;
  // Above 0 it is added while the script is well, on each director that tracks it.
  const isTracked = entriesOf(cluster, instance, second).some(({ name }) => name === entry.name);
  const follower = second.priority + (isTracked ? Math.max(0, weight) : 0);
  return follower > best.priority + Math.min(0, weight) && !(second.nopreempt && second.state === 'BACKUP');
}

/** Whether a member's priority depends on anything beside a script. */
function hasWeights(cluster: Cluster, { options }: Member, script: string): boolean {
  return REFERENCES.some((word) =>
    trackedEntries(options, word).some(
      (entry) => entry.name !== script && weightOf(cluster, word, entry) !== 0,
    ),
  );
}

/** The instances that move with one: those of its group, or it alone. */
function partners({ vrrpInstances, vrrpSyncGroups }: Cluster, instance: VrrpInstance): VrrpInstance[] {
  const names = vrrpSyncGroups.find((group) => group.instanceNames.includes(instance.name))?.instanceNames;
  return names === undefined ? [instance] : vrrpInstances.filter(({ name }) => names.includes(name));
}
