import { quote } from '../../../diagnostic/quote.ts';
import { engineFact } from '../../facts.ts';
import type { RepositoryRule } from '../../rule.ts';

/**
 * A host has one IPVS table, and one program that writes it. keepalived and the scripts would undo each other's work;
 * the scripts stop where keepalived runs, so that one of the two clusters has no service.
 */
export const mixedEngines: RepositoryRule = {
  id: 'mixed-engines',
  severity: 'error',
  summary: 'a host is a director of a cluster with engine keepalived and of one with engine ipvsadm',
  catalogue: [],
  source: 'ipvsadm(8): one table in the kernel; the scripts stop where keepalived runs',
  *repository({ environments }) {
    const seen = new Set<string>();
    for (const host of [...environments.values()].flatMap(({ hosts }) => [...hosts.values()])) {
      const [first, ...others] = host.directors;
      const other = others.find(({ cluster }) => cluster.engine !== first?.cluster.engine);
      if (first === undefined || other === undefined) continue;
      // A pair of directors that two clusters share is one fault.
      const clusters = `${first.cluster.file} ${other.cluster.file}`;
      if (seen.has(clusters)) continue;
      seen.add(clusters);
      yield {
        message: `${quote(host.name)} is a director with engine ${quote(other.cluster.engine)} here, and with engine ${quote(first.cluster.engine)} in cluster ${quote(first.cluster.name)}`,
        hint: 'give both clusters the same engine, or directors of their own',
        at: other.director.origin.self(),
        related: [
          {
            at: first.director.origin.self(),
            message: `a director with engine ${quote(first.cluster.engine)}`,
          },
        ],
        restsOn: [engineFact(first.cluster), engineFact(other.cluster)],
      };
    }
  },
};
