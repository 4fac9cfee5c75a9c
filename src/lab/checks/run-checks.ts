import type { Lab } from '../world/lab.ts';
import type { Check, Evidence, Findings } from './check.ts';

/** What became of a check. */
export interface CheckResult {
  readonly id: string;
  readonly title: string;
  readonly outcome: 'passed' | 'failed' | 'skipped';
  readonly seconds: number;
  /** What was seen, or why it was skipped. */
  readonly detail: string;
  /** Why it failed. */
  readonly reasons: readonly string[];
  readonly evidence: readonly Evidence[];
}

/** Hears of each check when it begins and when it ends. */
export interface Listener {
  readonly began: (check: Pick<Check, 'id' | 'title'>) => void;
  readonly ended: (result: CheckResult) => void;
}

/** Makes the checks in their order; one that needs a check which failed, or which itself needs one, is skipped. */
export async function runChecks(
  lab: Lab,
  checks: readonly Check[],
  listener: Listener,
): Promise<CheckResult[]> {
  const results = new Map<string, CheckResult>();
  /** Those that did not pass, and those that could not be made because of them. */
  const blocking = new Set<string>();
  const findings: Findings = {
    before: new Map(),
    appliedAt: { time: 0 },
    connections: { faults: [], seen: [] },
  };
  for (const check of checks) {
    listener.began(check);
    const missing = check.needs.find((need) => blocking.has(need));
    const result = await runCheck(lab, check, missing, findings);
    if (missing !== undefined || result.outcome === 'failed') blocking.add(check.id);
    results.set(check.id, result);
    listener.ended(result);
  }
  return [...results.values()];
}

async function runCheck(
  lab: Lab,
  { id, title, run }: Check,
  missing: string | undefined,
  findings: Findings,
): Promise<CheckResult> {
  const start = performance.now();
  const verdict =
    missing === undefined
      ? await run(lab, findings)
      : ({ outcome: 'skipped', detail: `not tried: ${missing} has to pass first` } as const);
  const seconds = Math.round((performance.now() - start) / 100) / 10;
  const reasons: readonly string[] = verdict.outcome === 'failed' ? verdict.reasons : [];
  const evidence: readonly Evidence[] = verdict.outcome === 'failed' ? verdict.evidence : [];
  const detail = verdict.outcome === 'failed' ? '' : verdict.detail;
  return { id, title, outcome: verdict.outcome, seconds, detail, reasons, evidence };
}
