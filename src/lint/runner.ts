import { placeKey } from '../model/place-key.ts';
import type { Repository } from '../model/repository.ts';
import type { Problem, Rule } from './rule.ts';

export interface RuleProblem {
  readonly rule: Rule;
  readonly problem: Problem;
}

/** Runs rules over a repository. */
export function* runRules(rules: readonly Rule[], repository: Repository): Iterable<RuleProblem> {
  for (const rule of rules) {
    const reported = new Set<string>();
    for (const problem of problemsOf(rule, repository)) {
      if (rule.oncePerPlace) {
        const key = placeKey(problem.at);
        if (reported.has(key)) continue;
        reported.add(key);
      }
      yield { rule, problem };
    }
  }
}

function* problemsOf(rule: Rule, repository: Repository): Iterable<Problem> {
  if ('repository' in rule) yield* rule.repository(repository);
  else for (const cluster of repository.clusters) yield* rule.cluster(cluster);
}
