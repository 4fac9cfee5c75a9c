import { quote } from '../../diagnostic/quote.ts';
import { clusterNameOf } from '../../model/environment.ts';
import type { ClusterRule } from '../rule.ts';

/**
 * A cluster has the name of its file: who reads a name in an artifact, an alert or a review finds the definition by it.
 * Most often the file was copied, and the name is still the other cluster's.
 */
export const clusterNameMismatch: ClusterRule = {
  id: 'cluster-name-mismatch',
  severity: 'error',
  summary: "a cluster's name differs from the base name of its file",
  catalogue: [],
  source: 'docs/definition.md',
  *cluster({ origin, file, name }) {
    const fileName = clusterNameOf(file);
    if (name === fileName) return;
    yield {
      message: `the cluster's name is ${quote(name)}, but the file's is ${quote(fileName)}`,
      hint: `set name to ${quote(fileName)}, or leave it out: the file's name is the default`,
      at: origin.at('name'),
    };
  },
};
