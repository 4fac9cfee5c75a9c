import { Command } from 'commander';
import { readAsset } from '../../io/assets.ts';
import type { Invocation } from '../invocation.ts';

/** `lvsgen schema` */
export function schemaCommand(invocation: Invocation): Command {
  return new Command('schema')
    .summary('print the JSON Schema of a definition')
    .description('Prints the JSON Schema (draft 2020-12) of a definition, for editors.')
    .option('--project', 'of lvsgen.yaml instead')
    .addHelpText(
      'after',
      `
Example:
  lvsgen schema > cluster.schema.json
  # and in the first line of a definition:
  # yaml-language-server: $schema=../../cluster.schema.json`,
    )
    .action((options: { project?: boolean }) => {
      invocation.terminal.write(
        readAsset(`schemas/${options.project === true ? 'project' : 'cluster'}.schema.json`),
      );
    });
}
