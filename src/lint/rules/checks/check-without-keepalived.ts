import { quote } from '../../../diagnostic/quote.ts';
import { table } from '../../../diagnostic/table.ts';
import type { Origin } from '../../../model/origin.ts';
import { engineFact } from '../../facts.ts';
import type { ClusterRule, Problem } from '../../rule.ts';

/** What says how checks are run, or what follows from them. */
const OF_CHECKS = [
  ...['delay_loop', 'retry', 'delay_before_retry', 'warmup', 'connect_timeout', 'virtualhost'],
  ...['inhibit_on_failure', 'alpha', 'smtp_alert'],
];
const OF_VIRTUAL_SERVER = [
  ...['checks', 'sorry_server', ...OF_CHECKS],
  ...['omega', 'quorum', 'hysteresis', 'quorum_up', 'quorum_down', 'ha_suspend'],
];
const OF_REAL_SERVER = ['checks', ...OF_CHECKS, 'notify_up', 'notify_down'];

const CONSEQUENCES: Readonly<Record<string, string>> = table({
  checks: 'nobody runs the checks',
  sorry_server: 'nobody puts it in',
});

/** The scripts of engine ipvsadm set the table up and end: nothing is left that could check or replace a real server. */
export const checkWithoutKeepalived: ClusterRule = {
  id: 'check-without-keepalived',
  severity: 'warning',
  oncePerPlace: true,
  summary: 'checks, or what belongs to them, are written, but engine ipvsadm has nobody who heeds them',
  catalogue: [],
  source: 'ipvsadm(8); keepalived.conf(5), sorry_server and delay_loop',
  *cluster(cluster) {
    if (cluster.engine !== 'ipvsadm') return;
    for (const { origin, destinations } of cluster.virtualServers) {
      const owners: [Origin, readonly string[]][] = [
        [origin, OF_VIRTUAL_SERVER],
        ...destinations.map((it): (typeof owners)[number] => [it.origin, OF_REAL_SERVER]),
      ];
      for (const [owner, fields] of owners) {
        for (const field of fields) {
          const problem = problemOf(owner, field);
          if (problem !== undefined) yield { ...problem, restsOn: [engineFact(cluster)] };
        }
      }
    }
  },
};

function problemOf(owner: Origin, field: string): Problem | undefined {
  const at = owner.keyOf(field);
  if (at.path.at(-1) !== field) return undefined;
  return {
    message: `${quote(field)} has no effect with engine ipvsadm: ${CONSEQUENCES[field] ?? 'nobody runs checks'}`,
    hint: `set engine to keepalived, or remove ${field}`,
    at,
  };
}
