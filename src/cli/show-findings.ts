import type { Finding } from '../diagnostic/finding.ts';
import { findRule } from '../lint/find-rule.ts';
import type { FormatName } from '../report/format-names.ts';
import { loadReport } from '../report/formats.ts';
import type { Terminal } from './terminal.ts';
import { VERSION } from './version.ts';
import type { Workspace } from './workspace.ts';

/** Findings as the text of a format. */
export async function showFindings(
  { sources, selected }: Pick<Workspace, 'sources' | 'selected'>,
  findings: readonly Finding[],
  format: FormatName,
  terminal: Terminal,
): Promise<string> {
  const report = await loadReport(format);
  return report(findings, {
    files: selected.size,
    sourceOf: (file) => sources.get(file),
    color: terminal.color,
    ...(terminal.width === undefined ? {} : { width: terminal.width }),
    ruleInfo: (rule) => findRule(rule),
    version: VERSION,
  });
}
