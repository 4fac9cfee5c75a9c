import { Command, Option } from 'commander';
import type { Invocation } from '../invocation.ts';

export const LAB_FORMATS = ['text', 'json', 'junit', 'markdown'] as const;

export interface LabOptions {
  readonly format: (typeof LAB_FORMATS)[number];
  readonly prepare?: boolean;
  readonly host?: boolean;
  readonly kvm?: boolean;
  readonly keep?: boolean;
  readonly check?: readonly string[];
  readonly lint: boolean;
}

/** `lvsgen lab` */
export function labCommand(invocation: Invocation): Command {
  return new Command('lab')
    .summary('run the artifacts on a real kernel')
    .description(
      'Builds a laboratory that is equal to the clusters, in a virtual machine: their networks, hosts, services and clients. Runs the rendered artifacts there, unchanged, and reports what traffic did.',
    )
    .argument('[path...]', "definitions or folders; without one, the project's clusters/")
    .addOption(
      new Option('--format <name>', 'how the outcome is shown').choices([...LAB_FORMATS]).default('text'),
    )
    .option('--prepare', 'get the kernel and build what the machine starts from, then end')
    .option('--vm', 'in a virtual machine, without any privilege (the default)')
    .addOption(
      new Option(
        '--host',
        "on this host's own kernel, in network namespaces; needs root and ip_vs",
      ).conflicts('vm'),
    )
    .addOption(
      new Option(
        '--kvm',
        'let the processor run the virtual machine, where that boots within seconds',
      ).conflicts('host'),
    )
    .addOption(
      new Option('--keep', 'a shell in the virtual machine, when the checks are over').conflicts('host'),
    )
    .option('--check <id...>', 'only these checks, and those that they build on')
    .option('--no-lint', 'also with errors in the definitions: to see what they do')
    .addHelpText(
      'after',
      `
Examples:
  lvsgen lab --prepare                  once: the kernel, from the package manager
  lvsgen lab clusters/prod/web.yaml     a cluster, with those that share hosts with it
  lvsgen lab --format junit clusters    all of them, for CI
  lvsgen lab --no-lint --keep broken.yaml
  lvsgen lab clusters/prod/web.yaml --check fails-over

Exit status: 0 no check failed, 1 a check failed, or errors in definitions, 2 wrong usage, 3 could not do the work.`,
    )
    .action(async (paths: string[], options: LabOptions) => {
      const { lab } = await import('../actions/lab.ts');
      await lab(paths, options, invocation);
    });
}
