import type { Check, Cluster, Options } from '../../model/cluster.ts';
import type { PlannedNumber } from './lab-plan.ts';

/** keepalived takes a product that is not above it for a fault (2.2.7, ip_vs.h, IPVS_WEIGHT_FAULT). */
const FAULT = -(2 ** 31);

/** What a FILE_CHECK reads: a file of the definition's `track_files`; undefined for a name that none has. */
export function trackFileOf({ options }: Cluster, check: Check): Options | undefined {
  const files = (options['track_files'] ?? []) as readonly Options[];
  return files.find(({ name }) => name === check.options['track_file']);
}

/** The number in the file with which a FILE_CHECK fails, and the one with which it succeeds. */
export function fileNumbers(cluster: Cluster, check: Check): PlannedNumber[] {
  const file = trackFileOf(cluster, check);
  if (file === undefined) return [];
  const weight = Number(check.options['weight'] ?? file['weight'] ?? 1);
  const failing = weight === 0 ? 1 : FAULT * Math.sign(weight);
  return [{ path: String(file['file']), failing, succeeding: Number(file['init_file'] ?? 0) }];
}
