import type { Finding } from '../diagnostic/finding.ts';
import { quote } from '../diagnostic/quote.ts';
import { closest } from '../diagnostic/suggest.ts';
import type { LoadedDefinition } from '../load/definition-file.ts';
import type { SuppressedRule, Suppression } from '../load/suppressions.ts';
import { inputRules, invalidSuppression, unusedSuppression } from './input-rules.ts';
import { rules } from './registry.ts';
import type { RuleInfo } from './rule.ts';

/**
 * Leaves out the findings that a comment of their file suppresses, and adds one for each comment that names no rule,
 * suppresses nothing or has expired. What is wrong with the file itself cannot be suppressed: nothing unchecked may
 * reach an artifact.
 *
 * @param today `YYYY-MM-DD`
 */
export function applySuppressions(
  findings: readonly Finding[],
  definitions: readonly LoadedDefinition[],
  today: string,
): Finding[] {
  const suppressing = definitions.filter(({ suppressions }) => suppressions.length > 0);
  if (suppressing.length === 0) return [...findings];
  const suppressible = new Set(rules.map(({ id }) => id));
  const active = new Map<string, { entry: SuppressedRule; used: boolean }[]>();
  const added: Finding[] = [];
  for (const definition of suppressing) {
    for (const suppression of definition.suppressions) {
      for (const entry of suppression.rules) {
        const problem = unusable(suppression, entry, suppressible, today);
        if (problem !== undefined)
          added.push(report(problem.rule, problem.message, problem.hint, definition, problem.span));
        else {
          const key = keyOf(definition.file, entry.name, suppression.line);
          const entries = active.get(key) ?? [];
          entries.push({ entry, used: false });
          active.set(key, entries);
        }
      }
    }
  }
  const kept = findings.filter((finding) => {
    const hit = [finding.range.start.line, undefined]
      .map((line) => active.get(keyOf(finding.file, finding.rule, line)))
      .find((entries) => entries !== undefined);
    for (const entry of hit ?? []) entry.used = true;
    return hit === undefined;
  });
  const definitionsByFile = new Map(suppressing.map((definition) => [definition.file, definition]));
  for (const [key, entries] of active) {
    for (const { entry, used } of entries) {
      const definition = definitionsByFile.get((JSON.parse(key) as [string])[0]) as LoadedDefinition;
      if (used) continue;
      added.push(
        report(
          unusedSuppression,
          `${quote(entry.name)} finds nothing here`,
          'delete the comment',
          definition,
          entry,
        ),
      );
    }
  }
  return [...kept, ...added];
}

interface Span {
  readonly start: number;
  readonly end: number;
}

function unusable(
  { until }: Suppression,
  entry: SuppressedRule,
  suppressible: ReadonlySet<string>,
  today: string,
): { rule: RuleInfo; message: string; hint: string | undefined; span: Span } | undefined {
  if (inputRules.some(({ id }) => id === entry.name)) {
    return {
      rule: invalidSuppression,
      message: `${quote(entry.name)} cannot be suppressed`,
      hint: undefined,
      span: entry,
    };
  }
  if (!suppressible.has(entry.name)) {
    const suggestion = closest(entry.name, [...suppressible]);
    const hint = suggestion === undefined ? 'lvsgen rules lists them' : `did you mean "${suggestion}"?`;
    return { rule: invalidSuppression, message: `there is no rule ${quote(entry.name)}`, hint, span: entry };
  }
  if (until !== undefined && until.date < today) {
    const message = `this suppression held until ${until.date}`;
    return {
      rule: unusedSuppression,
      message,
      hint: 'mend what it hides, or give it a new day and reason',
      span: until,
    };
  }
  return undefined;
}

function keyOf(file: string, rule: string, line: number | undefined): string {
  return JSON.stringify([file, rule, line]);
}

function report(
  { id, severity }: RuleInfo,
  message: string,
  hint: string | undefined,
  { file, lines }: LoadedDefinition,
  { start, end }: Span,
): Finding {
  return {
    rule: id,
    severity,
    message,
    ...(hint === undefined ? {} : { hint }),
    file,
    range: lines.range(start, end),
    related: [],
  };
}
