import { visible } from '../../diagnostic/visible.ts';
import type { LabRun } from '../laboratory.ts';
import { countsOf, failureLines } from './outcomes.ts';

/** For the description of a pull request: a table for each laboratory, and what was seen where a check failed. */
export function labMarkdown(runs: readonly LabRun[]): string {
  const { passed, failed, skipped, notTried } = countsOf(runs);
  const sections = runs.map((run) => {
    const rows = run.checks.map(
      ({ id, title, outcome, seconds, detail, reasons }) =>
        `| ${outcome} | ${cell(title)} (${id}) | ${seconds} s | ${cell(outcome === 'failed' ? (reasons[0] ?? '') : detail)} |`,
    );
    const failures = run.checks
      .filter(({ outcome }) => outcome === 'failed')
      .map((check) => `\n**${check.id}**\n\n${failureLines(check).map(codeLine).join('\n')}`);
    return [
      `### ${cell(run.definitions.join(', '))}`,
      '',
      `${cell(run.machine)}, ${run.seconds} s`,
      '',
      '| outcome | check | time | seen |',
      '|---|---|---|---|',
      ...rows,
      ...run.notTried.map(({ what, reason }) => `| not tried | ${cell(what)} | | ${cell(reason)} |`),
      ...failures,
    ].join('\n');
  });
  return `## Lab: ${passed} passed, ${failed} failed, ${skipped} skipped, ${notTried} not tried\n\n${sections.join('\n\n')}\n`;
}

/** An indented block: nothing in it is Markdown, and no fence can end it. */
const codeLine = (line: string): string => `    ${visible(line)}`;

/** Nothing in it is read as Markdown, HTML or a mention. */
function cell(text: string): string {
  return visible(text).replace(/[\\`*_{}[\]<>|&#@~!$]/g, (found) => `&#${found.charCodeAt(0)};`);
}
