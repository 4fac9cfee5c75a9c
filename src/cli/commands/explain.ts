import { Command } from 'commander';
import type { Invocation } from '../invocation.ts';

/** `lvsgen explain RULE` */
export function explainCommand(invocation: Invocation): Command {
  return new Command('explain')
    .summary('what a rule finds, and why')
    .description('Explains a rule: what it finds, why it matters, a bad and a good example, and its source.')
    .argument('<rule>', 'the rule, as findings name it')
    .action(async (id: string) => {
      const { explain } = await import('../actions/explain.ts');
      explain(id, invocation);
    });
}
