import type { Location, Severity } from '../diagnostic/finding.ts';
import type { Cluster } from '../model/cluster.ts';
import type { Repository } from '../model/repository.ts';

/**
 * What a problem puts in doubt, or takes for granted: what a definition says at a place; or a text that the rules
 * concerned agree on.
 */
export type Fact = Location | string;

/** What a rule has found. It names places; the runner turns them into offsets. */
export interface Problem {
  /** The fact: lower case, no final stop, the offending value in double quotes. */
  readonly message: string;
  /** The advice. */
  readonly hint?: string;
  /** Where this case is less grave than what the rule is for. */
  readonly severity?: Severity;
  readonly at: Location;
  readonly related?: readonly { readonly at: Location; readonly message: string }[];
  /** Where this problem is the cause of others: what cannot be relied on before it is mended. */
  readonly doubts?: readonly Fact[];
  /** What this problem takes for granted: it is not reported beside one that puts any of it in doubt. */
  readonly restsOn?: readonly Fact[];
  /** Problems of one rule with the same text have one cause: the first is reported, with the places of the others. */
  readonly sameAs?: string;
}

export interface RuleInfo {
  /** The file's name, the page's, the test's and the suppression's word. States the fault: "allow duplicate-vip". */
  readonly id: string;
  readonly severity: Severity;
  /**
   * Reports the first problem at a place and no other: a value in `defaults`, or of a whole VRRP instance, is one fault,
   * however many parts have it.
   */
  readonly oncePerPlace?: true;
  /** One sentence, for the list of rules: what is wrong when this rule speaks. */
  readonly summary: string;
  /** The entries of the catalogue of misconfigurations that it meets: docs/catalogue.md. */
  readonly catalogue: readonly string[];
  /** Where it is written that this is a fault. */
  readonly source: string;
}

/** A rule over one definition. Pure: reads the model, yields problems, never throws for bad input. */
export interface ClusterRule extends RuleInfo {
  readonly cluster: (cluster: Cluster) => Iterable<Problem>;
}

/** A rule over all definitions. It builds an index; it never compares each with each. */
export interface RepositoryRule extends RuleInfo {
  readonly repository: (repository: Repository) => Iterable<Problem>;
}

export type Rule = ClusterRule | RepositoryRule;
