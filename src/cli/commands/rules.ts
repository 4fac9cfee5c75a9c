import { Command, Option } from 'commander';
import type { Invocation } from '../invocation.ts';

/** `lvsgen rules` */
export function rulesCommand(invocation: Invocation): Command {
  return new Command('rules')
    .summary('list all rules')
    .description('Lists all rules by topic, with their severity and what they find.')
    .addOption(
      new Option('--format <name>', 'how they are shown').choices(['pretty', 'json']).default('pretty'),
    )
    .action(async (options: { format: string }) => {
      const { listRules } = await import('../actions/rules.ts');
      listRules(options, invocation);
    });
}
