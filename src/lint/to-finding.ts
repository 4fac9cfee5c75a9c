import type { Finding, Range } from '../diagnostic/finding.ts';
import type { Problem, RuleInfo } from './rule.ts';

/** What was found, as a value: the rule gives its id and its severity. */
export function toFinding(
  rule: RuleInfo,
  { message, hint, severity }: Pick<Problem, 'message' | 'hint' | 'severity'>,
  file: string,
  range: Range,
  related: Finding['related'] = [],
): Finding {
  return {
    rule: rule.id,
    severity: severity ?? rule.severity,
    message,
    ...(hint === undefined ? {} : { hint }),
    file,
    range,
    related,
  };
}
