import type { Finding, Range } from '../diagnostic/finding.ts';
import type { RuleInfo } from './rule.ts';

/** What was found, as a value: the rule gives its id and its severity. */
export function toFinding(
  rule: RuleInfo,
  { message, hint }: { readonly message: string; readonly hint?: string },
  file: string,
  range: Range,
  related: Finding['related'] = [],
): Finding {
  return {
    rule: rule.id,
    severity: rule.severity,
    message,
    ...(hint === undefined ? {} : { hint }),
    file,
    range,
    related,
  };
}
