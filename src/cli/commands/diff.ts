import { Command } from 'commander';
import type { Invocation } from '../invocation.ts';

/** `lvsgen diff` */
export function diffCommand(invocation: Invocation): Command {
  return new Command('diff')
    .summary('what a change does to the artifacts')
    .description(
      'Shows, as a unified diff, what rendering would change in the artifacts on the disk; with --base, what has changed between the artifacts that a git revision gives and those that the working tree gives. Manifests, which follow from the other files, are left out.',
    )
    .argument('[path...]', "definitions or folders; without one, the project's clusters/")
    .option('--base <revision>', 'compare with the definitions of a git revision')
    .option('--exit-code', 'exit with 1 when there are differences')
    .addHelpText(
      'after',
      `
Examples:
  lvsgen diff                            what lvsgen render would write
  lvsgen diff --base origin/main         what this branch changes
  lvsgen diff --base HEAD~1 clusters/prod/web.yaml

Exit status: 0 compared, 1 errors in definitions, or differences with --exit-code, 2 wrong usage, 3 could not do the work.`,
    )
    .action(async (paths: string[], options: { base?: string; exitCode?: boolean }) => {
      const { diff } = await import('../actions/diff.ts');
      await diff(paths, options, invocation);
    });
}
