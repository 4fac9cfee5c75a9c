import { quote } from '../../diagnostic/quote.ts';
import type { Origin } from '../../model/origin.ts';
import { placeKey } from '../../model/place-key.ts';
import type { ClusterRule, Problem } from '../rule.ts';

const CONSEQUENCES = {
  checks: 'nobody runs the checks',
  delay_loop: 'nobody runs checks',
  sorry_server: 'nobody puts it in',
} as const;

/** The scripts of engine ipvsadm set the table up and end: nothing is left that could check or replace a real server. */
export const checkWithoutKeepalived: ClusterRule = {
  id: 'check-without-keepalived',
  severity: 'warning',
  summary: 'checks, delay_loop or sorry_server are written, but engine ipvsadm has nobody who heeds them',
  catalogue: [],
  source: 'ipvsadm(8); keepalived.conf(5), sorry_server and delay_loop',
  *cluster(cluster) {
    if (cluster.engine !== 'ipvsadm') return;
    const reported = new Set<string>();
    for (const { origin, destinations } of cluster.virtualServers) {
      const owners: [Origin, (keyof typeof CONSEQUENCES)[]][] = [
        [origin, ['checks', 'delay_loop', 'sorry_server']],
        ...destinations.map((it): (typeof owners)[number] => [it.origin, ['checks']]),
      ];
      for (const [owner, fields] of owners) {
        for (const field of fields) {
          const problem = problemOf(owner, field);
          const key = problem && placeKey(problem.at);
          if (problem === undefined || key === undefined || reported.has(key)) continue;
          reported.add(key);
          yield problem;
        }
      }
    }
  },
};

function problemOf(owner: Origin, field: keyof typeof CONSEQUENCES): Problem | undefined {
  const at = owner.keyOf(field);
  if (at.path.at(-1) !== field) return undefined;
  return {
    message: `${quote(field)} has no effect with engine ipvsadm: ${CONSEQUENCES[field]}`,
    hint: `set engine to keepalived, or remove ${field}`,
    at,
  };
}
