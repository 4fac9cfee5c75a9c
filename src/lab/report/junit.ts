import { visible } from '../../diagnostic/visible.ts';
import type { CheckResult } from '../checks/run-checks.ts';
import type { LabRun } from '../laboratory.ts';
import { countsOf, failureLines } from './outcomes.ts';

/** JUnit's XML as Jenkins, GitLab and others read it: a suite for each laboratory, a case for each check and for what is not tried. */
export function labJunit(runs: readonly LabRun[]): string {
  const seconds = runs.reduce((sum, run) => sum + run.seconds, 0);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="lvsgen lab" time="${seconds.toFixed(1)}" ${counts(runs)}>`,
    ...runs.flatMap((run) => [
      `  <testsuite name="${xml(run.definitions.join(', '))}" time="${run.seconds}" ${counts([run])} skipped="${skippedOf([run])}">`,
      ...run.checks.flatMap((check) => testcase(run, check)),
      ...run.notTried.flatMap(({ what, reason }) => [
        `    <testcase name="${xml(what)}" classname="${xml(run.definitions.join(', '))}" time="0">`,
        `      <skipped message="not tried: ${xml(reason)}"/>`,
        '    </testcase>',
      ]),
      '  </testsuite>',
    ]),
    '</testsuites>',
    '',
  ].join('\n');
}

function testcase({ definitions }: LabRun, check: CheckResult): string[] {
  const { id, outcome, seconds, detail, reasons } = check;
  const start = `    <testcase name="${xml(id)}" classname="${xml(definitions.join(', '))}" time="${seconds}"`;
  if (outcome === 'passed') return [`${start}/>`];
  const element =
    outcome === 'skipped'
      ? `<skipped message="${xml(detail)}"/>`
      : `<failure message="${xml(reasons[0] ?? '')}" type="${xml(id)}">${failureLines(check).map(xml).join('\n')}</failure>`;
  return [`${start}>`, `      ${element}`, '    </testcase>'];
}

function counts(runs: readonly LabRun[]): string {
  const { passed, failed } = countsOf(runs);
  return `tests="${passed + failed + skippedOf(runs)}" failures="${failed}" errors="0"`;
}

/** What is not tried is to JUnit a case that was skipped. */
function skippedOf(runs: readonly LabRun[]): number {
  const { skipped, notTried } = countsOf(runs);
  return skipped + notTried;
}

function xml(text: string): string {
  return visible(text)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&apos;');
}
