import { allRules, allRulesByTopic } from '../../lint/find-rule.ts';
import type { Invocation } from '../invocation.ts';

/** Lists the rules by their topics. */
export function listRules(options: { readonly format: string }, invocation: Invocation): void {
  const { terminal } = invocation;
  if (options.format === 'json') {
    const entries = allRulesByTopic.flatMap(({ topic, rules }) =>
      rules.map(({ id, severity, summary, catalogue, source }) => ({
        id,
        topic,
        severity,
        summary,
        catalogue,
        source,
      })),
    );
    terminal.write(`${JSON.stringify({ version: 1, rules: entries }, undefined, 2)}\n`);
    return;
  }
  const width = Math.max(...allRules.map(({ id }) => id.length));
  const styles = { error: 'red', warning: 'yellow', info: 'blue' } as const;
  for (const { title, rules } of allRulesByTopic) {
    terminal.write(`${terminal.paint('bold', title)}\n`);
    for (const { id, severity, summary } of rules) {
      const shown = terminal.paint(styles[severity], severity.padEnd(7));
      terminal.write(`  ${terminal.paint('bold', id.padEnd(width))}  ${shown}  ${summary}\n`);
    }
    terminal.write('\n');
  }
  terminal.write(`${allRules.length} rules. lvsgen explain RULE says more.\n`);
}
