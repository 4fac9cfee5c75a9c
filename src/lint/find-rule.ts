import { inputRules } from './input-rules.ts';
import { rules, rulesByTopic } from './registry.ts';
import type { RuleInfo } from './rule.ts';
import { type Topic, topics } from './topics.ts';

/** Everything that a finding's `rule` can be: what is found on the way in, then the rules, in their order. */
export const allRules: readonly RuleInfo[] = Object.freeze([...inputRules, ...rules]);

/** The same by their topics, in the order of these. */
export const allRulesByTopic: readonly { topic: Topic; title: string; rules: readonly RuleInfo[] }[] = (
  Object.keys(topics) as Topic[]
).map((topic) => ({
  topic,
  title: topics[topic],
  rules: topic === 'files' ? inputRules : (rulesByTopic[topic] ?? []),
}));

export function findRule(id: string): RuleInfo | undefined {
  return allRules.find((rule) => rule.id === id);
}
