import type { CheckResult } from '../checks/run-checks.ts';
import type { LabRun } from '../laboratory.ts';

export interface OutcomeCounts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  readonly notTried: number;
}

/** How many checks of all runs had each outcome, and how much could not be tried. */
export function countsOf(runs: readonly LabRun[]): OutcomeCounts {
  const counts = { passed: 0, failed: 0, skipped: 0, notTried: 0 };
  for (const { checks, notTried } of runs) {
    for (const { outcome } of checks) counts[outcome] += 1;
    counts.notTried += notTried.length;
  }
  return counts;
}

/** Why a check failed and what was seen, as lines. */
export function failureLines({ reasons, evidence }: CheckResult): string[] {
  return [
    ...reasons,
    ...evidence
      .filter(({ lines }) => lines.length > 0)
      .flatMap(({ title, lines }) => [`${title}:`, ...lines.map((line) => `  ${line}`)]),
  ];
}
