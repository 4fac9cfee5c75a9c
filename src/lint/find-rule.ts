import { inputRules } from './input-rules.ts';
import { rules } from './registry.ts';
import type { RuleInfo } from './rule.ts';

/** Everything that a finding's `rule` can be: what is found on the way in, then the rules, in their order. */
export const allRules: readonly RuleInfo[] = Object.freeze([...inputRules, ...rules]);

export function findRule(id: string): RuleInfo | undefined {
  return allRules.find((rule) => rule.id === id);
}
