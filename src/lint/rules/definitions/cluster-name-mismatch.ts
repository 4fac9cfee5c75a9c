import { quote } from '../../../diagnostic/quote.ts';
import { clusterNameOf } from '../../../model/environment.ts';
import { copyFact } from '../../facts.ts';
import type { RepositoryRule } from '../../rule.ts';

/**
 * A cluster has the name of its file: who reads a name in an artifact, an alert or a review finds the definition by it.
 * Most often the file was copied, and the name is still the other cluster's.
 */
export const clusterNameMismatch: RepositoryRule = {
  id: 'cluster-name-mismatch',
  severity: 'error',
  summary: "a cluster's name differs from the base name of its file",
  catalogue: [],
  source: 'docs/definition.md',
  *repository({ environments }) {
    for (const { clusters } of environments.values()) {
      const byFile = new Map(clusters.map((cluster) => [clusterNameOf(cluster.file), cluster]));
      for (const cluster of clusters) {
        const { origin, file, name } = cluster;
        const fileName = clusterNameOf(file);
        if (name === fileName) continue;
        const original = byFile.get(name);
        const copied =
          original === undefined
            ? ''
            : '; of a copy, the names of VRRP instances, their ids and the VIPs have to be new, too';
        yield {
          message: `the cluster's name is ${quote(name)}, but the file's is ${quote(fileName)}`,
          hint: `set name to ${quote(fileName)}, or leave it out: the file's name is the default${copied}`,
          at: origin.at('name'),
          ...(original === undefined
            ? {}
            : {
                related: [{ at: original.origin.at('name'), message: 'the cluster of this name' }],
                doubts: [copyFact(cluster, original)],
              }),
        };
      }
    }
  },
};
