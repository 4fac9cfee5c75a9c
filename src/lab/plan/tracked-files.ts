import type { Check, Cluster } from '../../model/cluster.ts';
import { listedItems } from '../../model/listed-items.ts';
import type { PlannedNumber } from './lab-plan.ts';

/** keepalived takes a product that is not above it for a fault (2.2.7, ip_vs.h, IPVS_WEIGHT_FAULT). */
const FAULT = -(2 ** 31);

/** The file of a FILE_CHECK, with the number by which it fails, and the one by which it succeeds; undefined for other checks, and for a name that no file has. */
export function fileNumber(cluster: Cluster, { type, options }: Check): PlannedNumber | undefined {
  if (type !== 'FILE_CHECK') return undefined;
  const file = listedItems(cluster, 'track_files').find(({ name }) => name === options['track_file']);
  if (file === undefined) return undefined;
  const weight = Number(options['weight'] ?? file['weight'] ?? 1);
  const failing = weight === 0 ? 1 : FAULT * Math.sign(weight);
  return { path: String(file['file']), failing, succeeding: Number(file['init_file'] ?? 0) };
}
