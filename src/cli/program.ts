import { Command, CommanderError, Option } from 'commander';
import { isFailure } from '../diagnostic/failure.ts';
import { visible } from '../diagnostic/visible.ts';
import { diffCommand } from './commands/diff.ts';
import { explainCommand } from './commands/explain.ts';
import { labCommand } from './commands/lab.ts';
import { lintCommand } from './commands/lint.ts';
import { renderCommand } from './commands/render.ts';
import { rulesCommand } from './commands/rules.ts';
import { schemaCommand } from './commands/schema.ts';
import { EXIT, type ExitStatus } from './exit-status.ts';
import { Invocation } from './invocation.ts';
import { COLOR_MODES, type ColorMode } from './terminal.ts';
import { VERSION } from './version.ts';

/**
 * Runs one call of the command, and gives its exit status. Writes what was asked for to standard output and the rest
 * to standard error. Never exits itself.
 *
 * @param args without the program's own name.
 */
export async function run(args: readonly string[]): Promise<ExitStatus> {
  const program = new Command('lvsgen');
  const invocation = new Invocation(() => program.opts<{ color: ColorMode }>().color);
  program
    .description('Config generator and validator for LVS (IPVS) load balancers, with and without keepalived.')
    .version(VERSION, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print help')
    .helpCommand('help [command]', 'print help for a command')
    .addOption(new Option('--color <when>', 'when to colour').choices([...COLOR_MODES]).default('auto'))
    .addOption(new Option('--no-color', 'the same as --color never').hideHelp())
    .showSuggestionAfterError()
    .addHelpText(
      'after',
      `
Start with:
  lvsgen lint                  check all definitions
  lvsgen render clusters/prod  write the artifacts of an environment
  lvsgen diff --base main      what a branch changes in the artifacts

Exit status: 0 nothing to report, 1 findings, stale artifacts or differences, 2 wrong usage, 3 could not do the work.`,
    );
  const commands = [
    lintCommand,
    renderCommand,
    diffCommand,
    labCommand,
    explainCommand,
    rulesCommand,
    schemaCommand,
  ];
  for (const command of commands) program.addCommand(command(invocation));
  for (const command of [program, ...program.commands]) {
    command.exitOverride().configureOutput({ outputError: (text, write) => write(text) });
  }
  try {
    await program.parseAsync(args, { from: 'user' });
    return invocation.status;
  } catch (error) {
    return failure(error);
  }
}

function failure(error: unknown): ExitStatus {
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
  if (isFailure(error)) {
    const seen = error.name === 'OperationError' ? error.seen : [];
    for (const line of [error.message, ...seen]) process.stderr.write(`lvsgen: ${visible(line)}\n`);
    return error.name === 'UsageError' ? EXIT.usage : EXIT.failed;
  }
  // Anything else is a fault of lvsgen's own: its stack is what a report of it needs.
  process.stderr.write(
    `lvsgen: internal fault, please report it\n${error instanceof Error ? error.stack : String(error)}\n`,
  );
  return EXIT.failed;
}
