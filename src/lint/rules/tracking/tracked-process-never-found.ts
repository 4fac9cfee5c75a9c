import { quote } from '../../../diagnostic/quote.ts';
import type { Cluster, Options } from '../../../model/cluster.ts';
import { listedItems } from '../../../model/listed-items.ts';
import { trackedEntries, trackersOf, weightOf } from '../../../model/tracked-weights.ts';
import type { ClusterRule, Problem } from '../../rule.ts';

/** What the kernel keeps of a process's name: TASK_COMM_LEN, without the NUL. */
const LONGEST = 15;

/**
 * keepalived compares `process` with the name that the kernel has of each process, letter by letter; with arguments,
 * `full_command` or `param_match` with the path that it was started by. The kernel's name is the file's, without its folder,
 * cut to 15 characters. What nothing can be called is never there: with weight 0 each director is in FAULT.
 */
export const trackedProcessNeverFound: ClusterRule = {
  id: 'tracked-process-never-found',
  severity: 'error',
  summary: 'the name of a tracked process is a path, or too long: no process is called so',
  catalogue: [],
  source: 'keepalived 2.2.7, track_process.c, check_process; proc(5), /proc/pid/comm',
  *cluster(cluster) {
    if (cluster.engine !== 'keepalived') return;
    const tracked = trackedNames(cluster);
    for (const [index, item] of listedItems(cluster, 'vrrp_track_processes').entries()) {
      const isFault = tracked.get(String(item['name']));
      const problem = isFault === undefined ? undefined : problemOf(cluster, item, index, isFault);
      if (problem !== undefined) yield problem;
    }
  },
};

/** The names that something tracks, and whether their absence is a fault somewhere. */
function trackedNames(cluster: Cluster): Map<string, boolean> {
  const names = new Map<string, boolean>();
  for (const options of trackersOf(cluster)) {
    for (const entry of trackedEntries(options, 'track_process')) {
      const isFault = weightOf(cluster, 'track_process', entry) === 0;
      names.set(entry.name, isFault || names.get(entry.name) === true);
    }
  }
  return names;
}

function problemOf(cluster: Cluster, item: Options, index: number, isFault: boolean): Problem | undefined {
  const text = String(item['process']);
  const isCommand = item['full_command'] === true || item['param_match'] !== undefined || text.includes(' ');
  if (isCommand) return undefined;
  const isPath = text.startsWith('/');
  if (!isPath && text.length <= LONGEST) return undefined;
  const name = text.slice(text.lastIndexOf('/') + 1).slice(0, LONGEST);
  const why = isPath
    ? "is a path, and the kernel's names of processes have no folders"
    : `is longer than the ${LONGEST} characters that the kernel keeps of a name`;
  const consequence = isFault ? 'each director that tracks it is in FAULT' : 'its weight says nothing';
  const whole = isPath
    ? 'set full_command to true'
    : 'write the path that it is started by, with full_command: true';
  return {
    message: `${quote(text)} ${why}: keepalived never finds it, and ${consequence}`,
    hint: `write ${quote(name)}, as the kernel calls it; or ${whole}`,
    ...(isFault ? {} : { severity: 'warning' }),
    at: cluster.origin.at('vrrp_track_processes', index, 'process'),
  };
}
