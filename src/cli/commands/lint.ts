import { Command, Option } from 'commander';
import { SEVERITIES, type Severity } from '../../diagnostic/finding.ts';
import { FORMAT_NAMES, type FormatName } from '../../report/format-names.ts';
import type { Invocation } from '../invocation.ts';

/** `lvsgen lint` */
export function lintCommand(invocation: Invocation): Command {
  return new Command('lint')
    .summary('check definitions')
    .description(
      'Checks definitions: their YAML, their shape, and what they mean together with all others of the repository.',
    )
    .argument('[path...]', "definitions or folders; without one, the project's clusters/")
    .addOption(
      new Option('--format <name>', 'how findings are shown')
        .choices([...FORMAT_NAMES])
        .default('pretty' satisfies FormatName),
    )
    .addOption(
      new Option('--fail-on <severity>', 'exit with 1 on findings that are at least this bad')
        .choices([...SEVERITIES])
        .default('warning' satisfies Severity),
    )
    .addHelpText(
      'after',
      `
Examples:
  lvsgen lint                          all of clusters/
  lvsgen lint clusters/prod/web.yaml   one cluster, held against all others
  lvsgen lint --format github          as annotations of a pull request
  lvsgen explain duplicate-vip         what a finding means

Exit status: 0 nothing at or above --fail-on, 1 findings, 2 wrong usage, 3 could not do the work.`,
    )
    .action(async (paths: string[], options: { format: FormatName; failOn: Severity }) => {
      const { lint } = await import('../actions/lint.ts');
      await lint(paths, options, invocation);
    });
}
