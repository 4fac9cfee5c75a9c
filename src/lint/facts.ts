import { compareText } from '../diagnostic/finding.ts';
import type { Cluster } from '../model/cluster.ts';
import type { ReturnPath } from '../model/return-path.ts';
import type { Fact, Problem } from './rule.ts';

/** That a cluster has its engine for want of VRRP instances. */
export function engineFact({ file }: Cluster): Fact {
  return `engine of ${file}`;
}

/** That two definitions are not copies of one another. */
export function copyFact(one: { readonly file: string }, other: { readonly file: string }): Fact {
  return `copies ${[one.file, other.file].sort(compareText).join(' ')}`;
}

/**
 * What a problem about a real server's gateway is the cause of. Real servers of a cluster that have the same wrong one, or
 * none, and get the same advice, have it for one reason.
 */
export function ofGateway(
  { gateway }: Pick<ReturnPath, 'gateway'>,
  { file }: Cluster,
  hint: string,
): Required<Pick<Problem, 'doubts' | 'sameAs'>> {
  return {
    doubts: gateway === undefined ? [] : [gateway.place()],
    sameAs: `${file} ${gateway?.address.text ?? 'none'} ${hint}`,
  };
}
