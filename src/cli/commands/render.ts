import { Command } from 'commander';
import type { Invocation } from '../invocation.ts';

/** `lvsgen render` */
export function renderCommand(invocation: Invocation): Command {
  return new Command('render')
    .summary('write the artifacts')
    .description(
      'Writes the artifacts of every host that the definitions name: all of them, or none when a definition has an error.',
    )
    .argument('[path...]', "definitions or folders; without one, the project's clusters/")
    .option(
      '--check',
      'write nothing; say what is stale or was edited by hand, show the diff, and exit with 1',
    )
    .addHelpText(
      'after',
      `
Examples:
  lvsgen render                       all environments
  lvsgen render clusters/prod         one environment
  lvsgen render --check               for a check on pull requests: are the committed artifacts fresh?

A host that several definitions name gets one complete set of files. Equal files are not touched. Files that a
manifest.json lists and that no definition gives any more are removed; no other file is ever removed.

Exit status: 0 written or fresh, 1 findings or stale artifacts, 2 wrong usage, 3 could not do the work.`,
    )
    .action(async (paths: string[], options: { check?: boolean }) => {
      const { render } = await import('../actions/render.ts');
      await render(paths, options, invocation);
    });
}
