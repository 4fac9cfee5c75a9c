import { inputRules } from './input-rules.ts';
import { rulesByTopic } from './registry.ts';
import type { RuleInfo } from './rule.ts';
import { type Topic, topics } from './topics.ts';

/** Everything that a finding's `rule` can be, by topic: what is found on the way in, then the rules. */
export const allRulesByTopic: readonly { topic: Topic; title: string; rules: readonly RuleInfo[] }[] = (
  Object.keys(topics) as Topic[]
).map((topic) => ({
  topic,
  title: topics[topic],
  rules: topic === 'files' ? inputRules : (rulesByTopic[topic] ?? []),
}));

/** The same in one list. */
export const allRules: readonly RuleInfo[] = Object.freeze(allRulesByTopic.flatMap(({ rules }) => rules));

export function findRule(id: string): RuleInfo | undefined {
  return allRules.find((rule) => rule.id === id);
}
