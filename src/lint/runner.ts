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
    // Most rules find nothing in most clusters: there is nothing between a rule and this loop.
    for (const problems of problemsOf(rule, repository)) {
      for (const problem of problems) {
        // A value in defaults, which the message need not name, is one fault for all that take it from there.
        const { at, message } = problem;
        const key = rule.oncePerPlace ? placeKey(at) : JSON.stringify([at, message]);
        if (reported.has(key)) continue;
        reported.add(key);
        yield { rule, problem };
      }
    }
  }
}

function problemsOf(rule: Rule, repository: Repository): readonly Iterable<Problem>[] {
  if ('repository' in rule) return [rule.repository(repository)];
  return repository.clusters.map((cluster) => rule.cluster(cluster));
}
