import { jsonText, visible } from '../../diagnostic/visible.ts';
import type { LabRun } from '../laboratory.ts';
import { labJunit } from './junit.ts';
import { labMarkdown } from './markdown.ts';
import { countsOf } from './outcomes.ts';

/** `text` is written as it happens; these are written at the end. */
const REPORTS: Readonly<Record<string, (runs: readonly LabRun[]) => string>> = {
  json: labJson,
  junit: labJunit,
  markdown: labMarkdown,
};

/** What labs found out, as the text of a format. */
export function labReport(format: string, runs: readonly LabRun[]): string {
  const report = REPORTS[format];
  if (report === undefined) throw new Error(`no format ${visible(format)}`);
  return report(runs);
}

/** A stable contract, as the JSON of findings. Seconds are as they were: no two runs are equal. */
function labJson(runs: readonly LabRun[]): string {
  return jsonText({ version: 1, labs: runs, summary: countsOf(runs) });
}
