import { atLeast, type Severity } from '../../diagnostic/finding.ts';
import type { FormatName } from '../../report/format-names.ts';
import { EXIT } from '../exit-status.ts';
import type { Invocation } from '../invocation.ts';
import { showFindings } from '../show-findings.ts';
import { openWorkspace } from '../workspace.ts';

/** Checks definitions and shows what was found. */
export async function lint(
  paths: readonly string[],
  options: { readonly format: FormatName; readonly failOn: Severity },
  invocation: Invocation,
): Promise<void> {
  const { terminal } = invocation;
  const workspace = await openWorkspace(paths, terminal);
  terminal.write(await showFindings(workspace, workspace.findings, options.format, terminal));
  const failed = workspace.findings.some(({ severity }) => atLeast(severity, options.failOn));
  invocation.status = failed ? EXIT.found : EXIT.ok;
}
