import { type Finding, SEVERITIES, type Severity } from '../diagnostic/finding.ts';

/** How many findings there are of each severity. */
export type Counts = Readonly<Record<Severity, number>>;

export function countBySeverity(findings: readonly Finding[]): Counts {
  const counts = { error: 0, warning: 0, info: 0 };
  for (const { severity } of findings) counts[severity]++;
  return counts;
}

/** `3 files` or `1 file`. */
export function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/** `1 error, 2 warnings`, from the worst down, without those there are none of; `no findings` without any. */
export function countsText(counts: Counts, paint = (_: Severity, text: string) => text): string {
  const parts = SEVERITIES.filter((severity) => counts[severity] > 0).map((severity) =>
    paint(severity, plural(counts[severity], severity)),
  );
  return parts.length === 0 ? 'no findings' : parts.join(', ');
}

/** The worst first, otherwise in the order given: for formats that have to stop somewhere. */
export function worstFirst(findings: readonly Finding[]): Finding[] {
  return SEVERITIES.flatMap((severity) => findings.filter((finding) => finding.severity === severity));
}
