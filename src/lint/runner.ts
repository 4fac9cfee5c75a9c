import type { Repository } from '../model/repository.ts';
import type { Problem, Rule } from './rule.ts';

export interface RuleProblem {
  readonly rule: Rule;
  readonly problem: Problem;
}

/** Runs rules over a repository. */
export function* runRules(rules: readonly Rule[], repository: Repository): Iterable<RuleProblem> {
  for (const rule of rules) {
    if ('repository' in rule) {
      for (const problem of rule.repository(repository)) yield { rule, problem };
    } else {
      for (const cluster of repository.clusters) {
        for (const problem of rule.cluster(cluster)) yield { rule, problem };
      }
    }
  }
}
